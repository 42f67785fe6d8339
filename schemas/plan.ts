import * as z from 'zod';
import { roundOccasion } from './occasion.ts';
import { isoDate, isoInstant } from './time.ts';

/** One moment of the plan. `at` is when it happens; `nominal` the day the timetable names, which identifies the mail. */
const moment = z.object({ at: isoInstant, nominal: isoDate });

/**
 * A stage's life, computed when an execution starts, and kept on the placement: what a mail or a page says of a stage is what
 * its own plan says. `skip` marks what is already past and is taken over by a later occasion (architecture, 6). `rounds` always
 * ends with `closing`.
 */
export const stagePlan = z.object({
  assignment: moment.extend({
    skip: z.boolean(),
    /** The stage is over: only what people hold and is wrong is still written. */
    onlyCorrections: z.boolean(),
  }),
  briefing: moment.extend({ skip: z.boolean() }),
  rounds: z
    .array(
      moment.extend({
        occasion: roundOccasion,
        /** The wait of this round has begun, by this plan: with its mail, or without where the address takes none. */
        hasOpened: z.literal(true).optional(),
      }),
    )
    .min(2),
  dueDate: isoDate,
  /** Days by which a stage that was added late has its rounds and its due date later than the timetable says. */
  lateBy: z.int().min(0),
});
export type StagePlan = z.infer<typeof stagePlan>;
