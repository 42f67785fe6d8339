import { describe, expect, it } from 'vitest';
import { dueDateOf, stageBounds } from '../../functions/domain/timetable/occasion-moments.ts';
import {
  type AlreadySent,
  nominalDays,
  occasionMoments,
  planAfterRound,
  planStage,
  spreadSeconds,
} from '../../functions/domain/timetable/timetable.ts';
import { dateTime } from '../../functions/domain/wording/french-dates.ts';
import { type StagePlan, stagePlan } from '../../schemas/plan.ts';
import { defaultTimetable } from '../../schemas/timetable.ts';
import { ines } from './placements.ts';
import { institution, sopa1 } from './stages.ts';

const startedAt = '2026-09-15T08:30:00.000Z';
const tutor = { lastName: 'Le Goff', firstName: 'Léa', email: 'lea.le-goff@ac.example' };
const campaign = { timetable: defaultTimetable, launchSize: 0 };

const withOpened = ({ rounds, ...plan }: StagePlan): StagePlan => ({
  ...plan,
  rounds: rounds.map((round) => (round.occasion === 'request' ? { ...round, hasOpened: true } : round)),
});
const placementOf = (started: string, periods = [sopa1]) => ({ periods, tutor, startedAt: started });
const plan = (
  now = startedAt,
  done: AlreadySent = {},
  started = startedAt,
  { periods = [sopa1], quietPeriods = institution.quietPeriods } = {},
) =>
  planStage({
    placement: placementOf(started, periods),
    campaign,
    institution: { ...institution, quietPeriods },
    now,
    done,
  });
const roundsOf = (planned: ReturnType<typeof plan>) =>
  planned.rounds.map(({ occasion, at }) => `${occasion} ${dateTime(at)}`);
const noHolidays = { quietPeriods: [] };

describe('the days a timetable names', () => {
  it('count from the stage and from the due date, whatever quiet days do later', () => {
    expect(nominalDays({ periods: [sopa1], startedAt }, campaign)).toEqual({
      assignment: '2026-09-15',
      briefing: '2026-09-28',
      request: '2026-10-09',
      reminder1: '2026-10-13',
      reminder2: '2026-10-17',
      reminder3: '2026-10-20',
      escalation: '2026-10-24',
      closing: '2026-11-15',
      dueDate: '2026-10-16',
    });
  });

  it('of a split stage count from its first and its last day', () => {
    const periods = [sopa1, { from: '2027-05-10', to: '2027-05-14' }];
    const days = nominalDays({ periods, startedAt }, campaign);
    expect(days.briefing).toBe('2026-09-28');
    expect(days.request).toBe('2027-05-14');
    expect(days.dueDate).toBe('2027-05-21');
  });

  it('are the same whichever period of a split stage comes first', () => {
    const second = { from: '2027-05-10', to: '2027-05-14' };
    expect(nominalDays({ periods: [second, sopa1], startedAt }, campaign)).toEqual(
      nominalDays({ periods: [sopa1, second], startedAt }, campaign),
    );
  });
});

describe('a mail that announces a stage', () => {
  it('leaves on the open day before, never after: SOPA 2 begins on the day after the holidays', () => {
    const afterHolidays = [{ from: '2026-11-02', to: '2026-11-06' }];
    const { moments } = occasionMoments(afterHolidays, defaultTimetable, institution);
    expect(moments.find(({ occasion }) => occasion === 'briefing')).toMatchObject({
      at: '2026-10-16T06:00:00.000Z',
      moved: true,
    });
    expect(plan(startedAt, {}, startedAt, { periods: afterHolidays }).briefing).toMatchObject({
      at: '2026-10-16T06:00:00.000Z',
      skip: false,
    });
  });

  it('is not sent once the stage has begun', () => {
    const done = { assignment: startedAt };
    expect(plan('2026-10-05T05:30:00.000Z', done).briefing.skip).toBe(true);
    expect(plan('2026-10-02T07:30:00.000Z', done).briefing.skip).toBe(false);
  });
});

