import type { Site } from '../../schemas/institution.ts';
import type { StartedPlacement } from '../../schemas/placement.ts';
import type { Report } from '../../schemas/report.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import {
  type MailingAnswer,
  type mailingTask,
  type WaitingRound,
  waitingRoundTask,
} from '../../schemas/workflow.ts';
import { roundOpened } from '../domain/placement/placement-life.ts';
import { reportForTutor } from '../domain/placement/same-person.ts';
import { delegatesOf, inChargeOf } from '../domain/placement/site-of.ts';
import { isGivenBack } from '../domain/placement/status-meanings.ts';
import { isOpen } from '../domain/report/report-meanings.ts';
import { dueDateOf } from '../domain/timetable/occasion-moments.ts';
import { planAfterRound } from '../domain/timetable/timetable.ts';
import { parisDay } from '../domain/wording/french-dates.ts';
import { type MailingEnvironment, mailingEnvironment } from '../environment.ts';
import { dayKey, givenBackMailKey, siteDayKey, studentDayKey } from '../mail/mail-keys.ts';
import { holderOf, openMailroom } from '../mail/mailroom.ts';
import { type Outbox, type Outcome, type Outgoing, sentAbout } from '../mail/outbox.ts';
import { delegateNotice } from '../mail/templates/delegate-notice.ts';
import { escalation } from '../mail/templates/escalation.ts';
import { givenBack } from '../mail/templates/given-back.ts';
import type { MissingReport } from '../mail/templates/missing-report.ts';
import { reminder } from '../mail/templates/reminder.ts';
import { request } from '../mail/templates/request.ts';
import { studentNotice } from '../mail/templates/student-notice.ts';
import { campaignListUrl, tutorDoor } from '../mail/tutor-door.ts';
import { keptStore, type Store } from '../store/store.ts';
import {
  hadReason,
  leftAt,
  notSoonAfterHand,
  notWhileHeard,
  notYet,
  record,
  recordWithheld,
  tryAgain,
  tryAgainOrLeave,
  withoutHandReminded,
} from './mailing.ts';
import {
  missingAtSite,
  notYetTold,
  type RoundOfDay,
  readStage,
  type Stage,
  stagesOfRound,
  stillMissing,
} from './stage.ts';
import { task } from './task.ts';

type Round = RoundOfDay & { occasion: WaitingRound };

/**
 * The report is missing and its time has come: asks the tutor for it, reminds, or escalates. When the report came in
 * meanwhile, nothing leaves about it, and the wait that follows finds it at once.
 */
export const handler = task(
  mailingEnvironment,
  waitingRoundTask,
  async ({ occasion, nominal, ...step }, env): Promise<MailingAnswer> => {
    const { now, campaignId, studentNumber, revision } = step;
    const key = { campaignId, studentNumber, revision };
    const store = keptStore(env.TABLE_NAME);
    const stage = await readStage(store, key, now);
    const round = { occasion, nominal, now };
    const report = await store.reports.find(key);
    if (!isOpen(report)) return { attempt: 0 };
    const early = (await notSoonAfterHand(store, stage, occasion, step)) ?? notYet(stage, step);
    if (early) return early;
    const mails = outgoing(env, store, stage, round);
    // What begins anew behind its last round has nobody to write to, and puts nothing off.
    const heard = notWhileHeard(stage, occasion, step);
    if (heard && !(await isTold(store, stage, mails))) return heard;
    try {
      const mailroom = openMailroom(env, store, stage.institution, holderOf(key), step);
      if (isGivenBack(stage.placement)) {
        const mail = toCorrect(env, store, stage, stage.placement, report, now);
        if (mail) await recordWithheld(store, key, await mailroom.deliverAll([mail]));
        return { attempt: 0 };
      }
      const outcomes = await mailroom.deliverAll(mails);
      await recordWithheld(store, key, outcomes);
      // The delegate's notice of a reminder is no reminder: history says what the tutor was sent.
      const ofRound = outcomes.filter((_, at) => mails[at]?.occasion === occasion);
      const next = await opened(store, stage, key, round, ofRound);
      const again = occasion === 'request' ? await tellStudent(mailroom, store, stage, key, round, step) : {};
      return { attempt: 0, ...next, ...again };
    } catch (error) {
      return tryAgain(error, step);
    }
  },
);

