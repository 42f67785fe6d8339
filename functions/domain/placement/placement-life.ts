import { isDeepStrictEqual } from 'node:util';
import type { MailFailure } from '../../../schemas/mail-failure.ts';
import type { HistoryEntry, Placement } from '../../../schemas/placement.ts';
import type { StagePlan } from '../../../schemas/plan.ts';
import type { SentReport } from '../../../schemas/report.ts';
import type { IsoDate, IsoInstant } from '../../../schemas/time.ts';
import type { WaitingRound } from '../../../schemas/workflow.ts';
import { enteredFrom } from '../report/entered-report.ts';
import { notAcquiredCriteria } from '../report/report-completeness.ts';
import { parisDay } from '../wording/french-dates.ts';
import { isRefusal } from './mail-refusal.ts';
import { occasionMeanings } from './occasion-meanings.ts';
import { hasReport, isGivenBack, isInProgress, isOver, mayReport } from './status-meanings.ts';
import { settledWords } from './students-word.ts';

/**
 * What may happen to a placement, as (placement, event, now) → placement. Each answers the very placement it was given when
 * there is nothing to change, so every step can run twice (architecture, 6).
 */
const remembered = (
  placement: Placement,
  what: HistoryEntry['what'],
  at: IsoInstant,
  by?: string,
): HistoryEntry[] => [...placement.history, { at, what, ...(by && { by }) }];

/** The launch reaches a placement: its first lifecycle is about to start. */
export const started = (placement: Placement, now: IsoInstant): Placement =>
  placement.status === 'prepared'
    ? {
        ...placement,
        status: 'started',
        startedAt: now,
        ...nextRevision(placement, now),
        history: remembered(placement, 'started', now),
      }
    : placement;

/** It starts anew, after trouble: the next revision, from the beginning. `by` is absent when the system does it by itself. */
export const relaunched = (placement: Placement, by: string | undefined, now: IsoInstant): Placement =>
  placement.revision > 0
    ? { ...placement, ...nextRevision(placement, now), history: remembered(placement, 'relaunched', now, by) }
    : placement;

/** What is written with a revision, in one write: that its execution is to start, until it shows that it runs. */
export const nextRevision = (placement: Placement, now: IsoInstant) => ({
  revision: placement.revision + 1,
  startDue: now,
});

/** The execution of its revision shows that it runs, or did: it is not due any more. */
export const ran = (placement: Placement): Placement => {
  if (placement.startDue === undefined && placement.lastRunning === placement.revision) return placement;
  const { startDue, ...rest } = placement;
  return { ...rest, lastRunning: placement.revision };
};

/** An execution gets going: whatever went wrong before is behind. */
export const untroubled = (placement: Placement): Placement => {
  const { trouble, ...rest } = ran(placement);
  return trouble === undefined ? ran(placement) : rest;
};

/** It says what it will do. */
export const planned = (placement: Placement, plan: StagePlan): Placement => {
  const after = { ...untroubled(placement), plan };
  return isDeepStrictEqual(placement, after) ? placement : after;
};

/**
 * The mails of an occasion left, at `leftAt`. Absent, nobody knows whether they did, and they are not sent twice: the stage
 * goes on, and its history does not say what may not have happened.
 */
export const assigned = (placement: Placement, leftAt: IsoInstant | undefined): Placement =>
  placement.status === 'started'
    ? { ...placement, status: 'assigned', history: rememberedOnce(placement, 'assigned', leftAt) }
    : placement;

export const briefed = (placement: Placement, leftAt: IsoInstant | undefined): Placement =>
  placement.status === 'started' || placement.status === 'assigned'
    ? { ...placement, status: 'briefed', history: rememberedOnce(placement, 'briefed', leftAt) }
    : placement;

/** A round's mail left, at `leftAt` (absent as for `assigned`); `plan` is the stage's from there on. */
export const roundOpened = (
  placement: Placement,
  round: WaitingRound,
  plan: StagePlan,
  leftAt: IsoInstant | undefined,
): Placement => {
  if (!isInProgress(placement)) return placement;
  if (placement.status === 'awaiting' && placement.round === round && isDeepStrictEqual(placement.plan, plan))
    return placement;
  // A mail of before that day was about another due date, or other days of the stage.
  const since = plan.rounds.find(({ occasion }) => occasion === round)?.nominal;
  return {
    ...placement,
    status: 'awaiting',
    round,
    plan,
    history: rememberedOnce(placement, occasionMeanings[round].remembered, leftAt, since),
  };
};

