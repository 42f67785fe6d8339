import * as z from 'zod';

/** A calendar day in the institution's time zone, `YYYY-MM-DD`. */
export const isoDate = z.iso.date('Cette date n’existe pas : attendu AAAA-MM-JJ');
export type IsoDate = z.infer<typeof isoDate>;

/** A moment in UTC with milliseconds, as `Instant.toString()` and Step Functions write it: `2026-10-09T14:00:00.000Z`. */
export const isoInstant = z.iso.datetime();
export type IsoInstant = z.infer<typeof isoInstant>;

/** A time of day in the institution's time zone, `HH:MM`. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Heure attendue : HH:MM');

/** First and last day of a stretch of days, both included. */
export const period = z
  .object({ from: isoDate, to: isoDate })
  .refine(({ from, to }) => from <= to, 'Le dernier jour précède le premier');
export type Period = z.infer<typeof period>;
