import * as z from 'zod';
import { mailFailure } from './mail-failure.ts';
import { isoInstant } from './time.ts';

/** An address that refused a mail for good: nothing more is sent to it until it is tried again. Other addresses have no record. */
export const address = z.object({
  /** When it last refused: what comes late about an earlier time says nothing new. */
  saidAt: isoInstant.optional(),
  refused: z.object({ at: isoInstant, reason: mailFailure }).optional(),
});
export type Refusal = NonNullable<z.infer<typeof address>['refused']>;
