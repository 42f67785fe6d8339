import { describe, expect, it } from 'vitest';
import { halfDaysOf } from '../../functions/domain/timetable/half-days.ts';

describe('half-days of a stage', () => {
  it.each([
    ['a school week', [{ from: '2026-10-05', to: '2026-10-09' }], 9],
    ['two weeks with the weekend between', [{ from: '2026-11-16', to: '2026-11-27' }], 18],
    [
      'a split stage',
      [
        { from: '2026-10-05', to: '2026-10-09' },
        { from: '2027-05-10', to: '2027-05-14' },
      ],
      18,
    ],
    ['a Wednesday', [{ from: '2026-10-07', to: '2026-10-07' }], 1],
    ['a Saturday', [{ from: '2026-10-10', to: '2026-10-10' }], 0],
  ])('%s', (_, periods, halfDays) => {
    expect(halfDaysOf(periods)).toBe(halfDays);
  });
});