describe('the timetable shown as dates', () => {
  it('of SOPA 1 keeps reminders, escalation and closing apart after the autumn holidays', () => {
    const { dueDate, moments } = occasionMoments([sopa1], defaultTimetable, institution);
    expect(dueDate).toBe('2026-10-16');
    expect(moments.map(({ occasion, at, moved }) => [occasion, dateTime(at), moved])).toEqual([
      ['briefing', 'lundi 28 septembre 2026 à 08:00', false],
      ['request', 'vendredi 9 octobre 2026 à 16:00', false],
      ['reminder1', 'mardi 13 octobre 2026 à 08:00', false],
      ['reminder2', 'lundi 2 novembre 2026 à 08:00', true],
      ['reminder3', 'jeudi 5 novembre 2026 à 08:00', true],
      ['escalation', 'lundi 9 novembre 2026 à 08:00', true],
      ['closing', 'lundi 16 novembre 2026 à 08:00', true],
    ]);
  });

  it('keeps the hour of the clock when summer time ends between two rounds', () => {
    const { moments } = occasionMoments(
      [{ from: '2026-10-12', to: '2026-10-16' }],
      defaultTimetable,
      noHolidays,
    );
    const at = (wanted: string) => moments.find(({ occasion }) => occasion === wanted)?.at;
    expect(at('reminder1')).toBe('2026-10-20T06:00:00.000Z');
    expect(at('reminder3')).toBe('2026-10-29T07:00:00.000Z');
  });
});

