import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Activity } from '../interpreter/activity.ts';
import { localAccount, localRegion } from '../template/local-names.ts';
import type { LambdaRunner } from './lambda-runner.ts';
import type { LateFault } from './mail-faults.ts';
import type { Mailbox, MailRow } from './mailbox.ts';

/** A rule's event pattern: only what our rules use, exact values nested in objects; any other filter is refused. */
type EventPattern = { [field: string]: string[] | EventPattern };
const eventPattern: z.ZodType<EventPattern> = z.lazy(() =>
  z.record(z.string(), z.union([z.array(z.string()), eventPattern])),
);

export const eventRule = z
  .object({
    State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    EventPattern: eventPattern.optional(),
    ScheduleExpression: z.string().optional(),
    Targets: z
      .array(
        z.object({
          Arn: z.string(),
          Input: z.never().optional(),
          InputPath: z.never().optional(),
          InputTransformer: z.never().optional(),
        }),
      )
      .default([]),
  })
  .refine(({ EventPattern, ScheduleExpression }) => EventPattern && !ScheduleExpression, {
    message: 'Only rules with an event pattern run on this machine',
  });
export type EventRule = z.infer<typeof eventRule>;

/** The event destinations of an SES configuration set: which of its events reach EventBridge. */
export const eventDestination = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: z.boolean().default(true),
    MatchingEventTypes: z.array(z.string()),
    EventBridgeDestination: z.unknown().optional(),
  }),
});
export type EventDestination = z.infer<typeof eventDestination>;

export function matches(pattern: EventPattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, expected]) => {
    const value = typeof event === 'object' && event !== null ? Reflect.get(event, field) : undefined;
    if (!Array.isArray(expected)) return matches(expected, value);
    return Array.isArray(value) ? value.some((item) => expected.includes(item)) : expected.includes(value);
  });
}

/** Tries a target this often, as EventBridge would for a day; what still fails is tried again at the next start. */
const attempts = 4;

/**
 * EventBridge on this machine: the "Email Sent" events of the mails that SES took, to the functions that the template's
 * rules name. Delivered at least once: a mail whose event was not taken in is announced again at the next start.
 */
export class EventBus {
  readonly #rules: EventRule[];
  readonly #destinations: EventDestination[];
  readonly #lambda: LambdaRunner;
  readonly #mailbox: Mailbox;
  readonly #during: Activity['during'];

  constructor(parts: {
    rules: EventRule[];
    destinations: EventDestination[];
    lambda: LambdaRunner;
    mailbox: Mailbox;
    /** Deliveries are part of what has to be over before time moves on. */
    activity: Activity;
  }) {
    this.#rules = parts.rules;
    this.#destinations = parts.destinations;
    this.#lambda = parts.lambda;
    this.#mailbox = parts.mailbox;
    this.#during = (work) => parts.activity.during(work);
  }

  /** Delivers the mail's Send event, and that it arrived, without being waited for, as EventBridge does. */
  announce(mail: MailRow, isDelivered: boolean): void {
    void this.#during(async () => {
      await this.#deliver(mail);
      if (isDelivered) await this.#publish(mail, 'DELIVERY', deliveryEvent(mail));
    });
  }

  /** Delivers the event of a mail that did not arrive, or not yet. */
  announceFailure(mail: MailRow, fault: LateFault): void {
    const { type, event } = failureEvent(mail, fault);
    void this.#during(() => this.#publish(mail, type, event));
  }

  /** Delivers again what the last run did not get through. To be done before executions go on: they look at the outcome. */
  async announceForgotten(): Promise<void> {
    await Promise.all(this.#mailbox.unannounced().map((mail) => this.#during(() => this.#deliver(mail))));
  }

  async #deliver(mail: MailRow): Promise<void> {
    if (await this.#publish(mail, 'SEND', sendEvent(mail))) this.#mailbox.announced(mail.id);
  }

  /** @returns whether everybody who listens has taken it in. */
  async #publish(mail: MailRow, type: string, event: unknown): Promise<boolean> {
    if (!this.#isPublished(mail.configurationSet, type)) return true;
    const targets = this.#rules
      .filter(
        ({ State, EventPattern }) => State === 'ENABLED' && EventPattern && matches(EventPattern, event),
      )
      .flatMap(({ Targets }) => Targets.map(({ Arn }) => Arn));
    const taken = await Promise.all(targets.map((arn) => this.#invoke(arn, event)));
    return taken.every(Boolean);
  }

  #isPublished(configurationSet: string, eventType: string): boolean {
    return this.#destinations.some(
      ({ ConfigurationSetName, EventDestination }) =>
        ConfigurationSetName === configurationSet &&
        EventDestination.Enabled &&
        EventDestination.EventBridgeDestination !== undefined &&
        EventDestination.MatchingEventTypes.some((type) => type.toUpperCase() === eventType),
    );
  }

  async #invoke(arn: string, event: unknown): Promise<boolean> {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const result = await this.#lambda.invoke(arn, event);
      if (result.ok) return true;
    }
    return false;
  }
}

const sendEvent = (mail: MailRow) => sesEvent(mail, 'Email Sent', { eventType: 'Send', send: {} });

const deliveryEvent = (mail: MailRow) => {
  const delivery = { timestamp: mail.at, recipients: mail.recipients.map(capitalised) };
  return sesEvent(mail, 'Email Delivered', { eventType: 'Delivery', delivery });
};

/** As SES writes them; addresses in whatever case the other server likes. */
const failureEvent = (mail: MailRow, fault: LateFault): { type: string; event: object } => {
  const people = mail.recipients.map((address) => ({ emailAddress: capitalised(address) }));
  switch (fault) {
    case 'bounce':
    case 'bounce-transient': {
      const bounceType = fault === 'bounce' ? 'Permanent' : 'Transient';
      const bounce = { bounceType, timestamp: mail.at, bouncedRecipients: people };
      return { type: 'BOUNCE', event: sesEvent(mail, 'Email Bounced', { eventType: 'Bounce', bounce }) };
    }
    case 'complain': {
      const complaint = { timestamp: mail.at, complainedRecipients: people };
      const more = { eventType: 'Complaint', complaint };
      return { type: 'COMPLAINT', event: sesEvent(mail, 'Email Complaint Received', more) };
    }
    case 'reject': {
      const more = { eventType: 'Reject', reject: { reason: 'Bad content' } };
      return { type: 'REJECT', event: sesEvent(mail, 'Email Rejected', more) };
    }
    case 'delay': {
      const deliveryDelay = { timestamp: mail.at, delayType: 'MailboxFull', delayedRecipients: people };
      const more = { eventType: 'DeliveryDelay', deliveryDelay };
      return { type: 'DELIVERYDELAY', event: sesEvent(mail, 'Email Delivery Delayed', more) };
    }
  }
};

const capitalised = (address: string): string => address.charAt(0).toUpperCase() + address.slice(1);

const sesEvent = ({ id, at, recipients, tags }: MailRow, detailType: string, more: object) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': detailType,
  source: 'aws.ses',
  account: localAccount,
  time: at,
  region: localRegion,
  resources: [],
  detail: {
    ...more,
    mail: {
      timestamp: at,
      messageId: id,
      destination: recipients,
      sendingAccountId: localAccount,
      tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
    },
  },
});
