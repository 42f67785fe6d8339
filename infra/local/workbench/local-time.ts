import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';

const zone = 'Europe/Paris';

/** A sentence for whoever gave a time that cannot be read or that lies behind. */
export class UnusableTime extends Error {
  override name = 'UnusableTime';
}

/** An instant from `2026-10-09T14:00:00Z`, or from a date or local time in Paris: `2026-10-09`, `2026-10-09T14:00`. */
export function readInstant(text: string): string {
  try {
    if (/(Z|[+-]\d{2}:?\d{2})$/.test(text)) return isoOf(Temporal.Instant.from(text));
    return isoOf(Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant());
  } catch {
    throw new UnusableTime(
      `Cette date ne peut pas être lue : « ${text} ». Écrivez par exemple 2026-10-09 ou 2026-10-09T14:00.`,
    );
  }
}

/** `P1D` after `now` is the same time of the next day in Paris, even on the day the clocks change. */
export function later(now: string, duration: string): string {
  try {
    return isoOf(
      Temporal.Instant.from(now).toZonedDateTimeISO(zone).add(Temporal.Duration.from(duration)).toInstant(),
    );
  } catch {
    throw new UnusableTime(
      `Cette durée ne peut pas être lue : « ${duration} ». Écrivez par exemple P1D ou PT2H.`,
    );
  }
}

const clockMove = z.union([
  z.strictObject({ to: z.string() }),
  z.strictObject({ by: z.string() }),
  z.strictObject({ next: z.union([z.literal(true), z.string()]) }),
]);

/** In days: further away lies a typing error, or a second school year, which a second jump reaches. */
const longestJump = 400;

/** Where the clock is asked to go: to an instant, by a duration, or to the next event. Never backwards. */
export function targetOf(order: unknown, now: string, nextDue: string | undefined): string {
  const move = clockMove.safeParse(order);
  if (!move.success) throw new UnusableTime('Attendu : {"to": date}, {"by": durée} ou {"next": true}.');
  const { data } = move;
  if ('next' in data) return nextDue ?? now;
  const target = 'to' in data ? readInstant(data.to) : later(now, data.by);
  if (Date.parse(target) > Date.parse(now) + longestJump * 86_400_000)
    throw new UnusableTime(
      `Un saut va à ${longestJump} jours au plus, et celui-ci irait jusqu’au ${inFrench(target)}. Allez-y en plusieurs fois.`,
    );
  if (target < now) throw new UnusableTime('L’horloge avance seulement : cette date est déjà passée.');
  return target;
}

/** `vendredi 9 octobre 2026 à 14:00:05` */
export const inFrench = (instant: string): string =>
  new Intl.DateTimeFormat('fr-FR', { timeZone: zone, dateStyle: 'full', timeStyle: 'medium' }).format(
    new Date(instant),
  );

/** `09/10/2026 14:00:05`, for tables. */
export const shortly = (instant: string): string =>
  new Intl.DateTimeFormat('fr-FR', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(
    new Date(instant),
  );

const isoOf = (instant: Temporal.Instant) => instant.toString({ smallestUnit: 'millisecond' });
