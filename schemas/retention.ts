import * as z from 'zod';

/**
 * How long an institute uses what are public archives, before it asks for the visa to eliminate it; and between what it may choose (the
 * law's summary, 2: proposals, not rules). What passes by itself (uploads, lists, the trail) is none of its choice.
 */
export const retentionBounds = {
  /** In years after the academic year: placements, with what happened to them, as everybody in charge sees them. */
  placementYears: { least: 1, most: 3, usual: 1 },
  /** In years after the jury: reports that were sent, in every version. */
  reportYears: { least: 1, most: 3, usual: 1 },
  /** In years after the academic year: both, kept apart from then on. */
  archiveYears: { least: 2, most: 10, usual: 5 },
  /** In days after the closing: what was never sent. Until then the report can be opened again. */
  draftDays: { least: 30, most: 365, usual: 60 },
  /** In years after the academic year: who was written to about what, and what became of it. */
  mailYears: { least: 1, most: 3, usual: 1 },
} as const;

export type RetentionClass = keyof typeof retentionBounds;
export const retentionClasses = Object.keys(retentionBounds) as RetentionClass[];

const within = ({ least, most }: { least: number; most: number }) => z.int().min(least).max(most);

/** How long an institute uses what. */
export const retention = z
  .object({
    placementYears: within(retentionBounds.placementYears),
    reportYears: within(retentionBounds.reportYears),
    archiveYears: within(retentionBounds.archiveYears),
    draftDays: within(retentionBounds.draftDays),
    mailYears: within(retentionBounds.mailYears),
  })
  // What is kept apart had been in use before.
  .refine(
    ({ archiveYears, placementYears, reportYears }) => archiveYears > Math.max(placementYears, reportYears),
    { path: ['archiveYears'] },
  );
export type Retention = z.infer<typeof retention>;

/** Of an institute that has chosen nothing. */
export const usualRetention: Retention = retention.parse(
  Object.fromEntries(Object.entries(retentionBounds).map(([name, { usual }]) => [name, usual])),
);