describe('the plan of a stage', () => {
  it('launched in time has everything to come, and is what the lifecycle expects', () => {
    const planned = plan();
    expect(stagePlan.parse(planned)).toEqual(planned);
    expect(planned.assignment).toMatchObject({ at: startedAt, nominal: '2026-09-15', skip: false });
    expect(planned.briefing).toEqual({
      at: '2026-09-28T06:00:00.000Z',
      nominal: '2026-09-28',
      skip: false,
    });
    expect(planned.rounds.map(({ occasion }) => occasion)).toEqual([
      'request',
      'reminder1',
      'reminder2',
      'reminder3',
      'escalation',
      'closing',
    ]);
    expect(planned.dueDate).toBe('2026-10-16');
  });

  it('launched on a Sunday sends the assignment on Monday morning, still as Sunday’s mail', () => {
    const sunday = '2026-09-13T10:00:00.000Z';
    expect(plan(sunday, {}, sunday).assignment).toMatchObject({
      at: '2026-09-14T06:00:00.000Z',
      nominal: '2026-09-13',
      skip: false,
    });
  });

  it('launched after the day of the briefing sends the assignment alone', () => {
    const late = '2026-10-01T09:00:00.000Z';
    const planned = plan(late, {}, late);
    expect(planned.assignment).toMatchObject({ at: late, skip: false });
    expect(planned.briefing.skip).toBe(true);
  });

  it('launched after the stage asks for the report at once, without assignment or briefing', () => {
    const late = '2026-10-12T09:00:00.000Z';
    const planned = plan(late, {}, late, noHolidays);
    expect(planned.assignment.skip).toBe(true);
    expect(planned.briefing.skip).toBe(true);
    expect(roundsOf(planned).slice(0, 3)).toEqual([
      'request lundi 12 octobre 2026 à 11:00',
      'reminder1 vendredi 16 octobre 2026 à 08:00',
      'reminder2 mardi 20 octobre 2026 à 08:00',
    ]);
  });

  it('launched when reminders are past due has every round at the distances of the timetable, and a due date of its own', () => {
    const late = '2026-10-23T09:00:00.000Z';
    const planned = plan(late, {}, late, noHolidays);
    expect(roundsOf(planned)).toEqual([
      'request vendredi 23 octobre 2026 à 11:00',
      'reminder1 mardi 27 octobre 2026 à 08:00',
      'reminder2 lundi 2 novembre 2026 à 08:00',
      'reminder3 jeudi 5 novembre 2026 à 08:00',
      'escalation lundi 9 novembre 2026 à 08:00',
      'closing mardi 1er décembre 2026 à 08:00',
    ]);
    expect(planned).toMatchObject({ dueDate: '2026-10-30', lateBy: 14 });
  });

  it('launched when all is past due still asks the tutor before it tells the delegate or closes', () => {
    const late = '2026-12-02T09:00:00.000Z';
    expect(roundsOf(plan(late, {}, late, noHolidays))).toEqual([
      'request mercredi 2 décembre 2026 à 10:00',
      'reminder1 lundi 7 décembre 2026 à 08:00',
      'reminder2 vendredi 11 décembre 2026 à 08:00',
      'reminder3 lundi 14 décembre 2026 à 08:00',
      'escalation vendredi 18 décembre 2026 à 08:00',
      'closing lundi 11 janvier 2027 à 08:00',
    ]);
  });

  it('made again between two reminders keeps the newest past due and what lies ahead', () => {
    const done = {
      assignment: startedAt,
      briefing: '2026-09-28T06:00:01.000Z',
      request: '2026-10-09T14:00:02.000Z',
    };
    const again = plan('2026-11-03T10:00:00.000Z', done);
    expect(again.assignment.skip).toBe(true);
    expect(again.briefing.skip).toBe(true);
    expect(roundsOf(again)).toEqual([
      'reminder2 mardi 3 novembre 2026 à 11:00',
      'reminder3 jeudi 5 novembre 2026 à 08:00',
      'escalation lundi 9 novembre 2026 à 08:00',
      'closing lundi 16 novembre 2026 à 08:00',
    ]);
    expect(again.rounds.slice(1)).toEqual(plan().rounds.slice(3));
  });

  it('made again after a request that left late keeps the distance of the reminders from it', () => {
    const late = '2026-10-12T09:00:00.000Z';
    const first = plan(late, {}, late, noHolidays);
    const again = plan('2026-10-14T09:00:00.000Z', { request: '2026-10-12T09:00:05.000Z' }, late, noHolidays);
    expect(again.rounds.slice(1)).toEqual(first.rounds.slice(1));
  });

  it('made again on a Saturday for a request that never left sends it on Monday', () => {
    const [first] = plan('2026-10-10T07:00:00.000Z', { assignment: startedAt }).rounds;
    expect(first).toEqual({
      occasion: 'request',
      at: '2026-10-12T06:00:00.000Z',
      nominal: '2026-10-12',
    });
  });

  it('made again after its request left late keeps the days that the tutor was told', () => {
    const late = '2026-10-23T09:00:00.000Z';
    const first = plan(late, {}, late, noHolidays);
    const again = planStage({
      placement: { ...placementOf(late), plan: first },
      ...{ campaign, institution: { ...institution, quietPeriods: [] } },
      ...{ now: '2026-10-28T09:00:00.000Z', done: { request: '2026-10-26T09:00:05.000Z' } },
    });
    expect(again.dueDate).toBe(first.dueDate);
    expect(again.lateBy).toBe(first.lateBy);
  });

  it('whose round leaves later than planned keeps the distances behind it', () => {
    const planned = plan();
    const placement = placementOf(startedAt);
    const after = planAfterRound(
      planned,
      { placement, campaign, institution },
      'request',
      '2026-11-04T09:00:00.000Z',
    );
    expect(roundsOf(after).slice(1, 3)).toEqual([
      'reminder1 lundi 9 novembre 2026 à 08:00',
      'reminder2 vendredi 13 novembre 2026 à 08:00',
    ]);
    expect(
      planAfterRound(planned, { placement, campaign, institution }, 'request', planned.rounds[0]?.at ?? ''),
    ).toEqual(withOpened(planned));
  });

  it('made again for a briefing that never left sends it while there is still time', () => {
    const done = { assignment: startedAt };
    const before = plan('2026-10-01T09:00:00.000Z', done);
    expect(before.assignment.skip).toBe(true);
    expect(before.briefing).toMatchObject({ at: '2026-10-01T09:00:00.000Z', skip: false });
    expect(plan('2026-10-12T09:00:00.000Z', done).briefing.skip).toBe(true);
  });

  it('made again after the closing closes on the next working morning', () => {
    const done = { assignment: startedAt, request: '2026-10-09T14:00:02.000Z' };
    expect(roundsOf(plan('2026-12-04T10:00:00.000Z', done))).toEqual([
      'escalation vendredi 4 décembre 2026 à 11:00',
      'closing lundi 7 décembre 2026 à 08:00',
    ]);
  });

  it('for new dates asks again, whatever was asked for the old ones', () => {
    const done = { assignment: startedAt, request: '2026-10-09T14:00:02.000Z' };
    const moved = { periods: [{ from: '2026-11-23', to: '2026-11-27' }] };
    const [first] = plan('2026-10-12T09:00:00.000Z', done, startedAt, moved).rounds;
    expect(first).toMatchObject({ occasion: 'request', at: '2026-11-27T15:00:00.000Z' });
  });
});

