import * as z from 'zod';

/**
 * `refuse`, `throttle`: SES says no (400). `unavailable`: 503. `timeout`: no answer, and the mail is not delivered;
 * `timeout-delivered`: no answer either, but the mail is delivered, which the sender cannot know. `bounce`: taken, and
 * returned by the recipient's server a moment later; `bounce-transient`: its mailbox is full; `complain`: its reader marks it as
 * spam; `reject`: SES finds a virus in it; `delay`: its server does not take it for now, and SES goes on trying.
 */
export const faultKind = z.enum([
  'refuse',
  'throttle',
  'unavailable',
  'timeout',
  'timeout-delivered',
  'bounce',
  'bounce-transient',
  'complain',
  'reject',
  'delay',
]);
export type FaultKind = z.infer<typeof faultKind>;
/** What becomes of a mail after SES took it. */
export type LateFault = Extract<FaultKind, 'bounce' | 'bounce-transient' | 'complain' | 'reject' | 'delay'>;

export const faultOrder = z.object({
  next: z.int().min(0).max(100_000),
  kind: faultKind,
  /** Only mails tagged with this occasion. */
  occasion: z.string().optional(),
  /** Only mails to this address. */
  to: z.email().toLowerCase().optional(),
});
export type FaultOrder = z.infer<typeof faultOrder>;

/** Trouble with mail, made to order. Orders are kept in memory: a home that starts anew has none. */
export function mailFaults() {
  const orders: FaultOrder[] = [];
  return {
    order: (fault: FaultOrder) => {
      orders.push({ ...fault });
    },
    clear: () => {
      orders.length = 0;
    },
    pending: () => orders.filter(({ next }) => next > 0),
    /** The fault that strikes a mail of this occasion to these people now, if any; counts it as done. */
    strike(occasion: string | undefined, to: readonly string[]): FaultKind | undefined {
      const addresses = to.map((one) => one.toLowerCase());
      const fault = orders.find(
        (order) =>
          order.next > 0 &&
          (!order.occasion || order.occasion === occasion) &&
          (!order.to || addresses.includes(order.to)),
      );
      if (fault) fault.next -= 1;
      return fault?.kind;
    },
  };
}
export type MailFaults = ReturnType<typeof mailFaults>;
