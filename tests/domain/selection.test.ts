import { describe, expect, test } from 'vitest';
import { letterByHand } from '../../functions/domain/placement/hand-mails.ts';
import { mailedByHand } from '../../functions/domain/placement/placement-life.ts';
import { type Selected, whyNot } from '../../functions/domain/placement/selection.ts';
import { planAfterHand, planStage } from '../../functions/domain/timetable/timetable.ts';
import { dateTime } from '../../functions/domain/wording/french-dates.ts';
import type { PlacementStatus } from '../../schemas/placement.ts';
import { defaultTimetable } from '../../schemas/timetable.ts';
import type { SelectionTask } from '../../schemas/work.ts';
import { ines } from './placements.ts';
import { institution } from './stages.ts';

const standing = { due: '2026-10-16', left: {} };
const at = (status: PlacementStatus, more: Partial<Selected> = {}): Selected => ({
  ...{ status, standing, tutor: ines.tutor, periods: ines.periods },
  ...more,
});
const mail = (which: 'link' | 'letter' | 'reminder'): SelectionTask => ({ does: 'mail', mail: which });
const extend: SelectionTask = { does: 'extend', until: '2026-10-30' };
const close: SelectionTask = { does: 'close', why: 'Fin d’année' };
const cancel: SelectionTask = { does: 'cancel', reason: 'strike' };

describe('what is done to a stage of a selection', () => {
  const all = (why: string | undefined, count: number): (string | undefined)[] => Array(count).fill(why);
  test.each<[PlacementStatus, (string | undefined)[]]>([
    // link, letter, reminder, extend, close, cancel
    ['prepared', [...all('notLaunched', 5), undefined]],
    ['started', [undefined, 'notAnnounced', 'notAnnounced', ...all(undefined, 3)]],
    ['assigned', [undefined, undefined, 'notAsked', ...all(undefined, 3)]],
    ['briefed', [undefined, undefined, 'notAsked', ...all(undefined, 3)]],
    ['awaiting', all(undefined, 6)],
    ['received', all('reportIn', 6)],
    ['distributed', all('reportIn', 6)],
    ['givenBack', [undefined, ...all('givenBack', 5)]],
    ['unreturned', all('closed', 6)],
    ['receivedOtherwise', all('receivedOtherwise', 6)],
    ['cancelled', all('cancelled', 6)],
  ])('that is %s', (status, expected) => {
    const tasks = [mail('link'), mail('letter'), mail('reminder'), extend, close, cancel];
    expect(tasks.map((task) => whyNot(task, at(status)))).toEqual(expected);
    expect(whyNot({ does: 'note', text: 'Vue' }, at(status))).toBeUndefined();
  });

  test('is the way back to what was written, for a tutor whom somebody looked at', () => {
    const insisted: SelectionTask = { does: 'mail', mail: 'link', isInsisted: true };
    const all = ['started', 'awaiting', 'received', 'distributed', 'givenBack', 'unreturned'] as const;
    expect([...all, 'receivedOtherwise' as const].map((status) => whyNot(insisted, at(status)))).toEqual(
      Array(7).fill(undefined),
    );
    expect(whyNot(insisted, at('prepared'))).toBe('notLaunched');
    expect(whyNot(insisted, at('cancelled'))).toBe('cancelled');
    const undelivered = [
      { recipient: ines.tutor.email, at: '2026-10-12T08:00:00.000Z', reason: 'rejected' as const },
    ];
    expect(whyNot(insisted, at('awaiting', { undelivered }))).toBeUndefined();
  });

  test('waits for whoever reads what its tutor said, but for the link', () => {
    const said = at('awaiting', { standing: { ...standing, wordAt: '2026-10-12T08:00:00.000Z' } });
    expect(
      [mail('reminder'), mail('letter'), extend, close, cancel].map((task) => whyNot(task, said)),
    ).toEqual(Array(5).fill('wordWaits'));
    expect(whyNot(mail('link'), said)).toBeUndefined();
  });

  test('mails no address that refused for good', () => {
    const of = (recipient: string, reason: 'returned' | 'delayed') =>
      at('awaiting', { undelivered: [{ recipient, at: '2026-10-12T08:00:00.000Z', reason }] });
    expect(whyNot(mail('reminder'), of(ines.tutor.email, 'returned'))).toBe('addressRefused');
    expect(whyNot(mail('reminder'), of(ines.tutor.email, 'delayed'))).toBeUndefined();
    expect(whyNot(mail('reminder'), of(ines.student.email, 'returned'))).toBeUndefined();
    expect(whyNot(close, of(ines.tutor.email, 'returned'))).toBeUndefined();
  });

  test('gives longer, and not too long', () => {
    const until = (day: string) => whyNot({ does: 'extend', until: day }, at('awaiting'));
    expect(until('2026-10-16')).toBe('dueLater');
    expect(until('2026-10-17')).toBeUndefined();
    expect(until('2027-04-07')).toBeUndefined();
    expect(until('2027-04-08')).toBe('untilTooFar');
    const { standing: _, ...unplanned } = at('started');
    expect(whyNot(extend, unplanned)).toBeUndefined();
  });

  test('is the letter that it has come to', () => {
    expect(letterByHand({ status: 'started' })).toBeUndefined();
    expect(letterByHand({ status: 'briefed' })).toBe('mission');
    expect(letterByHand({ status: 'awaiting' })).toBe('request');
  });
});

