import { describe, expect, it, test } from 'vitest';
import { quietReason, reasonsWithoutSchool } from '../../functions/domain/timetable/quiet-reason.ts';

const institution = {
  quietPeriods: [{ label: 'vacances de la Toussaint', from: '2026-10-17', to: '2026-11-01' }],
};

describe('why nobody is written to', () => {
  it.each([
    ['2026-10-20', 'vacances de la Toussaint'],
    ['2026-11-11', 'jour férié'],
    ['2026-11-14', 'samedi'],
    ['2026-11-15', 'dimanche'],
    ['2026-11-16', undefined],
    ['2026-10-14', undefined],
  ])('on %s: %s', (day, reason) => {
    expect(quietReason(day, institution)).toBe(reason);
  });
});

test('a quiet period is the reason from its first day to its last', () => {
  const bridge = { quietPeriods: [{ label: 'pont', from: '2026-11-24', to: '2026-11-26' }] };
  const days = ['23', '24', '25', '26', '27'].map((day) => quietReason(`2026-11-${day}`, bridge));
  expect(days).toEqual([undefined, 'pont', 'pont', 'pont', undefined]);
  expect(reasonsWithoutSchool([{ from: '2026-11-23', to: '2026-11-24' }], bridge)).toEqual(['pont']);
});

describe('the working days of a stage without school', () => {
  it('are none in an ordinary fortnight, whose weekend does not count', () => {
    expect(reasonsWithoutSchool([{ from: '2026-11-16', to: '2026-11-27' }], institution)).toEqual([]);
  });

  it('are named once each, over both periods', () => {
    const periods = [
      { from: '2026-10-12', to: '2026-10-23' },
      { from: '2026-11-09', to: '2026-11-13' },
    ];
    expect(reasonsWithoutSchool(periods, institution)).toEqual(['vacances de la Toussaint', 'jour férié']);
  });
});
