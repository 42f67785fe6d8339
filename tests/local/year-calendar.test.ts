import { expect, test } from 'vitest';
import { isWithinYear } from '../../functions/domain/timetable/academic-year.ts';
import { weekdayOf } from '../../functions/domain/timetable/calendar-days.ts';
import { isQuietDay } from '../../functions/domain/timetable/quiet-days.ts';
import { stagesOfYear } from '../../infra/local/demo/year-calendar.ts';
import { poitiers } from '../poitiers.ts';

test('a year’s stages are in its usual months, in weeks without a holiday', () => {
  const dates = stagesOfYear(2026, poitiers).map(({ campaignId, from, to, launchDay }) => [
    ...[campaignId, launchDay, from, to],
  ]);
  expect(dates).toEqual([
    ['2026-sopa1', '2026-09-21', '2026-10-05', '2026-10-09'],
    ['2026-sopa2', '2026-11-02', '2026-11-16', '2026-11-27'],
    ['2026-sopa3', '2027-03-01', '2027-03-15', '2027-03-26'],
    ['2026-sopa4', '2027-04-26', '2027-05-10', '2027-05-14'],
  ]);
});

test('every year has four of them, from a Monday to a Friday, launched on a working day', () => {
  for (let year = 2020; year < 2060; year += 1) {
    const stages = stagesOfYear(year, poitiers);
    expect(stages).toHaveLength(4);
    for (const { from, to, launchDay } of stages) {
      expect([weekdayOf(from), weekdayOf(to)]).toEqual([1, 5]);
      expect(isWithinYear({ from, to }, year)).toBe(true);
      expect([from, to, launchDay].filter((day) => isQuietDay(day, poitiers))).toEqual([]);
    }
  }
});