describe('behind a reminder by hand', () => {
  const campaign = { timetable: defaultTimetable, launchSize: 0 };
  const open = { ...institution, quietPeriods: [] };
  const placement = { periods: ines.periods, tutor: ines.tutor, startedAt: '2026-09-15T08:30:00.000Z' };
  const request = '2026-10-09T14:00:00.000Z';
  const planAt = (now: string, done: Parameters<typeof planStage>[0]['done'] = {}) =>
    planStage({ placement, campaign, institution: open, now, done: { request, ...done } });
  const days = ({ rounds }: ReturnType<typeof planAt>) =>
    Object.fromEntries(rounds.map((round) => [round.occasion, dateTime(round.at)]));
  const usual = planAt(request);
  const pushed = (last: 'request' | 'reminder3' | 'escalation', sentAt: string) =>
    days(planAfterHand(usual, { placement, campaign, institution: open }, last, sentAt));

  test('the next round of the timetable keeps its distance, and those behind it theirs', () => {
    expect(days(usual)).toMatchObject({
      ...{ reminder1: 'mardi 13 octobre 2026 à 08:00', reminder2: 'lundi 19 octobre 2026 à 08:00' },
      ...{ reminder3: 'jeudi 22 octobre 2026 à 08:00', escalation: 'lundi 26 octobre 2026 à 08:00' },
    });
    // Four days lie between the request and the first reminder, and between that and the second.
    expect(pushed('request', '2026-10-12T08:00:00.000Z')).toMatchObject({
      ...{ reminder1: 'vendredi 16 octobre 2026 à 08:00', reminder2: 'mardi 20 octobre 2026 à 08:00' },
      ...{ reminder3: 'vendredi 23 octobre 2026 à 08:00', escalation: 'mardi 27 octobre 2026 à 08:00' },
    });
    expect(pushed('request', '2026-10-09T15:00:00.000Z')).toEqual(days(usual));
  });

  test('is put off for two weeks behind its day at the most', () => {
    expect(pushed('request', '2026-11-30T08:00:00.000Z').reminder1).toBe('mardi 27 octobre 2026 à 08:00');
  });

  test('the closing stays where it is: those in charge have had their week', () => {
    const { closing } = days(usual);
    expect(pushed('escalation', '2026-11-13T08:00:00.000Z').closing).toBe(closing);
    expect(pushed('reminder3', '2026-10-23T08:00:00.000Z')).toMatchObject({
      ...{ escalation: 'mardi 27 octobre 2026 à 08:00', closing },
    });
  });

  test('a stage that begins anew plans the same', () => {
    const handReminder = '2026-10-12T08:00:00.000Z';
    expect(days(planAt(handReminder, { handReminder }))).toEqual({
      ...pushed('request', handReminder),
      request: dateTime(handReminder),
    });
    // What was sent before the last round that left, is behind.
    const later = { reminder1: '2026-10-14T06:00:00.000Z' };
    const anew = (done: typeof later & { handReminder?: string }) =>
      days(planAt('2026-10-14T07:00:00.000Z', done));
    expect(anew({ ...later, handReminder })).toEqual(anew(later));
  });

  test('one that begins anew after its day, and so tells of no request, is put off as well', () => {
    const anew = planAt('2026-10-13T06:05:00.000Z');
    expect(anew.rounds[0]?.occasion).toBe('reminder1');
    const behind = planAfterHand(
      anew,
      { placement, campaign, institution: open },
      'request',
      '2026-10-13T06:06:00.000Z',
    );
    expect(days(behind).reminder1).toBe('lundi 19 octobre 2026 à 08:00');
  });

  test('history says who had it sent, once', () => {
    const sent = { at: '2026-10-12T08:00:00.000Z', by: 'Camille Fournier', why: 'Appelée', plan: usual };
    const after = mailedByHand(ines, 'handReminded', sent);
    expect(after).toMatchObject({ plan: usual });
    const { plan: _, ...entry } = sent;
    expect(after.history).toEqual([{ ...entry, what: 'handReminded' }]);
    expect(mailedByHand(after, 'handReminded', sent)).toBe(after);
    expect(mailedByHand(ines, 'linkSent', { at: sent.at, by: sent.by }).history).toEqual([
      { at: sent.at, what: 'linkSent', by: sent.by },
    ]);
  });
});
