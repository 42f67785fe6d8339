import type { Refusal } from '../../schemas/address.ts';
import type { Mail } from '../../schemas/mail.ts';
import type { Placement, StartedPlacement } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { longestRunSeconds } from '../../schemas/workflow.ts';
import { isSent } from '../domain/placement/letter-due.ts';
import { occasionMeanings } from '../domain/placement/occasion-meanings.ts';
import { letterMark, occasionMark, type Reader } from '../domain/placement/stage-mark.ts';
import { studentName, tutorName } from '../domain/wording/people.ts';
import type { addressStore } from '../store/addresses.ts';
import type { letterStore } from '../store/letters.ts';
import type { mailStore } from '../store/mails.ts';
import { keptLetterOf } from './kept-letter.ts';
import { laterKey, ownKey } from './mail-keys.ts';
import type { MailContent } from './message.ts';
import type { postman } from './postman.ts';

/** SES refused the mail: nothing left, the claim is released, try again later. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

/** Another stage's attempt at the mail they share is under way: look again in a moment. */
export class MailUnderWay extends Error {
  override readonly name = 'MailUnderWay';
}

/** Nobody knows whether an earlier attempt's mail left: look again after a lease. */
export class MailUnconfirmed extends Error {
  override readonly name = 'MailUnconfirmed';
}

/**
 * In seconds, how long an attempt is left alone: longer than any function may run, and by then SES's own Send event has
 * settled what was in doubt, or there is none.
 */
export const leaseSeconds = 120;

/** So many mails of one day stages share one after another, at the most; each has its own then. */
const mostShared = 20;

export type Outgoing = Pick<Mail, 'campaignId' | 'recipient' | 'mailKey' | 'occasion' | 'meeting'> & {
  /**
   * Stages share it. Where it has left and did not speak of the stage, the second goes instead, or the next: those that come late
   * together wait for each other, so none is named in two. One that is not shared is followed by the stage's own.
   */
  isShared?: true;
  /** The stage that has this mail sent: a mail on the same occasion that did not speak of it, as it stands, does not count. */
  placement?: StartedPlacement;
  /** Somebody says that its address takes mails, whatever it refused before that moment. */
  despite?: IsoInstant | undefined;
  /** Who has that address, where neither the stages nor the institution say so any more. */
  recipientName?: string;
  /** Whose letter it is, where it tells a tutor or a student what they need to know of the stages. */
  reader?: Reader;
  /**
   * Called once the claim is ours: what the mail says, and of which stages, is read as late as possible. Undefined when
   * there is nothing to say any more.
   *
   * @param wordedAt the moment whose wording it takes: of a second copy, that of the first
   */
  compose: (wordedAt: IsoInstant) => Promise<(MailContent & { placements: Placement[] }) | undefined>;
};

/**
 * What became of a mail. `left`: by this attempt or another, and it speaks of the stage. `unsure`: it may have left, and a
 * second copy is worse than none. `nothing`: there was nothing to say. `withheld`: its address refused a mail for good.
 */
export type Outcome =
  | { kind: 'left'; at: IsoInstant }
  | { kind: 'unsure' }
  | { kind: 'nothing' }
  | { kind: 'withheld'; recipient: string; refusal: Refusal };

export type Outbox = {
  /** Sends the mail unless it was sent. @throws MailRefused, MailUnderWay, MailUnconfirmed */
  deliver(outgoing: Outgoing): Promise<Outcome>;
  /** Tries every mail, then throws the first error: one bad address must not keep the others from theirs. */
  deliverAll(outgoing: Outgoing[]): Promise<Outcome[]>;
};

/** Unless somebody who knows of it says that it is over. */
const standing = (refusal: Refusal | undefined, { despite = '' }: Pick<Outgoing, 'despite'>) =>
  refusal && refusal.at < despite ? undefined : refusal;

type Known = { name: string; email: string };

/** Whose address that is, as the stages have it that the mail is about, or else the institution. */
const nameOf = (
  { recipient, recipientName }: Pick<Outgoing, 'recipient' | 'recipientName'>,
  placements: readonly Placement[],
  people: readonly Known[],
): string | undefined => {
  const ofTutor = placements.find(({ tutor }) => tutor.email === recipient);
  const ofStudent = placements.find(({ student }) => student.email === recipient);
  return (
    recipientName ??
    (ofTutor && tutorName(ofTutor)) ??
    (ofStudent && studentName(ofStudent)) ??
    people.find(({ email }) => email === recipient)?.name
  );
};

const spokenOf = (placements: Placement[], { occasion, reader }: Pick<Outgoing, 'occasion' | 'reader'>) => ({
  studentNumbers: placements.map(({ studentNumber }) => studentNumber),
  stageMarks: placements.map((placement) => occasionMark(occasion, placement)),
  ...(reader && { letterMarks: placements.map((placement) => letterMark(reader, placement)) }),
});