describe('the opening of a stage', () => {
  /** The request leaves on the last day at 16:00, which is 14:00 in UTC. */
  const launchedAt = (moment: string) => plan(moment, {}, moment).assignment;
  const opening = (toPlan: Partial<Parameters<typeof planStage>[0]>) =>
    planStage({
      ...{ placement: placementOf(startedAt), campaign, institution, now: startedAt, done: {} },
      ...toPlan,
    });

  it('is the assignment until the report is asked for, on the last day too', () => {
    const before = '2026-10-09T13:59:59.999Z';
    expect(launchedAt(before)).toEqual({
      at: before,
      nominal: '2026-10-09',
      skip: false,
      onlyCorrections: false,
    });
    const asked = '2026-10-09T14:00:00.000Z';
    expect(launchedAt(asked)).toEqual({
      at: asked,
      nominal: '2026-10-09',
      skip: true,
      onlyCorrections: true,
    });
  });

  it('is none once the stage is over, however late its report is asked for', () => {
    const timetable = { ...defaultTimetable, request: { days: 3, time: '16:00' } };
    const late = (now: string) =>
      opening({ campaign: { timetable }, placement: placementOf(now), now }).assignment.skip;
    expect(late('2026-10-09T16:00:00.000Z')).toBe(false);
    expect(late('2026-10-12T07:00:00.000Z')).toBe(true);
  });

  it('is the letter once more, where what people hold is no longer right', () => {
    const done = { assignment: startedAt };
    const now = '2026-09-22T08:00:00.000Z';
    expect(opening({ now, done, isToCorrect: true }).assignment).toMatchObject({ at: now, skip: false });
    expect(opening({ now, done }).assignment).toMatchObject({ at: now, skip: true });
    const after = '2026-10-12T08:00:00.000Z';
    expect(opening({ now: after, done, isToCorrect: true }).assignment).toMatchObject({
      ...{ at: after, skip: false, onlyCorrections: true },
    });
  });

  it('announces the stage unless the assignment does, which left then or since', () => {
    const briefedAt = '2026-09-28T06:00:00.000Z';
    const skips = (assignment: string) => opening({ now: briefedAt, done: { assignment } }).briefing.skip;
    expect(skips('2026-09-28T05:59:59.999Z')).toBe(false);
    expect(skips(briefedAt)).toBe(true);
  });

  it('announces the stage again where it was announced for other dates', () => {
    const skips = (briefing: string) => opening({ done: { assignment: startedAt, briefing } }).briefing.skip;
    expect(skips('2026-09-28T05:59:59.999Z')).toBe(false);
    expect(skips('2026-09-28T06:00:00.000Z')).toBe(true);
  });

  it('announces nothing on the first day, nor what is behind', () => {
    const done = { assignment: startedAt };
    expect(opening({ now: '2026-10-04T21:00:00.000Z', done }).briefing).toEqual({
      ...{ at: '2026-10-04T21:00:00.000Z', nominal: '2026-09-28', skip: true },
    });
    expect(opening({ now: '2026-10-02T14:00:00.000Z', done }).briefing.skip).toBe(false);
  });
});

