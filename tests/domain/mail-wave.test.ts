import { describe, expect, test } from 'vitest';
import {
  isSendingTime,
  laterThatDay,
  openMoment,
  spreadSeconds,
  withinSendingHours,
} from '../../functions/domain/placement/mail-wave.ts';
import { parisInstant } from '../../functions/domain/wording/french-dates.ts';
import { institution } from './stages.ts';

/** An ordinary Friday; the autumn holidays begin the week after. */
const friday = '2026-10-09';
const at = (time: string, day = friday) => parisInstant(day, time);

describe('the hours of sending', () => {
  test.each([
    ['06:59', false],
    ['07:00', true],
    ['12:00', true],
    ['19:39', true],
    ['19:40', false],
    ['23:00', false],
  ])('at %s: %s', (time, isSent) => {
    expect(isSendingTime(at(time), institution)).toBe(isSent);
    expect(withinSendingHours(time)).toBe(isSent ? time : '08:00');
  });

  test('are those of open days', () => {
    expect(isSendingTime(at('12:00', '2026-10-10'), institution)).toBe(false);
    expect(isSendingTime(at('12:00', '2026-10-19'), institution)).toBe(false);
  });
});

describe('a mail that may not leave now', () => {
  test.each([
    ['in the small hours leaves that morning', at('03:00'), at('08:00')],
    ['in the evening leaves on the next open day', at('20:00'), at('08:00', '2026-10-12')],
    ['at the weekend leaves on Monday', at('12:00', '2026-10-10'), at('08:00', '2026-10-12')],
    ['at eight on a Sunday leaves on Monday', at('08:00', '2026-10-11'), at('08:00', '2026-10-12')],
    [
      'at the hour of leaving of a quiet day waits for another',
      at('08:00', '2026-10-17'),
      at('08:00', '2026-11-02'),
    ],
    ['before the morning of a quiet day too', at('06:00', '2026-10-17'), at('08:00', '2026-11-02')],
  ])('%s', (_, moment, leaves) => {
    expect(openMoment(moment, institution)).toBe(leaves);
    expect(openMoment(moment, institution, 75)).toBe(new Date(Date.parse(leaves) + 75_000).toISOString());
  });
});

describe('a wave of mails', () => {
  test('that is over within a second is not spread', () => {
    expect(spreadSeconds('lea.le-goff@ac.example', 5, 10)).toBe(0);
    const places = Array.from({ length: 50 }, (_, tutor) => spreadSeconds(`t${tutor}@ac.example`, 10, 10));
    expect(new Set(places)).toEqual(new Set([0, 1]));
  });

  test('gives a tutor the place that their address has had since the first release', () => {
    // Two lifecycles of one tutor agree on one mail, also when a release lies between them.
    expect(spreadSeconds('lea.le-goff@ac.example', 10_000, 10)).toBe(1051);
    expect(spreadSeconds('LEA.LE-GOFF@AC.EXAMPLE', 10_000, 10)).toBe(1051);
  });

  test.each([
    ['08:00', 0, '08:00:00'],
    ['08:00', 75, '08:01:15'],
    ['08:00', 3 * 3600 + 59 * 60 + 59, '11:59:59'],
    ['08:00:30', 45, '08:01:15'],
    // From eight to twenty to eight are 42,000 seconds: then it begins again.
    ['08:00', 41_999, '19:39:59'],
    ['08:00', 42_000, '08:00:00'],
    ['19:39:59', 7, '19:39:59'],
    ['19:40', 7, '19:40:00'],
  ])('from %s, %i seconds on, is %s', (time, seconds, moved) => {
    expect(laterThatDay(time, seconds)).toBe(moved);
  });

  test('leaves from the moment on, at once where its place would be at night or on another day', () => {
    expect(openMoment(at('12:00'), institution, 75)).toBe(at('12:01:15'));
    expect(openMoment(at('19:39'), institution, 75)).toBe(at('19:39'));
    // A day later it would be a sending time again: Thursday's, and another day.
    expect(openMoment(at('12:00', '2026-10-07'), institution, 24 * 3600)).toBe(at('12:00', '2026-10-07'));
    expect(openMoment(at('19:39', '2026-10-16'), institution, 13 * 3600)).toBe(at('19:39', '2026-10-16'));
  });
});
