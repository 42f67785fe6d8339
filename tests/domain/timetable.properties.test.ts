import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSendingTime } from '../../functions/domain/placement/mail-wave.ts';
import { isQuietDay } from '../../functions/domain/timetable/quiet-days.ts';
import { type AlreadySent, nominalDays, planStage } from '../../functions/domain/timetable/timetable.ts';
import { parisDay, timeAt } from '../../functions/domain/wording/french-dates.ts';
import { roundOccasion } from '../../schemas/occasion.ts';
import { type StagePlan, stagePlan } from '../../schemas/plan.ts';
import { anyInstant, anyPeriods, anyTimetable, institution } from './stages.ts';

const days = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
const order = roundOccasion.options;

const anyStage = fc.record({
  periods: anyPeriods,
  timetable: anyTimetable,
  startedAt: anyInstant,
  launchSize: fc.constantFrom(0, 24, 1_000, 10_000),
  email: fc.constantFrom('lea.le-goff@ac.example', 'remi.laurent@ac.example', 'zoe.lefevre@ac.example'),
});
type AnyStage = Omit<typeof anyStage extends fc.Arbitrary<infer Stage> ? Stage : never, 'email'> & {
  email: string;
};

const planAt = (stage: AnyStage, now: string, done: AlreadySent = {}): StagePlan =>
  planStage({
    placement: {
      periods: stage.periods,
      startedAt: stage.startedAt,
      tutor: { lastName: 'Le Goff', firstName: 'Léa', email: stage.email },
    },
    campaign: stage,
    institution,
    now,
    done,
  });
const firstDayOf = ({ periods }: AnyStage) => periods.map(({ from }) => from).sort()[0] ?? '';
const plan = (stage: AnyStage) => planAt(stage, stage.startedAt);

/** What a lifecycle that follows this plan to the second has sent by `now`. */
const sentBy = (now: string, { assignment, briefing, rounds }: StagePlan): AlreadySent => {
  const sent = (moment?: { at: string; skip?: boolean }) =>
    moment && !moment.skip && moment.at <= now ? moment.at : undefined;
  return {
    assignment: sent(assignment),
    briefing: sent(briefing),
    request: sent(rounds.find(({ occasion }) => occasion === 'request')),
  };
};

const moments = ({ assignment, briefing, rounds }: StagePlan) => [
  ...[assignment, briefing].filter(({ skip }) => !skip),
  ...rounds,
];

describe('any plan of any stage', () => {
  it('is what the lifecycle expects', () => {
    fc.assert(
      fc.property(anyStage, (stage) => {
        expect(stagePlan.parse(plan(stage))).toEqual(plan(stage));
      }),
    );
  });

  it('holds its moments in strict order, and its rounds in the order of the timetable', () => {
    fc.assert(
      fc.property(anyStage, (stage) => {
        const planned = plan(stage);
        const at = moments(planned).map((moment) => moment.at);
        expect(at).toEqual([...new Set(at)].sort());
        const rounds = planned.rounds.map(({ occasion }) => order.indexOf(occasion));
        expect(rounds).toEqual([...new Set(rounds)].sort());
      }),
    );
  });

  it('asks first, tells the delegate and closes last', () => {
    fc.assert(
      fc.property(anyStage, (stage) => {
        const rounds = plan(stage).rounds.map(({ occasion }) => occasion);
        expect(rounds[0]).toBe('request');
        expect(rounds.slice(-2)).toEqual(['escalation', 'closing']);
      }),
    );
  });

  it('writes to nobody at night or on a quiet day, nor before its start; no round comes before its day, no briefing after the first', () => {
    fc.assert(
      fc.property(anyStage, (stage) => {
        const { briefing, rounds, ...opening } = plan(stage);
        for (const { at } of moments({ briefing, rounds, ...opening })) {
          expect(isQuietDay(parisDay(at), institution)).toBe(false);
          expect(at >= stage.startedAt).toBe(true);
          expect(timeAt(at) >= '07:00' && timeAt(at) < '20:00').toBe(true);
        }
        for (const { at, nominal } of rounds) expect(parisDay(at) >= nominal).toBe(true);
        if (!briefing.skip) expect(parisDay(briefing.at) < firstDayOf(stage)).toBe(true);
      }),
    );
  });

  it('never brings a round nearer to the one before than the timetable has it, nor the closing within a week of the escalation', () => {
    fc.assert(
      fc.property(anyStage, (stage) => {
        const nominal = nominalDays(stage, stage);
        const { lateBy, rounds } = plan(stage);
        for (const [index, { occasion, at }] of rounds.entries()) {
          const before = rounds[index - 1];
          const predecessor = order[order.indexOf(occasion) - 1];
          if (!before || !predecessor) continue;
          const gap = days(parisDay(before.at), parisDay(at));
          const inTimetable = days(nominal[predecessor], nominal[occasion]);
          const least = occasion === 'closing' && lateBy === 0 ? Math.min(7, inTimetable) : inTimetable;
          expect(gap).toBeGreaterThanOrEqual(least);
        }
      }),
    );
  });

  it('made again at any later moment keeps the future as it was, and sends nothing again', () => {
    fc.assert(
      fc.property(anyStage, fc.integer({ min: 0, max: 120 * 24 * 60 }), (stage, minutesLater) => {
        const now = new Date(Date.parse(stage.startedAt) + minutesLater * 60_000).toISOString();
        const first = plan(stage);
        const again = planAt(stage, now, sentBy(now, first));
        const soonest = isSendingTime(now, institution) ? now : (moments(again)[0]?.at ?? now);
        const ahead = ({ at }: { at: string }) => at > soonest;
        const closing = first.rounds.at(-1);
        if (closing && closing.at > soonest) {
          expect(again.rounds.filter(ahead)).toEqual(first.rounds.filter(ahead));
        }
        expect([again.briefing].filter(({ skip }) => !skip).filter(ahead)).toEqual(
          [first.briefing].filter(({ skip }) => !skip).filter(ahead),
        );
        if (sentBy(now, first).assignment) expect(again.assignment.skip).toBe(true);
        if (sentBy(now, first).briefing) expect(again.briefing.skip).toBe(true);
        expect(stagePlan.safeParse(again).success).toBe(true);
        for (const { at } of moments(again)) expect(isQuietDay(parisDay(at), institution)).toBe(false);
        const at = again.rounds.map((round) => round.at);
        expect(at).toEqual([...new Set(at)].sort());
      }),
    );
  });

  it('gives two students of one tutor with the same dates the same moments, however the address is written', () => {
    fc.assert(
      fc.property(anyStage, (stage) => {
        expect(plan({ ...stage, email: stage.email.toUpperCase() })).toEqual(plan(stage));
      }),
    );
  });
});
