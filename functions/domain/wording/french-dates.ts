import { Temporal } from 'temporal-polyfill';
import type { IsoDate, IsoInstant, Period } from '../../../schemas/time.ts';
import { dayAfter } from '../timetable/calendar-days.ts';

const zone = 'Europe/Paris';
const months = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];
const weekdays = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];

// Written out rather than left to Intl: what a person reads must not depend on the ICU data of the machine it runs on.
const ordinalDay = (day: number): string => (day === 1 ? '1er' : String(day));
const twoDigits = (value: number): string => String(value).padStart(2, '0');
const monthName = (day: Temporal.PlainDate): string => months[day.month - 1] ?? '';

const dayAndMonth = (day: Temporal.PlainDate): string => `${ordinalDay(day.day)} ${monthName(day)}`;
const dayMonthAndYear = (day: Temporal.PlainDate): string => `${dayAndMonth(day)} ${day.year}`;

/** "vendredi 9 octobre 2026" */
export const longDate = (date: IsoDate): string => {
  const day = Temporal.PlainDate.from(date);
  return `${weekdays[day.dayOfWeek - 1]} ${dayMonthAndYear(day)}`;
};

/** "9 octobre", with the year where it is another than today's. */
export const dayOfYear = (date: IsoDate, today: IsoDate): string => {
  const day = Temporal.PlainDate.from(date);
  return date.slice(0, 4) === today.slice(0, 4) ? dayAndMonth(day) : dayMonthAndYear(day);
};

/** "09/10/2026" */
export const shortDate = (date: IsoDate): string => {
  const day = Temporal.PlainDate.from(date);
  return `${twoDigits(day.day)}/${twoDigits(day.month)}/${day.year}`;
};

const inParis = (instant: IsoInstant): Temporal.ZonedDateTime =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone);

/** Of so many days at the most, what the clock of Paris is ahead of UTC is kept: several school years. */
const mostDaysKept = 4_000;
const aheadOn = new Map<IsoDate, number | undefined>();

/**
 * How far the clock of Paris is ahead of UTC on a day of UTC, in milliseconds; undefined on the two days of a year on which it is moved.
 * Asked of the time zone once a day: lists reckon dozens of moments for each of their lines, and this is thirty times as fast.
 *
 * @throws RangeError it is no day
 */
const aheadOfUtc = (day: IsoDate): number | undefined => {
  if (aheadOn.has(day)) return aheadOn.get(day);
  const midnight = Temporal.PlainDate.from(day).toZonedDateTime('UTC').toInstant();
  const [first, last] = [midnight, midnight.add({ hours: 24 })].map(
    (one) => one.toZonedDateTimeISO(zone).offsetNanoseconds / 1e6,
  );
  const ahead = first === last ? first : undefined;
  if (aheadOn.size >= mostDaysKept) aheadOn.clear();
  aheadOn.set(day, ahead);
  return ahead;
};

/** What a clock in Paris shows at that moment, as `2026-10-09T16:00`. */
const parisClock = (instant: IsoInstant): string => {
  const ahead = aheadOfUtc(instant.slice(0, 10));
  return ahead === undefined
    ? inParis(instant).toPlainDateTime().toString({ smallestUnit: 'minute' })
    : new Date(Date.parse(instant) + ahead).toISOString().slice(0, 16);
};

/** The calendar day it is in Paris at that moment. */
export const parisDay = (instant: IsoInstant): IsoDate => parisClock(instant).slice(0, 10);

/** The moment of a time of day in Paris: `('2026-10-09', '16:00')` → `2026-10-09T14:00:00.000Z`. */
export const parisInstant = (date: IsoDate, time: string): IsoInstant => {
  const ahead = aheadOfUtc(date);
  // In the first hours of a day in Paris, UTC has the day before.
  if (ahead !== undefined && ahead === aheadOfUtc(dayAfter(date, -1)))
    return new Date(Date.parse(`${date}T${time}Z`) - ahead).toISOString();
  return Temporal.PlainDate.from(date)
    .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
    .toInstant()
    .toString({ fractionalSecondDigits: 3 });
};

/** "14:03", the time of day in Paris. */
export const timeAt = (instant: IsoInstant): string => parisClock(instant).slice(11);

/** "vendredi 9 octobre 2026 à 16:00" */
export const dateTime = (instant: IsoInstant): string =>
  `${longDate(parisDay(instant))} à ${timeAt(instant)}`;

/** "16 h", "8 h 05" */
const hourOf = (moment: Temporal.ZonedDateTime): string =>
  `${moment.hour}\u00a0h${moment.minute === 0 ? '' : `\u00a0${twoDigits(moment.minute)}`}`;

/** "vendredi 9 octobre", with its year where it is not this one. */
export const dayAsOf = (date: IsoDate, today: IsoDate): string =>
  `${weekdays[Temporal.PlainDate.from(date).dayOfWeek - 1]} ${dayOfYear(date, today)}`;

/** "vendredi 9 octobre à 16 h", with its year where it is not this one. */
export const momentAsOf = (instant: IsoInstant, now: IsoInstant): string =>
  `${dayAsOf(parisDay(instant), parisDay(now))} à\u00a0${hourOf(inParis(instant))}`;

const shortMonths = [
  ...['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin'],
  ...['juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'],
];

/** "aujourd’hui, 8 h", "hier, 16 h 02", "ven. 6 nov., 8 h"; with its year where it is not this one. */
export const briefMoment = (instant: IsoInstant, now: IsoInstant): string => {
  const moment = inParis(instant);
  const time = hourOf(moment);
  const today = inParis(now).toPlainDate();
  const day = moment.toPlainDate();
  const since = day.until(today).days;
  if (since === 0) return `aujourd’hui, ${time}`;
  if (since === 1) return `hier, ${time}`;
  const weekday = weekdays[day.dayOfWeek - 1]?.slice(0, 3);
  const year = day.year === today.year ? '' : ` ${day.year}`;
  return `${weekday}. ${ordinalDay(day.day)}\u00a0${shortMonths[day.month - 1]}${year}, ${time}`;
};

/** "du 5 au 9 octobre 2026", as short as the two days allow. */
const periodLabel = ({ from, to }: Period, today?: IsoDate): string => {
  const first = Temporal.PlainDate.from(from);
  const last = Temporal.PlainDate.from(to);
  if (first.year !== last.year) return `du ${dayMonthAndYear(first)} au ${dayMonthAndYear(last)}`;
  const end = today === undefined ? dayMonthAndYear(last) : dayOfYear(to, today);
  if (first.equals(last)) return `le ${end}`;
  return first.month === last.month
    ? `du ${ordinalDay(first.day)} au ${end}`
    : `du ${dayAndMonth(first)} au ${end}`;
};

/** "du 5 au 9 octobre 2026 et du 10 au 14 mai 2027"; as of today, with the year where it is not this one. */
export const periodsLabel = (periods: readonly Period[], today?: IsoDate): string =>
  periods.map((period) => periodLabel(period, today)).join(' et ');