describe('the wait for a report', () => {
  const done = { assignment: startedAt, request: '2026-10-09T14:00:02.000Z' };

  it('goes on with the round of this very moment, and with what lies ahead', () => {
    const reminder = '2026-10-13T06:00:00.000Z';
    expect(plan(reminder, done).rounds.map(({ occasion }) => occasion)).toEqual([
      ...['reminder1', 'reminder2', 'reminder3', 'escalation', 'closing'],
    ]);
    expect(plan(reminder, done).rounds[0]?.at).toBe(reminder);
    const before = plan('2026-10-13T05:59:59.999Z', done).rounds;
    expect(before.slice(0, 2).map(({ occasion }) => occasion)).toEqual(['request', 'reminder1']);
  });

  it('closes at its moment where all that is left is the closing', () => {
    const closing = '2026-11-16T07:00:00.000Z';
    expect(plan('2026-11-16T06:59:59.999Z', done).rounds.map(({ occasion }) => occasion)).toEqual([
      ...['escalation', 'closing'],
    ]);
    expect(roundsOf(plan(closing, done))).toEqual([
      'escalation lundi 16 novembre 2026 à 08:00',
      'closing mardi 17 novembre 2026 à 08:00',
    ]);
  });

  it('rests on a request of the last day, and on none of a day before', () => {
    const now = '2026-10-12T09:00:00.000Z';
    const first = (request: string) => plan(now, { assignment: startedAt, request }).rounds[0];
    expect(first('2026-10-08T22:00:00.000Z')?.at).toBe(now);
    expect(first('2026-10-08T21:59:59.999Z')).toMatchObject({
      occasion: 'request',
      at: now,
      nominal: '2026-10-12',
    });
    expect(first('2026-10-08T22:00:00.000Z')?.nominal).toBe('2026-10-09');
  });

  it('is late by the day on which its request leaves, not by the hour', () => {
    expect(plan('2026-10-09T17:00:00.000Z', { assignment: startedAt })).toMatchObject({
      ...{ lateBy: 0, dueDate: '2026-10-16' },
    });
    expect(plan('2026-10-12T06:30:00.000Z', { assignment: startedAt })).toMatchObject({
      ...{ lateBy: 3, dueDate: '2026-10-19' },
    });
  });

  it('of a late stage keeps its distances behind a round that leaves later still', () => {
    const late = '2026-10-23T09:00:00.000Z';
    const placement = placementOf(late);
    const openInstitution = { ...institution, quietPeriods: [] };
    const planned = plan(late, {}, late, noHolidays);
    const after = planAfterRound(
      planned,
      { placement, campaign, institution: openInstitution },
      'escalation',
      '2026-11-12T09:00:00.000Z',
    );
    expect(after.rounds.slice(0, 4)).toEqual(planned.rounds.slice(0, 4));
    expect(roundsOf(after).slice(4)).toEqual([
      'escalation jeudi 12 novembre 2026 à 10:00',
      'closing vendredi 4 décembre 2026 à 08:00',
    ]);
  });

  it('closes on its day, as long as the delegate has a week to step in', () => {
    const context = { placement: placementOf(startedAt), campaign, institution };
    const closing = (escalated: string) =>
      roundsOf(planAfterRound(plan(), context, 'escalation', escalated)).at(-1);
    expect(closing('2026-11-09T07:00:05.000Z')).toBe('closing lundi 16 novembre 2026 à 08:00');
    expect(closing('2026-11-10T07:00:00.000Z')).toBe('closing mardi 17 novembre 2026 à 08:00');
  });

  it('of a tutor in a wave is moved as the wave is, also behind a late round', () => {
    const wave = { timetable: defaultTimetable, launchSize: 10_000 };
    const placement = placementOf(startedAt);
    const planned = planStage({ placement, campaign: wave, institution, now: startedAt, done: {} });
    const after = planAfterRound(
      planned,
      { placement, campaign: wave, institution },
      'request',
      '2026-11-04T09:00:00.000Z',
    );
    const alone = planAfterRound(
      plan(),
      { placement, campaign, institution },
      'request',
      '2026-11-04T09:00:00.000Z',
    );
    const spread = spreadSeconds(tutor.email, 10_000, institution.sendRatePerSecond);
    expect(spread).toBeGreaterThan(60);
    expect(after.rounds[1]?.at).toBe(
      new Date(Date.parse(alone.rounds[1]?.at ?? '') + spread * 1000).toISOString(),
    );
  });
});