/** Whether everybody of the round has its mail whose address takes any. */
const isTold = async (
  store: Store,
  { campaign, placement }: Stage,
  mails: readonly Outgoing[],
): Promise<boolean> => {
  const told = await Promise.all(
    mails.map(async ({ recipient, occasion }) => {
      const theirs = await store.mails.ofOccasion(campaign.campaignId, recipient, occasion);
      return sentAbout(theirs, occasion, placement) ?? (await store.addresses.refusal(recipient));
    }),
  );
  return told.every((mail) => mail !== undefined);
};

/** Writes down what left, and answers when the next round comes: what follows keeps its distance from what left. */
const opened = async (
  store: Store,
  { institution, campaign, placement }: Stage,
  key: Parameters<typeof record>[1],
  { occasion, now }: Round,
  outcomes: Outcome[],
): Promise<Pick<MailingAnswer, 'next'>> => {
  const { plan } = placement;
  if (!plan || !hadReason(outcomes)) return {};
  const left = leftAt(outcomes);
  // Where nobody knows whether it left, it may have left now.
  const after = planAfterRound(plan, { placement, campaign, institution }, occasion, left ?? now);
  await record(store, key, (current) => roundOpened(current, occasion, after, left));
  const index = after.rounds.findIndex((round) => round.occasion === occasion);
  const next = after.rounds[index + 1]?.at;
  return next === undefined ? {} : { next };
};

const outgoing = (env: MailingEnvironment, store: Store, stage: Stage, round: Round): Outgoing[] => {
  const { occasion } = round;
  switch (occasion) {
    case 'escalation':
      return inChargeOf(stage.site).map((recipient) =>
        toStaff(env, store, stage, round, recipient, 'escalation'),
      );
    case 'reminder3':
      // The third reminder is the delegates' cue, a few days before the escalation (ADR 21).
      return [
        toTutor(env, store, stage, { ...round, occasion }),
        ...delegatesOf(stage.site).map((one) => toStaff(env, store, stage, round, one, 'delegateNotice')),
      ];
    case 'request':
    case 'reminder1':
    case 'reminder2':
      return [toTutor(env, store, stage, { ...round, occasion })];
  }
};

/** What is to be corrected, once; no reminder follows. A day that is gone is nobody's to keep. */
const toCorrect = (
  env: MailingEnvironment,
  store: Store,
  stage: Stage,
  placement: Extract<StartedPlacement, { status: 'givenBack' }>,
  { lastVersion }: Report,
  now: IsoInstant,
): Outgoing | undefined => {
  const { institution, campaign } = stage;
  const { asked, studentNumber, tutor } = placement;
  if (lastVersion === undefined) return undefined;
  return {
    campaignId: campaign.campaignId,
    recipient: tutor.email,
    occasion: 'givenBack',
    // Its key says all: a mail of another time asked for something else.
    mailKey: givenBackMailKey(studentNumber, lastVersion.number, asked.revision),
    compose: async (wordedAt) => {
      if (parisDay(now) > asked.until) return undefined;
      // Taken back while the mail is written, it asks for nothing: the claim says that it might have.
      if ((await store.placements.get(placement)).revision !== placement.revision) return undefined;
      const link = await tutorDoor(env, store, stage, [placement], now);
      const wording = await store.wordings.asOf(wordedAt)('givenBack');
      return {
        ...givenBack({ institution, campaign, placement, asked, now, link, wording }),
        placements: [placement],
      };
    },
  };
};