/** Of what a placement holds, what holds whatever its status. */
export const whateverItsStatus = (placement: Placement) => {
  const { studentNumber, student, siteId, tutor, school, classLevel, pupilCount, periods } = placement;
  const { campaignId, revision, startDue, lastRunning, plan, extendedTo, farewells } = placement;
  const { draftBegunAt, formerRecipients, undelivered, settled, tutorsWord, studentsWord } = placement;
  const { version, history, trouble } = placement;
  return {
    ...{ studentNumber, student, siteId, tutor, school, classLevel, pupilCount, periods },
    ...{ campaignId, revision, startDue, lastRunning, plan, extendedTo, farewells },
    ...{ draftBegunAt, formerRecipients, undelivered, settled, tutorsWord, studentsWord },
    ...{ version, history, trouble },
  };
};

/** Its tutor began to type. Told once: what they type is in the report's own item. */
export const draftBegun = (placement: Placement, now: IsoInstant): Placement =>
  placement.draftBegunAt === undefined && isInProgress(placement)
    ? { ...placement, draftBegunAt: now }
    : placement;

/**
 * The report is in. Also right for a placement that looked lost: the record is the truth. The version that was given back is no
 * news, whoever tells of it again.
 */
export const received = (placement: Placement, sent: SentReport): Placement => {
  if (!mayReport(placement)) return placement;
  if (isGivenBack(placement) && sent.reference === placement.reference) return placement;
  const notAcquired = notAcquiredCriteria(sent.answers);
  return {
    ...whateverItsStatus(placement),
    // Whatever its tutor had said before, they have said it all now.
    ...settledWords(placement, { now: sent.sentAt, by: sent.entered?.by }),
    startedAt: ('startedAt' in placement ? placement.startedAt : undefined) ?? sent.sentAt,
    status: 'received',
    reference: sent.reference,
    reportedAt: sent.sentAt,
    ...(hasReport(placement) && { firstReportedAt: placement.firstReportedAt ?? placement.reportedAt }),
    ...(isGivenBack(placement) && {
      atHand: { reference: placement.reference, distributedAt: placement.distributedAt },
    }),
    ...(notAcquired.length > 0 && { notAcquired }),
    history: [...placement.history, arrivalOf(sent)],
  };
};

/** Who typed it, and from what, where its tutor did not. */
const arrivalOf = ({ sentAt, entered }: SentReport): HistoryEntry => ({
  ...{ at: sentAt, what: 'received' },
  ...(entered && { by: entered.by, why: enteredFrom(entered) }),
});

/** The same, where it may be over: then nothing runs that would distribute it, and the next revision does. */
export const enteredLate = (placement: Placement, sent: SentReport): Placement => {
  const after = received(placement, sent);
  return after !== placement && isOver(placement)
    ? { ...after, ...nextRevision(placement, sent.sentAt) }
    : after;
};

export const distributed = (placement: Placement, now: IsoInstant): Placement => {
  if (placement.status !== 'received') return placement;
  const { atHand: _, ...rest } = placement;
  return {
    ...rest,
    status: 'distributed',
    distributedAt: now,
    history: remembered(placement, 'distributed', now),
  };
};

/** The version that its student has: the one distributed last, while its tutor corrects it and until another has reached them. */
export const versionAtHand = (
  placement: Placement,
): { reference: string; distributedAt: IsoInstant } | undefined => {
  if (placement.status === 'received') return placement.atHand;
  return placement.status === 'distributed' || placement.status === 'givenBack' ? placement : undefined;
};

/** No other version came: the one that was given back is the report. */
export const versionStands = (placement: Placement, now: IsoInstant): Placement => {
  if (!isGivenBack(placement)) return placement;
  const { asked, ...rest } = placement;
  // Where somebody decided so, history has said it.
  const history = asked.withdrawnAt ? placement.history : remembered(placement, 'versionStands', now);
  return { ...rest, status: 'distributed', history };
};

/** Its day has come, and no report: written before its site is told, which may take a morning. */
export const unreturned = (placement: Placement, now: IsoInstant): Placement =>
  isInProgress(placement)
    ? {
        ...placement,
        ...{ status: 'unreturned', closedAt: now, isUntold: true },
        history: remembered(placement, 'unreturned', now),
      }
    : placement;

export const closingTold = (placement: Placement): Placement => {
  if (placement.status !== 'unreturned' || placement.isUntold === undefined) return placement;
  const { isUntold, ...rest } = placement;
  return rest;
};

/** It is over, and somebody is still to be told: whoever left it, or its site that no report came. */
export const isToTell = (placement: Placement): boolean =>
  (placement.farewells ?? []).length > 0 ||
  (placement.status === 'unreturned' && placement.isUntold === true);

/** Where the trouble of a placement lies whose execution could not be started. */
export const unstarted = 'StartLifecycle';