/** Whether a mail was about that stage, with the tutor, the dates and the due date that it has now. */
export const speaksOf = ({ occasion, stageMarks }: Mail, placement: StartedPlacement): boolean =>
  stageMarks.includes(occasionMark(occasion, placement));

/**
 * The last mail on that occasion that left, as far as anybody knows, and spoke of the stage as it stands; one in doubt may lie
 * beside it.
 */
export const sentAbout = (mails: readonly Mail[], occasion: Mail['occasion'], placement: StartedPlacement) =>
  mails
    .filter(isSent)
    .filter((mail) => mail.occasion === occasion && speaksOf(mail, placement))
    .sort((a, b) => a.sentAt.localeCompare(b.sentAt))
    .at(-1);

type Claimed = Extract<Mail, { status: 'claimed' }>;

type Setting = {
  mails: ReturnType<typeof mailStore>;
  letters: ReturnType<typeof letterStore>;
  addresses: Pick<ReturnType<typeof addressStore>, 'refusal'>;
  hand: ReturnType<typeof postman>;
  from: { name: string; address: string };
  replyTo: string;
  /** Those in charge. */
  people?: readonly Known[];
  /** Who claims: a placement, whichever of its executions it is; so a restart knows its own claims. */
  holder: string;
  now: IsoInstant;
  /** Until when `now` may have been: a retry sees the moment of the first attempt. What others wait for counts from then. */
  nowAtLatest?: IsoInstant;
};

const secondsAfter = (at: IsoInstant, seconds: number): IsoInstant =>
  new Date(Date.parse(at) + seconds * 1000).toISOString();

/** An attempt of that moment has handed the mail over, or never will. */
export const isLeaseOver = (since: IsoInstant, now: IsoInstant): boolean =>
  Date.parse(since) + leaseSeconds * 1000 <= Date.parse(now);

/** Whether a mail on one of these occasions is just being written, or handed over. */
export const isUnderWay = (
  mails: readonly Mail[],
  occasions: readonly Mail['occasion'][],
  now: IsoInstant,
): boolean =>
  mails.some(
    (one) => one.status === 'claimed' && occasions.includes(one.occasion) && !isLeaseOver(one.claimedAt, now),
  );

