import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import {
  briefMoment,
  dateTime,
  longDate,
  parisDay,
  parisInstant,
  periodsLabel,
  shortDate,
  timeAt,
} from '../../functions/domain/wording/french-dates.ts';
import { isoInstant } from '../../schemas/time.ts';

describe('dates as a French reader expects them', () => {
  it('writes a day in full and in figures', () => {
    expect(longDate('2026-10-09')).toBe('vendredi 9 octobre 2026');
    expect(longDate('2027-05-01')).toBe('samedi 1er mai 2027');
    expect(shortDate('2026-10-09')).toBe('09/10/2026');
  });

  it('writes periods as short as their days allow', () => {
    expect(periodsLabel([{ from: '2026-10-05', to: '2026-10-09' }])).toBe('du 5 au 9 octobre 2026');
    expect(periodsLabel([{ from: '2026-11-23', to: '2026-12-04' }])).toBe(
      'du 23 novembre au 4 décembre 2026',
    );
    expect(periodsLabel([{ from: '2026-12-28', to: '2027-01-01' }])).toBe(
      'du 28 décembre 2026 au 1er janvier 2027',
    );
    expect(periodsLabel([{ from: '2026-10-05', to: '2026-10-05' }])).toBe('le 5 octobre 2026');
    expect(
      periodsLabel([
        { from: '2026-10-05', to: '2026-10-09' },
        { from: '2027-05-10', to: '2027-05-14' },
      ]),
    ).toBe('du 5 au 9 octobre 2026 et du 10 au 14 mai 2027');
  });

  it('reads a moment on the clock of Paris, in summer and in winter', () => {
    expect(timeAt('2026-10-09T14:00:00.000Z')).toBe('16:00');
    expect(timeAt('2026-11-09T14:03:59.999Z')).toBe('15:03');
    expect(dateTime('2026-10-09T14:00:00.000Z')).toBe('vendredi 9 octobre 2026 à 16:00');
    expect(parisDay('2026-10-08T22:00:00.000Z')).toBe('2026-10-09');
    expect(parisDay('2026-12-31T23:00:00.000Z')).toBe('2027-01-01');
  });

  it('finds the moment of a time of day in Paris, as Step Functions writes moments', () => {
    expect(parisInstant('2026-10-09', '16:00')).toBe('2026-10-09T14:00:00.000Z');
    expect(parisInstant('2026-10-26', '08:00')).toBe('2026-10-26T07:00:00.000Z');
    expect(isoInstant.safeParse(parisInstant('2027-03-28', '02:30')).success).toBe(true);
  });
});

test.each([
  ['2026-11-12T06:00:00.000Z', 'aujourd’hui, 7 h'],
  ['2026-11-11T15:02:00.000Z', 'hier, 16 h 02'],
  ['2026-11-01T07:00:00.000Z', 'dim. 1er nov., 8 h'],
  ['2025-12-05T07:00:00.000Z', 'ven. 5 déc. 2025, 8 h'],
])('the moment %s is briefly %s', (moment, words) => {
  expect(briefMoment(moment, '2026-11-12T07:00:00.000Z').replaceAll('\u00a0', ' ')).toBe(words);
});

test('the clock of Paris is that of its time zone, on the days on which it is moved too', () => {
  const hours = Array.from({ length: 24 * 366 }, (_, hour) => Date.UTC(2026, 0, 1) + hour * 3_600_000);
  for (const at of hours) {
    const instant = new Date(at + 29 * 60_000).toISOString();
    const shown = Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/Paris').toPlainDateTime();
    const [day, time] = shown.toString({ smallestUnit: 'minute' }).split('T');
    expect([parisDay(instant), timeAt(instant)]).toEqual([day, time]);
    const local = new Date(at).toISOString();
    const moment = Temporal.PlainDateTime.from(local.slice(0, 16)).toZonedDateTime('Europe/Paris');
    expect(Date.parse(parisInstant(local.slice(0, 10), local.slice(11, 16)))).toBe(moment.epochMilliseconds);
  }
});
