import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publicHolidays } from '../../functions/domain/timetable/public-holidays.ts';
import { isQuietDay, nextOpenDay } from '../../functions/domain/timetable/quiet-days.ts';

/** What date-holidays 3.37.0 gives for France, public holidays only. */
const known: [number, string][] = [
  [2024, '01-01 04-01 05-01 05-08 05-09 05-20 07-14 08-15 11-01 11-11 12-25'],
  [2025, '01-01 04-21 05-01 05-08 05-29 06-09 07-14 08-15 11-01 11-11 12-25'],
  [2026, '01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25'],
  [2027, '01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25'],
  [2028, '01-01 04-17 05-01 05-08 05-25 06-05 07-14 08-15 11-01 11-11 12-25'],
  [2029, '01-01 04-02 05-01 05-08 05-10 05-21 07-14 08-15 11-01 11-11 12-25'],
  [2030, '01-01 04-22 05-01 05-08 05-30 06-10 07-14 08-15 11-01 11-11 12-25'],
  [2031, '01-01 04-14 05-01 05-08 05-22 06-02 07-14 08-15 11-01 11-11 12-25'],
  [2032, '01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25'],
  [2033, '01-01 04-18 05-01 05-08 05-26 06-06 07-14 08-15 11-01 11-11 12-25'],
  [2034, '01-01 04-10 05-01 05-08 05-18 05-29 07-14 08-15 11-01 11-11 12-25'],
];
const institution = {
  quietPeriods: [{ label: 'Vacances de la Toussaint', from: '2026-10-17', to: '2026-11-01' }],
};
const anyDay = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('public holidays', () => {
  it.each(known)('of %i are the eleven days that a calendar gives', (year, days) => {
    expect(publicHolidays(year)).toEqual(days.split(' ').map((day) => `${year}-${day}`));
  });
});

describe('quiet days', () => {
  it.each([
    ['2026-10-09', false, 'an ordinary Friday'],
    ['2026-10-10', true, 'a Saturday'],
    ['2026-10-11', true, 'a Sunday'],
    ['2026-11-11', true, 'a public holiday in the week'],
    ['2026-10-17', true, 'the first day of a quiet period'],
    ['2026-10-28', true, 'a Wednesday within a quiet period'],
    ['2026-11-02', false, 'the Monday after it'],
    ['2027-05-17', true, 'Whit Monday'],
  ])('%s: %s, %s', (day, quiet) => {
    expect(isQuietDay(day, institution)).toBe(quiet);
  });

  it('move what falls on them to the first open day after', () => {
    expect(nextOpenDay('2026-10-16', institution)).toBe('2026-10-16');
    expect(nextOpenDay('2026-10-17', institution)).toBe('2026-11-02');
    expect(nextOpenDay('2027-05-06', institution)).toBe('2027-05-07');
  });

  it('begin and end with the days that the institution names, in the middle of a week too', () => {
    const bridge = { quietPeriods: [{ label: 'Pont', from: '2026-11-24', to: '2026-11-26' }] };
    const week = ['23', '24', '25', '26', '27'].map((day) => isQuietDay(`2026-11-${day}`, bridge));
    expect(week).toEqual([false, true, true, true, false]);
  });

  it('may last a year, to the day', () => {
    const until = (to: string) => ({ quietPeriods: [{ label: 'Fermé', from: '2026-10-05', to }] });
    expect(nextOpenDay('2026-10-05', until('2027-10-05'))).toBe('2027-10-06');
    expect(() => nextOpenDay('2026-10-05', until('2027-10-06'))).toThrow(
      'No open day within a year of 2026-10-05',
    );
  });

  it('never last: the next open day is open, not before the day, and stays where it is', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const open = nextOpenDay(day, institution);
        expect(isQuietDay(open, institution)).toBe(false);
        expect(open >= day).toBe(true);
        expect(nextOpenDay(open, institution)).toBe(open);
        if (!isQuietDay(day, institution)) expect(open).toBe(day);
      }),
    );
  });

  it('that fill a whole year are an error of the institution’s content, not an endless search', () => {
    const closed = { quietPeriods: [{ label: 'Fermé', from: '2026-01-01', to: '2028-12-31' }] };
    expect(() => nextOpenDay('2026-10-05', closed)).toThrow('No open day');
  });
});