/** One mail per recipient and occasion: claim, send, confirm. */
export const openOutbox = ({
  mails,
  letters,
  addresses,
  hand,
  from,
  replyTo,
  people = [],
  holder,
  now,
  nowAtLatest = now,
}: Setting): Outbox => {
  const lookAgain = (why: string): never => {
    throw new MailUnconfirmed(why);
  };

  /** Takes over what an attempt left behind that is over by now. @returns the claim that is ours; nothing where no second copy may leave. */
  const takeOver = async (
    existing: Exclude<Mail, { status: 'sent' }>,
    claimed: Claimed,
  ): Promise<Claimed | undefined> => {
    if (existing.status === 'claimed') {
      // Our own attempt is over, or this one would not run; another's may be under way.
      if (existing.claimedBy !== holder && !isLeaseOver(existing.claimedAt, now))
        throw new MailUnderWay('another attempt is under way');
      // From here on the attempt that held it finds that it may not send, should it be alive.
      const { status: _, ...rest } = existing;
      await mails.replace(existing, {
        ...rest,
        status: 'unconfirmed',
        doubt: 'lost',
        doubtedAt: nowAtLatest,
      });
      return lookAgain('an earlier attempt died');
    }
    if (!isLeaseOver(existing.doubtedAt, now)) return lookAgain('an earlier attempt may have sent it');
    // No Send event came during the lease: a lost attempt never reached SES, an unanswered one may have.
    if (existing.doubt === 'unanswered' && !occasionMeanings[existing.occasion].isWorthRepeating) return;
    const again = { ...claimed, wordedAt: existing.wordedAt ?? existing.claimedAt };
    return (await mails.replace(existing, again)) ? again : lookAgain('another attempt took it over');
  };

  const send = async (outgoing: Outgoing, claimed: Claimed): Promise<Outcome> => {
    const { campaignId, recipient, occasion } = outgoing;
    const { mailKey } = claimed;
    const release = () => mails.release(claimed);
    const written = await outgoing
      .compose(claimed.wordedAt ?? claimed.claimedAt)
      .catch(async (error: unknown) => {
        // Nothing was handed over: the next attempt need not wait for a lease.
        await release();
        throw error;
      });
    if (written === undefined) {
      await release();
      return { kind: 'nothing' };
    }
    const { placements, ...content } = written;
    // Before it leaves: afterwards nobody could say what it said.
    await letters.keep(claimed, keptLetterOf(content, { from, replyTo })).catch(async (error: unknown) => {
      await release();
      throw error;
    });
    const { composeMessage } = await import('./message.ts');
    const raw = await composeMessage({ from, to: recipient, replyTo, date: now, content });
    // Whom it is about is kept before it leaves: a Send event that comes instead of the answer does not know.
    const recipientName = nameOf(outgoing, placements, people);
    const record = {
      ...{ ...claimed, subject: content.subject, ...spokenOf(placements, outgoing) },
      ...(recipientName && { recipientName }),
    };
    if (!(await mails.replace(claimed, record))) return lookAgain('another attempt took it over');
    const handover = await hand({ recipient, raw, tags: { campaign: campaignId, occasion, mail: mailKey } });
    switch (handover.kind) {
      case 'taken':
        // Said as the Send event says it, which may be faster; a mail that came back at once keeps its failure.
        await mails.confirm(record, handover.messageId, now);
        // A report that came in as it was written was left out of it: nothing left about that stage.
        return outgoing.placement && !speaksOf(record, outgoing.placement)
          ? { kind: 'nothing' }
          : { kind: 'left', at: now };
      case 'refused':
        await release();
        throw new MailRefused(handover.reason);
      case 'unanswered': {
        const inDoubt = {
          ...record,
          status: 'unconfirmed',
          doubt: 'unanswered',
          // It was handed over at any moment of this run, and SES's event has a lease from then on.
          doubtedAt: secondsAfter(nowAtLatest, longestRunSeconds),
        } as const;
        // Whoever held this attempt for dead meanwhile did not know that SES may have the mail.
        if (!(await mails.replace(record, inDoubt)))
          await mails.replace({ ...inDoubt, doubt: 'lost' }, inDoubt);
        return occasionMeanings[occasion].isWorthRepeating ? lookAgain(handover.reason) : { kind: 'unsure' };
      }
    }
  };

  /** What left of that occasion to that address, whatever its key, and spoke of the stage as it stands. */
  const toldBefore = async (
    { campaignId, recipient, occasion }: Outgoing,
    placement: StartedPlacement,
  ): Promise<Outcome | undefined> => {
    const told = sentAbout(await mails.ofOccasion(campaignId, recipient, occasion), occasion, placement);
    return told && { kind: 'left', at: told.sentAt };
  };

  const deliver = async (outgoing: Outgoing, number = 1): Promise<Outcome> => {
    const { campaignId, recipient, isShared, occasion, meeting, placement } = outgoing;
    const mailKey = number === 1 ? outgoing.mailKey : laterKey(outgoing.mailKey, number);
    const claimed: Claimed = {
      ...{ campaignId, recipient, mailKey, occasion, ...(meeting && { meeting }) },
      ...spokenOf(placement ? [placement] : [], outgoing),
      ...{ subject: '', claimedBy: holder, claimedAt: nowAtLatest, status: 'claimed' },
    };
    // Begun anew, it may have other days by now, and is not told the same twice for that. A correction's key names what it says.
    const mayBeTold = placement && placement.revision > 1 && occasion !== 'correction';
    const before = mayBeTold && (await toldBefore(outgoing, placement));
    if (before) return before;
    // Before the claim: what is withheld leaves none behind, whoever dies.
    const refusal = standing(await addresses.refusal(recipient), outgoing);
    if (refusal === undefined && (await mails.claim(claimed))) return send(outgoing, claimed);
    const existing = await mails.find(claimed);
    if (!existing && refusal !== undefined) return { kind: 'withheld', recipient, refusal };
    // Released meanwhile, for it was refused or had nothing to say: ours to try.
    if (!existing) throw new MailUnderWay('another attempt gave it up');
    if (existing.status === 'sent') {
      if (!placement || speaksOf(existing, placement)) return { kind: 'left', at: existing.sentAt };
      // Started, or corrected, after the mail about its day had left: it gets another, unless it was told by one before.
      const told = await toldBefore(outgoing, placement);
      if (told) return told;
      if (isShared && number < mostShared) return deliver(outgoing, number + 1);
      const own = ownKey(occasion, occasionMark(occasion, placement));
      const { isShared: _, ...alone } = outgoing;
      return own === mailKey ? { kind: 'left', at: existing.sentAt } : deliver({ ...alone, mailKey: own });
    }
    const again = await takeOver(existing, claimed);
    if (again && refusal !== undefined) {
      await mails.release(again);
      return { kind: 'withheld', recipient, refusal };
    }
    return again ? send(outgoing, again) : { kind: 'unsure' };
  };

  return {
    deliver,
    async deliverAll(all) {
      const outcomes: Outcome[] = [];
      const errors: unknown[] = [];
      for (const outgoing of all) {
        try {
          outcomes.push(await deliver(outgoing));
        } catch (error) {
          errors.push(error);
        }
      }
      if (errors.length > 0) throw errors[0];
      return outcomes;
    },
  };
};
