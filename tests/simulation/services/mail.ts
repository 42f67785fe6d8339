import { MessageRejected, SESServiceException, type SendRawEmailCommandInput } from '@aws-sdk/client-ses';
import * as z from 'zod';
import { occasion } from '../../../schemas/occasion.ts';
import type { Agenda } from '../agenda.ts';
import type { Process } from '../border.ts';
import type { Chance } from '../chance.ts';
import type { Fault, Faults } from '../faults.ts';
import type { MailLeft, TrialLeft } from '../observations.ts';
import { lightMessage } from './light-message.ts';

const tags = z.object({
  campaign: z.string(),
  occasion: z.union([occasion, z.literal('trial')]),
  mail: z.string(),
});

export type LateFailure = 'bounce' | 'bounce-transient' | 'complain' | 'reject';

export type MailServiceParts = {
  agenda: Agenda;
  chance: Chance;
  faults: Faults;
  isAway: (fault: Fault) => boolean;
  onLeft: (mail: MailLeft) => void;
  onTrial: (mail: TrialLeft) => void;
  onFailed: (mail: MailLeft, why: LateFailure) => void;
  /** Hands an event to the function that listens, again until it is heard. */
  publish: (event: object, heard: () => void) => void;
};

const refused = () =>
  new MessageRejected({ message: 'Email address is not verified', $metadata: { httpStatusCode: 400 } });
const failing = (name: string, httpStatusCode: number) =>
  new SESServiceException({
    name,
    $fault: httpStatusCode < 500 ? 'client' : 'server',
    message: name,
    $metadata: { httpStatusCode },
  });
const unanswered = () => Object.assign(new Error('no answer'), { name: 'TimeoutError' });

/** In milliseconds: SES's events come within seconds; some come much later. */
const promptly = [300, 1_000, 4_000] as const;
const late = [30_000, 110_000, 150_000, 1_800_000, 7_200_000] as const;

const lateFailures = [
  ['mailBounces', 'bounce'],
  ['mailBouncesForNow', 'bounce-transient'],
  ['mailComplained', 'complain'],
  ['mailRejected', 'reject'],
] as const;

/** SES: takes a mail, or does not, or does not say; and says afterwards what became of it. */
export class MailService {
  readonly #parts: MailServiceParts;
  #taken = 0;
  /** By campaign, recipient and key: what becomes of a mail whose sender cannot write down that it left. */
  readonly #toConfirm = new Map<string, () => void>();

  constructor(parts: MailServiceParts) {
    this.#parts = parts;
  }

  take({ Destinations = [], RawMessage, Tags = [] }: SendRawEmailCommandInput, process: Process) {
    const { agenda, chance, faults, isAway, onLeft } = this.#parts;
    const strikes = (fault: Parameters<Faults['strikes']>[0]) => {
      const isStruck = faults.strikes(fault);
      if (isStruck) faults.seen(fault);
      return isStruck;
    };
    if (isAway('mailAway')) throw failing('ServiceUnavailable', 503);
    if (strikes('mailRefused')) throw refused();
    if (strikes('mailThrottled')) throw failing('Throttling', 400);
    if (strikes('mailLost')) throw unanswered();
    const [to, second] = Destinations;
    if (to === undefined || second !== undefined) throw new Error('a mail has one reader');
    const known = tags.parse(Object.fromEntries(Tags.map(({ Name, Value }) => [Name, Value])));
    const { subject, text, attachments } = lightMessage.parse(
      JSON.parse(Buffer.from(RawMessage?.Data ?? new Uint8Array()).toString()),
    );
    if (known.occasion === 'trial') {
      this.#parts.onTrial({ kind: 'trialLeft', to, subject, text });
      this.#taken += 1;
      return { MessageId: `m${this.#taken}` };
    }
    const isUnanswered = strikes('mailAnswerLost');
    const mail: MailLeft = {
      kind: 'mailLeft',
      ...{ to, subject, text, attachments, begun: process.begun },
      ...{ campaignId: known.campaign, occasion: known.occasion, mailKey: known.mail },
      isAnswerLost: isUnanswered || process.isDead,
      isSenderLost: process.isDead,
      isForgotten: false,
    };
    let isTold = false;
    const endBadly = () => {
      mail.isAnswerLost = true;
      mail.isSenderLost = true;
    };
    process.onBadEnd(endBadly);
    this.#toConfirm.set(`${known.campaign} ${to} ${known.mail}`, endBadly);
    // What was left in doubt is taken up again two minutes later.
    agenda.in(100_000, () => {
      mail.isForgotten = mail.isAnswerLost && !isTold;
    });
    this.#taken += 1;
    const messageId = `m${this.#taken}`;
    onLeft(mail);
    this.#announce(mail, messageId, { 'detail-type': 'Email Sent' }, { eventType: 'Send', send: {} }, () => {
      isTold = true;
    });
    // Of most mails nobody has to hear that they arrived; it changes nothing but what is shown of them.
    if (chance.happens(0.1))
      this.#announce(
        mail,
        messageId,
        {},
        {
          eventType: 'Delivery',
          delivery: { timestamp: agenda.now(), recipients: [to] },
        },
      );
    this.#fail(mail, messageId);
    if (isUnanswered) throw chance.happens(0.5) ? unanswered() : failing('InternalFailure', 500);
    return { MessageId: messageId };
  }

  /** A write of a mail's record failed, and no fault of ours. */
  writeFailed({ pk = '', sk = '' }: { pk?: string; sk?: string }): void {
    const [, campaignId, recipient] = pk.split('#');
    this.#toConfirm.get(`${campaignId} ${recipient} ${sk}`)?.();
  }

  #fail(mail: MailLeft, messageId: string): void {
    const { agenda, chance, faults, onFailed } = this.#parts;
    const [fault, why] = lateFailures.find(([name]) => faults.strikes(name)) ?? [];
    if (fault === undefined || why === undefined) return;
    faults.seen(fault);
    agenda.in(chance.pick([...promptly, ...late]), () => {
      onFailed(mail, why);
      const timestamp = agenda.now();
      const people = [{ emailAddress: mail.to.charAt(0).toUpperCase() + mail.to.slice(1) }];
      const said = {
        bounce: {
          eventType: 'Bounce',
          bounce: { bounceType: 'Permanent', timestamp, bouncedRecipients: people },
        },
        'bounce-transient': {
          eventType: 'Bounce',
          bounce: { bounceType: 'Transient', timestamp, bouncedRecipients: people },
        },
        complain: { eventType: 'Complaint', complaint: { timestamp, complainedRecipients: people } },
        reject: { eventType: 'Reject', reject: { reason: 'Bad content' } },
      }[why];
      this.#announce(mail, messageId, {}, said);
    });
  }

  /** At least once, in any order. */
  #announce(mail: MailLeft, messageId: string, more: object, said: object, told = () => {}): void {
    const { agenda, chance, faults, publish } = this.#parts;
    const timestamp = agenda.now();
    const { campaignId, mailKey } = mail;
    const event = {
      source: 'aws.ses',
      ...more,
      detail: {
        ...said,
        mail: {
          messageId,
          timestamp,
          destination: [mail.to],
          tags: { campaign: [campaignId], mail: [mailKey] },
        },
      },
    };
    const deliver = (delays: readonly number[]) =>
      agenda.in(chance.pick(delays), () => {
        publish(event, told);
      });
    const isLate = faults.strikes('eventLate');
    if (isLate) faults.seen('eventLate');
    deliver(isLate ? late : promptly);
    if (!faults.strikes('eventTwice')) return;
    faults.seen('eventTwice');
    deliver([...promptly, ...late]);
  }
}
