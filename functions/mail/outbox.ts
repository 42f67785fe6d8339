import type { Mail } from '../../schemas/mail.ts';
import type { StartedPlacement } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { stageMark } from '../domain/stage-mark.ts';
import type { mailStore } from '../store/mails.ts';
import { ownKey } from './mail-keys.ts';
import { composeMessage, type MailContent } from './message.ts';
import type { postman } from './postman.ts';

/** SES refused the mail: nothing left, the claim is released, try again later. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

/**
 * Nobody knows whether an earlier attempt's mail left. Try again after the lease that the workflow's retry policy gives:
 * SES's Send event will have settled it by then, or there is none.
 */
export class MailUnconfirmed extends Error {
  override readonly name = 'MailUnconfirmed';
}

export type Outgoing = Pick<Mail, 'campaignId' | 'recipient' | 'mailKey' | 'occasion'> & {
  /** The stage that has this mail sent: a mail on the same occasion that did not speak of it, as it stands, does not count. */
  placement?: StartedPlacement;
  cc?: string[];
  /** Called once the claim is ours: what the mail says, and of which stages, is read as late as possible. */
  compose: () => Promise<MailContent & { placements: StartedPlacement[] }>;
};

export type Outbox = {
  /** Sends the mail unless it was sent. @throws MailRefused, MailUnconfirmed */
  deliver(outgoing: Outgoing): Promise<void>;
  /** Tries every mail, then throws the first error: one bad address must not keep the others from theirs. */
  deliverAll(outgoing: Outgoing[]): Promise<void>;
};

/** A second copy of these is better than none; of the others, none is better than a second (design.md, 7). */
const isWorthRepeating: Record<Mail['occasion'], boolean> = {
  assignment: true,
  request: true,
  escalation: true,
  distribution: true,
  receipt: true,
  alert: true,
  link: true,
  briefing: false,
  reminder1: false,
  reminder2: false,
  reminder3: false,
  closing: false,
};

const spokenOf = (placements: StartedPlacement[]) => ({
  studentNumbers: placements.map(({ studentNumber }) => studentNumber),
  stageMarks: placements.map(stageMark),
});

/** Whether a mail was about that stage, with the tutor and the dates that it has now. */
export const speaksOf = ({ stageMarks }: Mail, placement: StartedPlacement): boolean =>
  stageMarks.includes(stageMark(placement));

type Claimed = Extract<Mail, { status: 'claimed' }>;

type Setting = {
  mails: ReturnType<typeof mailStore>;
  hand: ReturnType<typeof postman>;
  from: { name: string; address: string };
  replyTo: string;
  /** Who claims: a placement, whichever of its executions it is; so a restart knows its own claims. */
  holder: string;
  now: IsoInstant;
};

/** One mail per recipient and occasion: claim, send, confirm. */
export const openOutbox = ({ mails, hand, from, replyTo, holder, now }: Setting): Outbox => {
  /** What to do about a mail that somebody claimed before. */
  const found = async (existing: Mail, claimed: Claimed, repeating: boolean): Promise<boolean> => {
    if (existing.status === 'sent' || existing.claimedBy !== holder) return false;
    if (existing.status === 'claimed') {
      // Ours, and without an outcome: the attempt that held it died.
      const { status: _, ...rest } = existing;
      await mails.replace(existing, { ...rest, status: 'unconfirmed', doubt: 'lost' });
      throw new MailUnconfirmed('an earlier attempt died');
    }
    // No Send event came during the lease: a lost attempt never reached SES, an unanswered one may have.
    if (existing.doubt === 'unanswered' && !repeating) return false;
    return mails.replace(existing, claimed);
  };

  const written = async ({ compose, recipient, cc }: Outgoing) => {
    const { placements, ...content } = await compose();
    const raw = await composeMessage({ from, to: recipient, cc, replyTo, date: now, content });
    return { subject: content.subject, ...spokenOf(placements), raw };
  };

  const deliver = async (outgoing: Outgoing): Promise<void> => {
    const { campaignId, recipient, mailKey, occasion, placement, cc = [] } = outgoing;
    const repeating = isWorthRepeating[occasion];
    const claimed: Claimed = {
      ...{ campaignId, recipient, mailKey, occasion },
      ...spokenOf(placement ? [placement] : []),
      ...{ subject: '', claimedBy: holder, claimedAt: now, status: 'claimed' },
    };
    if (!(await mails.claim(claimed))) {
      const existing = await mails.find(claimed);
      // Released between the two: whoever released it tries again.
      if (!existing) return;
      // Started, or corrected, after the mail about its day had left: it gets one of its own.
      const own = placement && ownKey(occasion, stageMark(placement));
      if (existing.status === 'sent' && own && own !== mailKey && !speaksOf(existing, placement))
        return deliver({ ...outgoing, mailKey: own });
      if (!(await found(existing, claimed, repeating))) return;
    }

    const { raw, ...said } = await written(outgoing).catch(async (error: unknown) => {
      // Nothing was handed over: the next attempt need not wait for a lease.
      await mails.release(claimed, holder);
      throw error;
    });
    // Whom it is about is kept before it leaves: a Send event that comes instead of the answer does not know.
    const record = { ...claimed, ...said };
    await mails.replace(claimed, record);
    const handover = await hand({
      recipients: [recipient, ...cc],
      raw,
      tags: { campaign: campaignId, occasion, mail: mailKey },
    });
    switch (handover.kind) {
      case 'taken':
        // Said as the Send event says it, which may be faster; a mail that came back at once keeps its bounce.
        await mails.confirm(record, handover.messageId, now);
        return;
      case 'refused':
        await mails.release(claimed, holder);
        throw new MailRefused(handover.reason);
      case 'unanswered':
        await mails.replace(record, { ...record, status: 'unconfirmed', doubt: 'unanswered' });
        if (repeating) throw new MailUnconfirmed(handover.reason);
    }
  };

  return {
    deliver,
    async deliverAll(all) {
      const errors: unknown[] = [];
      for (const outgoing of all) await deliver(outgoing).catch((error: unknown) => errors.push(error));
      if (errors.length > 0) throw errors[0];
    },
  };
};