describe('a request that a quiet day moves', () => {
  const toSaturday = { periods: [{ from: '2026-11-16', to: '2026-11-21' }] };

  it('leaves on the next working morning, whatever its hour, and makes nothing late', () => {
    const planned = plan(startedAt, {}, startedAt, toSaturday);
    expect(roundsOf(planned)[0]).toBe('request lundi 23 novembre 2026 à 08:00');
    expect(planned).toMatchObject({ lateBy: 0, dueDate: '2026-11-28' });
    expect(planned.rounds[0]?.nominal).toBe('2026-11-21');
  });
});

describe('a plan that is made again', () => {
  const context = { placement: placementOf(startedAt), campaign, institution };

  it('is late by what holds now, as long as the tutor was told nothing', () => {
    const before = { ...plan(), lateBy: 14 };
    const again = planStage({
      ...{ ...context, placement: { ...context.placement, plan: before } },
      ...{ now: startedAt, done: {} },
    });
    expect(again).toEqual(plan());
  });

  it('brings no round nearer, though holidays were taken away since', () => {
    const planned = plan();
    const sooner = { ...context, institution: { ...institution, quietPeriods: [] } };
    expect(planAfterRound(planned, sooner, 'request', planned.rounds[0]?.at ?? '')).toEqual(
      withOpened(planned),
    );
  });

  it('sends at once what a tutor of a wave should have by now', () => {
    const now = '2026-10-12T09:00:00.000Z';
    const wave = { timetable: defaultTimetable, launchSize: 10_000 };
    const { rounds } = planStage({ ...context, campaign: wave, now, done: { assignment: startedAt } });
    expect(rounds[0]).toMatchObject({ occasion: 'request', at: now });
  });
});

describe('until when a report is expected', () => {
  it('is what the stage’s own plan says, else what the timetable does', () => {
    expect(dueDateOf(ines, campaign)).toBe('2026-10-16');
    expect(dueDateOf({ ...ines, plan: { ...plan(), dueDate: '2026-10-30' } }, campaign)).toBe('2026-10-30');
  });

  it('is asked of no stage without a period', () => {
    expect(() => stageBounds([])).toThrow(new RangeError('A stage has at least one period'));
  });
});

describe('the place of a tutor in a wave of mails', () => {
  it('is the same for every student of the tutor, however the address is written', () => {
    expect(spreadSeconds('Lea.Le-Goff@ac.example', 10_000, 10)).toBe(
      spreadSeconds('lea.le-goff@ac.example', 10_000, 10),
    );
  });

  it('spreads ten thousand placements over the time that the sending rate needs', () => {
    const places = Array.from({ length: 2_000 }, (_, index) =>
      spreadSeconds(`t${index}@ac.example`, 10_000, 10),
    );
    expect(Math.max(...places)).toBeLessThan(2_000);
    expect(new Set(places).size).toBeGreaterThan(1_100);
  });

  it('does not delay a single mail', () => {
    expect(spreadSeconds('lea.le-goff@ac.example', 1, 10)).toBe(0);
    expect(spreadSeconds('lea.le-goff@ac.example', 0, 10)).toBe(0);
  });

  it('moves every moment of the plan alike', () => {
    const spread = spreadSeconds(tutor.email, 10_000, institution.sendRatePerSecond);
    const wave = planStage({
      placement: { periods: [sopa1], tutor, startedAt },
      campaign: { ...campaign, launchSize: 10_000 },
      institution,
      now: startedAt,
      done: {},
    });
    const seconds = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 1000;
    const alone = plan();
    expect(seconds(alone.assignment.at, wave.assignment.at)).toBe(spread);
    expect(wave.rounds.map(({ at }, index) => seconds(alone.rounds[index]?.at ?? '', at))).toEqual(
      wave.rounds.map(() => spread),
    );
  });
});
