import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import type { Clock, TimerSource } from '../interpreter/clock.ts';
import type { LambdaRunner } from '../services/lambda-runner.ts';
import type { Rights } from './rights.ts';

const units = { minute: 60_000, minutes: 60_000, hour: 3_600_000, hours: 3_600_000 } as const;

/** Of which all of our times of day are. */
const zone = 'Europe/Paris';
/** At the multiples of so many milliseconds, or every day at that time in Paris. */
export type Timing = { every: number } | { daily: { hour: number; minute: number } };

const timing = (expression: string): Timing => {
  const [, minute, hour] = /^cron\((\d+) (\d+) /.exec(expression) ?? [];
  if (minute !== undefined && hour !== undefined)
    return { daily: { hour: Number(hour), minute: Number(minute) } };
  const [, count = '', unit = ''] = /^rate\((\d+) (\w+)\)$/.exec(expression) ?? [];
  return { every: Number(count) * units[z.enum(['minute', 'minutes', 'hour', 'hours']).parse(unit)] };
};

/** The part of EventBridge Scheduler that our schedules use; anything else is refused. */
export const scheduleProperties = z
  .object({
    State: z.literal('ENABLED').default('ENABLED'),
    FlexibleTimeWindow: z.object({ Mode: z.literal('OFF') }),
    ScheduleExpression: z
      .string()
      .regex(
        /^(rate\(\d+ (minutes?|hours?)\)|cron\(\d{1,2} \d{1,2} \* \* \? \*\))$/,
        'Only schedules at a rate of minutes or hours, or daily at a time, run on this machine',
      )
      .transform(timing),
    ScheduleExpressionTimezone: z.literal(zone).optional(),
    Target: z.object({ Arn: z.string(), RoleArn: z.string(), Input: z.string() }),
  })
  .refine(
    ({ ScheduleExpression, ScheduleExpressionTimezone }) =>
      // Of one that is refused already, nothing more is said.
      typeof ScheduleExpression !== 'object' ||
      'daily' in ScheduleExpression === (ScheduleExpressionTimezone !== undefined),
    `A time of day is one of ${zone}`,
  );
export type Schedule = z.output<typeof scheduleProperties>;

/** What a scheduled function answers when it found nothing to do, now or soon. */
const foundNothing = z.object({ found: z.literal(0) });

/**
 * EventBridge Scheduler on the home's clock: at the multiples of a schedule's rate and once at the start, for the time that
 * the home was off; or at a time of day, which nobody makes up for. What found nothing finds the same until something is
 * written: that is not asked again, so that a year played in a minute does not ask seventeen thousand times.
 */
export class Schedules implements TimerSource {
  readonly #clock: Clock;
  readonly #lambda: LambdaRunner;
  readonly #timers: { schedule: Schedule; next: number; idleSince: number | undefined }[];
  #writes = 0;

  constructor(parts: {
    schedules: readonly Schedule[];
    clock: Clock;
    lambda: LambdaRunner;
    rights: Pick<Rights, 'lacking'>;
  }) {
    this.#clock = parts.clock;
    this.#lambda = parts.lambda;
    for (const { Target } of parts.schedules) {
      const denial = parts.rights.lacking(Target.RoleArn, 'lambda:InvokeFunction', Target.Arn);
      if (denial !== undefined) throw new Error(denial);
    }
    const now = parts.clock.millis();
    this.#timers = parts.schedules.map((schedule) => ({
      ...{ schedule, idleSince: undefined },
      next: 'daily' in schedule.ScheduleExpression ? following(schedule, now) : now,
    }));
  }

  /** Something was written to the table. */
  noteWrite(): void {
    const wereIdle = this.#timers.filter(({ idleSince }) => idleSince === this.#writes);
    this.#writes += 1;
    if (wereIdle.length === 0) return;
    const now = this.#clock.millis();
    for (const timer of wereIdle) {
      timer.next = following(timer.schedule, now);
      this.#clock.timerAdded(timer.next);
    }
  }

  nextDue(): number | undefined {
    const dues = this.#timers.filter(({ idleSince }) => idleSince !== this.#writes).map(({ next }) => next);
    return dues.length === 0 ? undefined : Math.min(...dues);
  }

  fireDue(by: number): number {
    const due = this.#timers.filter(({ next, idleSince }) => idleSince !== this.#writes && next <= by);
    for (const timer of due) {
      timer.next = following(timer.schedule, by);
      void this.#clock.activity.during(() => this.#run(timer, by));
    }
    return due.length;
  }

  async #run(timer: { schedule: Schedule; idleSince: number | undefined }, at: number): Promise<void> {
    const { Arn, Input } = timer.schedule.Target;
    const before = this.#writes;
    const scheduledTime = new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
    const result = await this.#lambda.invoke(
      Arn,
      JSON.parse(Input.replaceAll('<aws.scheduler.scheduled-time>', scheduledTime)),
    );
    timer.idleSince = result.ok && foundNothing.safeParse(result.payload).success ? before : undefined;
  }
}

/** When it comes next after a moment: at a multiple of its rate, or at its time of day. */
export const following = (
  { ScheduleExpression: timing }: Pick<Schedule, 'ScheduleExpression'>,
  after: number,
): number => {
  if ('every' in timing) return (Math.floor(after / timing.every) + 1) * timing.every;
  const now = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone);
  const today = now.toPlainDate().toZonedDateTime({ timeZone: zone, plainTime: timing.daily });
  const next = today.epochMilliseconds > after ? today : today.add({ days: 1 });
  return next.epochMilliseconds;
};
