import * as z from 'zod';
import { placementKey } from './placement.ts';
import { drafter } from './report.ts';
import { isoInstant } from './time.ts';

/** What a student may propose of a report: numbers, by the names of the report form's fields (functions/domain/report/proposed-facts.ts). */
export const proposedValues = z.record(z.string().max(60), z.int().min(0).max(9_999));
export type ProposedValues = z.infer<typeof proposedValues>;

/**
 * What a student prepared of their report's facts: one for each stage. Their tutor sees it and decides; of the report it is no part
 * unless they take it over.
 */
export const proposal = placementKey.extend({
  /** Optimistic lock: grows by one each time it is saved. */
  version: z.int().min(1),
  values: proposedValues,
  savedAt: isoInstant,
  /** Shown to nobody as somebody else's, should another student take the place. */
  proposedBy: drafter.shape.student,
});
export type Proposal = z.infer<typeof proposal>;
