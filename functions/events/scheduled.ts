import * as z from 'zod';

/** What EventBridge Scheduler tells: the moment, which it writes without milliseconds. */
export const scheduled = z.object({
  now: z.iso.datetime().transform((at) => new Date(at).toISOString()),
});
