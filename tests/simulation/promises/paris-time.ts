import type { IsoDate, IsoInstant } from '../../../schemas/time.ts';

/**
 * Days and times of day in Paris, as numbers: tens of thousands of moments are looked at in a run. The rule of the European
 * Union (directive 2000/84/EC) instead of a table of time zones: summer time from 01:00 UTC of the last Sunday of March to 01:00
 * UTC of the last Sunday of October.
 */

/** A calendar day: days since 1 January 1970, which was a Thursday. */
export type Day = number;

/** A day and a time of day, in minutes since midnight, as the clocks of Paris show them. */
export type ParisMoment = { day: Day; minute: number };

const msPerDay = 86_400_000;
const msPerMinute = 60_000;

export const dayOf = (date: IsoDate): Day => Date.parse(date) / msPerDay;
export const dateOf = (day: Day): IsoDate => new Date(day * msPerDay).toISOString().slice(0, 10);
export const msOf = (instant: IsoInstant): number => Date.parse(instant);

/** 0 is Monday. */
export const weekdayOf = (day: Day): number => (((day + 3) % 7) + 7) % 7;

const lastSundayOf = (year: number, month: number): Day => {
  const lastDay = Date.UTC(year, month, 0) / msPerDay;
  return lastDay - ((weekdayOf(lastDay) + 1) % 7);
};

const summers = new Map<number, { from: number; to: number }>();
const summerOf = (year: number): { from: number; to: number } => {
  const known = summers.get(year);
  if (known) return known;
  const hour = 60 * msPerMinute;
  const summer = {
    from: lastSundayOf(year, 3) * msPerDay + hour,
    to: lastSundayOf(year, 10) * msPerDay + hour,
  };
  summers.set(year, summer);
  return summer;
};

const offsetAt = (ms: number): number => {
  const { from, to } = summerOf(new Date(ms).getUTCFullYear());
  return (from <= ms && ms < to ? 120 : 60) * msPerMinute;
};

export const parisOf = (ms: number): ParisMoment => {
  const local = ms + offsetAt(ms);
  const day = Math.floor(local / msPerDay);
  return { day, minute: (local - day * msPerDay) / msPerMinute };
};

/** No time of day that is asked for here is one that the clocks skip or show twice: those are in the night. */
export const instantOf = ({ day, minute }: ParisMoment): number => {
  const local = day * msPerDay + minute * msPerMinute;
  return local - offsetAt(local - 60 * msPerMinute);
};

/** "16:00" as minutes since midnight. */
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** "2026-10-09 16:00", to be read. */
export const asRead = (ms: number): string => {
  const { day, minute } = parisOf(ms);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${dateOf(day)} ${two(minute / 60)}:${two(minute % 60)}`;
};