const toTutor = (
  env: MailingEnvironment,
  store: Store,
  stage: Stage,
  round: RoundOfDay & { occasion: Exclude<WaitingRound, 'escalation'> },
): Outgoing => {
  const { institution, campaign, placement } = stage;
  const { occasion, nominal, now } = round;
  return {
    campaignId: campaign.campaignId,
    recipient: placement.tutor.email,
    occasion,
    mailKey: dayKey(occasion, nominal),
    isShared: true,
    placement,
    compose: async (wordedAt) => {
      const ofTheDay = await stagesOfRound(store, stage, round);
      const missing = await stillMissing(store, ofTheDay);
      const toTell = await notYetTold(store, stage, placement.tutor.email, occasion, missing);
      const placements =
        occasion === 'request' ? toTell : await withoutHandReminded(store, stage, occasion, toTell, now);
      if (placements.length === 0) return undefined;
      const link = await tutorDoor(env, store, stage, [placement, ...ofTheDay], now);
      const dueDate = dueDateOf(placement, campaign);
      const wording = await store.wordings.asOf(wordedAt)(occasion);
      const facts = { institution, campaign, placements, dueDate, now, link, wording };
      return {
        ...(occasion === 'request' ? request(facts) : reminder({ ...facts, round: occasion })),
        placements,
      };
    },
  };
};

/** @returns when to try again: the tutor has the request by then, and nothing else waits for the student's mail */
const tellStudent = async (
  mailroom: Outbox,
  store: Store,
  stage: Stage,
  key: Parameters<typeof record>[1],
  round: RoundOfDay,
  step: mailingTask,
): Promise<Partial<MailingAnswer>> => {
  try {
    const { campaign, placement } = stage;
    const toTheTutor = await store.mails.toRecipient(campaign.campaignId, placement.tutor.email);
    // Before the claim: a second call of this step that dies leaves none behind about a request that has not left.
    if (!sentAbout(toTheTutor, 'request', placement)) return {};
    const outcome = await mailroom.deliver(toStudent(store, stage, round));
    await recordWithheld(store, key, [outcome]);
    return {};
  } catch (error) {
    return tryAgainOrLeave(error, step);
  }
};

/**
 * With the request: whom it went to, and by which address, so that somebody notices a wrong one. The student was told that address with
 * the assignment.
 */
const toStudent = (store: Store, stage: Stage, { nominal, now }: RoundOfDay): Outgoing => {
  const { institution, campaign, placement } = stage;
  const { campaignId } = campaign;
  return {
    campaignId,
    recipient: placement.student.email,
    occasion: 'studentNotice',
    mailKey: studentDayKey('studentNotice', placement.studentNumber, nominal),
    placement,
    compose: async (wordedAt) => {
      const wording = await store.wordings.asOf(wordedAt)('studentNotice');
      const facts = { institution, campaign, placement, now, wording };
      return { ...studentNotice(facts), placements: [placement] };
    },
  };
};

/** One mail a day to a person in charge of the site, naming every tutor whose report is missing by then. No link to the form. */
const toStaff = (
  env: MailingEnvironment,
  store: Store,
  stage: Stage,
  round: RoundOfDay,
  recipient: Site['delegate'],
  occasion: 'delegateNotice' | 'escalation',
): Outgoing => {
  const { institution, campaign, placement, site } = stage;
  return {
    campaignId: campaign.campaignId,
    recipient: recipient.email,
    occasion,
    mailKey: siteDayKey(occasion, site.siteId, round.nominal),
    isShared: true,
    placement,
    compose: async (wordedAt) => {
      const step = occasion === 'escalation' ? 'escalated' : 'reminded';
      const consoleUrl = campaignListUrl(env, campaign, site, step);
      const missing = await missingAtSite(store, stage, round);
      const late = await notYetTold(store, stage, recipient.email, occasion, missing);
      if (late.length === 0) return undefined;
      const reports = await Promise.all(late.map((one) => missingReportOf(store, stage, one)));
      const wording = await store.wordings.asOf(wordedAt)(occasion);
      const facts = { institution, campaign, site, recipient, reports, now: round.now, consoleUrl, wording };
      return {
        ...(occasion === 'escalation' ? escalation(facts) : delegateNotice(facts)),
        placements: late,
      };
    },
  };
};

const missingReportOf = async (
  store: Store,
  { campaign }: Stage,
  placement: StartedPlacement,
): Promise<MissingReport> => {
  const [report, mails] = await Promise.all([
    store.reports.find(placement),
    store.mails.toRecipient(campaign.campaignId, placement.tutor.email),
  ]);
  return {
    placement,
    dueDate: dueDateOf(placement, campaign),
    mails: mails.filter(({ studentNumbers }) => studentNumbers.includes(placement.studentNumber)),
    draftSavedAt: reportForTutor(report, placement).savedAt,
  };
};
