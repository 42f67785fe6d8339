import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Placement } from '../../schemas/placement.ts';
import { type LocalMail, placementWith, StageHome } from './stage-home.ts';

/**
 * A journey: stages added to a campaign on the eve of its escalation, and of its closing. SOPA 1 of 2026 ends on 9 October;
 * holidays from 17 October to 1 November; escalation on Monday 9 November, closing on Monday 16.
 */
const inTime = placementWith('6001', 'in time');
const beforeEscalation = placementWith('6101', 'added before the escalation');
const itsSibling = placementWith('6102', 'added before the escalation');
const beforeClosing = placementWith('6201', 'added before the closing');
const secondOfInTime = placementWith('6301', 'in time');

let home: StageHome;
let mails: LocalMail[];
beforeAll(async () => {
  home = await StageHome.open([inTime]);
  await home.launch();
  await home.moveTo('2026-11-08T10:00:00Z');
  for (const placement of [beforeEscalation, itsSibling, secondOfInTime])
    await home.store.placements.create(placement);
  await home.launch();
  await home.moveTo('2026-11-15T10:00:00Z');
  await home.store.placements.create(beforeClosing);
  await home.launch();
  await home.moveTo('2027-03-01T08:00:00Z');
  mails = await home.mails();
}, 120_000);
afterAll(() => home.close());

const dayOf = ({ at }: LocalMail) => at.slice(0, 10);
const daysBetween = (a: string, b: string) => Math.round((Date.parse(b) - Date.parse(a)) / 86_400_000);
const toTutor = ({ tutor }: Placement, occasion: string) =>
  mails.filter(({ to, tags }) => to[0] === tutor.email && tags.occasion === occasion);
const naming = ({ student }: Placement, occasion: string) =>
  mails.filter(({ tags, text }) => tags.occasion === occasion && text.includes(student.lastName));

/** The default timetable: due after 7 days, then -3, +1, +4, +8 and +30 days from the due date. */
const distances: [string, string, number][] = [
  ['request', 'reminder1', 4],
  ['reminder1', 'reminder2', 4],
  ['reminder2', 'reminder3', 3],
  ['reminder3', 'escalation', 4],
  ['escalation', 'closing', 22],
];

describe.each([
  ['on the eve of the escalation', beforeEscalation],
  ['on the eve of the closing', beforeClosing],
  ['of a tutor whose other stage is already escalated', secondOfInTime],
])('a stage added %s', (_, placement) => {
  test('has every round, each at least at the distance of the timetable from the one before', () => {
    for (const [before, after, least] of distances) {
      const [first] = naming(placement, before);
      const [second] = naming(placement, after);
      if (!first || !second) throw new Error(`no ${first ? after : before}`);
      expect(daysBetween(dayOf(first), dayOf(second)), after).toBeGreaterThanOrEqual(least);
    }
  });

  test('is asked for with a due date of its own, a week after its request', () => {
    const [request] = naming(placement, 'request');
    expect(request?.text).not.toMatch(/16\soctobre/);
    expect(request?.text).toMatch(placement === beforeClosing ? /23\snovembre/ : /16\snovembre/);
  });

  test('ends as not returned, once', async () => {
    const { status, history } = await home.store.placements.get(placement);
    expect(status).toBe('unreturned');
    expect(history.filter(({ what }) => what === 'unreturned')).toHaveLength(1);
  });
});

test('no staff mail names a stage before its own time', () => {
  const late = [beforeEscalation, itsSibling, beforeClosing, secondOfInTime];
  const first = (placement: Placement, occasion: string) => naming(placement, occasion)[0]?.at ?? '';
  for (const placement of late)
    for (const { at, tags, text } of mails)
      if (tags.occasion === 'delegateNotice' && text.includes(placement.student.lastName))
        expect(at >= first(placement, 'reminder3')).toBe(true);
  const [ofInTime] = naming(inTime, 'escalation');
  for (const placement of late) expect(ofInTime?.text).not.toContain(placement.student.lastName);
});

test('two that are added together share their tutor’s mails', () => {
  for (const occasion of ['request', 'reminder1', 'reminder2', 'reminder3'])
    expect(toTutor(beforeEscalation, occasion)).toHaveLength(1);
});