/** It could be started after all. */
export const startable = (placement: Placement): Placement => {
  if (placement.trouble?.state !== unstarted) return placement;
  const { trouble, ...rest } = placement;
  return rest;
};

/** In minutes, how long a start may take before somebody should look, and the sweep takes it up. */
export const startPatience = 10;

/** What was to be done before that moment should be done by now. */
export const overdueSince = (now: IsoInstant): IsoInstant =>
  new Date(Date.parse(now) - startPatience * 60_000).toISOString();

/** What an intention of that moment is due for: it was to be done at once, and is not. */
export const isOverdue = (since: IsoInstant | undefined, now: IsoInstant): boolean =>
  since !== undefined && Date.parse(since) + startPatience * 60_000 <= Date.parse(now);

type Watched = Pick<Placement, 'trouble' | 'startDue'>;

/** It failed, and was not started again since. */
export const isTroubled = ({ trouble, startDue }: Watched): boolean =>
  trouble !== undefined && !(startDue !== undefined && startDue > trouble.at);

/** It failed since it was last started, or was to start and does not: somebody may start it again. */
export const needsStarting = (placement: Watched, now: IsoInstant): boolean =>
  isTroubled(placement) || isOverdue(placement.startDue, now);

/** An execution gave up, or could not be started. The placement says so until it is relaunched. */
export const troubled = (placement: Placement, state: string, error: string, now: IsoInstant): Placement => ({
  ...placement,
  trouble: { at: now, state, error },
  history: remembered(placement, 'troubled', now),
});

/** A restart walks through what already happened; the past is told once. @param since a day: what was before that, is another */
const rememberedOnce = (
  placement: Placement,
  what: HistoryEntry['what'],
  at: IsoInstant | undefined,
  since: IsoDate = '',
): HistoryEntry[] =>
  at === undefined || placement.history.some((entry) => entry.what === what && parisDay(entry.at) >= since)
    ? placement.history
    : remembered(placement, what, at);

/** Every link that was mailed to its tutor is dead. */
export const linksCut = (placement: Placement, by: string, now: IsoInstant): Placement => ({
  ...placement,
  history: remembered(placement, 'linksCut', now, by),
});

/** What somebody had mailed to its tutor, or student, left. Told once a mail; `plan` where the rounds behind it keep their distance from it. */
export const mailedByHand = (
  placement: Placement,
  what: Extract<HistoryEntry['what'], 'handReminded' | 'handLettered' | 'linkSent' | 'studentLinkSent'>,
  {
    at,
    by,
    why,
    plan,
  }: { at: IsoInstant; by: string; why?: string | undefined; plan?: StagePlan | undefined },
): Placement =>
  placement.history.some((entry) => entry.what === what && entry.at === at)
    ? placement
    : {
        ...placement,
        ...(plan && { plan }),
        history: [...placement.history, { at, what, by, ...(why !== undefined && { why }) }],
      };

/** Somebody says that an address is right, whatever it took no mail of before they did: what is due is sent to it again. */
export const triedAgain = (placement: Placement, recipient: string, saidAt: IsoInstant): Placement =>
  withoutFailures(placement, (one) => one.recipient === recipient && one.at < saidAt);

/** A mail reached that address since: its mailbox takes mails again. What refuses for good is another matter. */
export const deliveredTo = (placement: Placement, recipient: string, at: IsoInstant): Placement =>
  withoutFailures(placement, (one) => one.recipient === recipient && !isRefusal(one.reason) && one.at < at);

const withoutFailures = (
  placement: Placement,
  isOver: (failure: NonNullable<Placement['undelivered']>[number]) => boolean,
): Placement => {
  const { undelivered = [], ...rest } = placement;
  const left = undelivered.filter((one) => !isOver(one));
  if (left.length === undelivered.length) return placement;
  return left.length === 0 ? rest : { ...rest, undelivered: left };
};

/** A mail did not reach the stage's tutor or student, at the address that they still have; one line for each address. */
export const undeliveredTo = (
  placement: Placement,
  recipient: string,
  failure: { at: IsoInstant; reason: MailFailure },
): Placement => {
  if (recipient !== placement.tutor.email && recipient !== placement.student.email) return placement;
  const known = placement.undelivered ?? [];
  const before = known.find((one) => one.recipient === recipient);
  // An address that takes nothing is worse news than a full mailbox; the newest of either is kept.
  const isWorse = before && isRefusal(failure.reason) && !isRefusal(before.reason);
  const isMilder = before && isRefusal(before.reason) && !isRefusal(failure.reason);
  if (before && (isMilder || (!isWorse && before.at >= failure.at))) return placement;
  return {
    ...placement,
    undelivered: [...known.filter((one) => one.recipient !== recipient), { recipient, ...failure }],
  };
};
