import * as z from 'zod';
import type { Clock, TimerSource } from '../interpreter/clock.ts';
import type { LambdaRunner } from '../services/lambda-runner.ts';
import type { Rights } from './rights.ts';

const units = { minute: 60_000, minutes: 60_000, hour: 3_600_000, hours: 3_600_000 } as const;

/** The part of EventBridge Scheduler that our schedules use; anything else is refused. */
export const scheduleProperties = z.object({
  State: z.literal('ENABLED').default('ENABLED'),
  FlexibleTimeWindow: z.object({ Mode: z.literal('OFF') }),
  ScheduleExpression: z
    .string()
    .regex(
      /^rate\(\d+ (minutes?|hours?)\)$/,
      'Only schedules at a rate of minutes or hours run on this machine',
    )
    .transform((expression) => {
      const [, count = '', unit = ''] = /^rate\((\d+) (\w+)\)$/.exec(expression) ?? [];
      return Number(count) * units[z.enum(['minute', 'minutes', 'hour', 'hours']).parse(unit)];
    }),
  Target: z.object({ Arn: z.string(), RoleArn: z.string(), Input: z.string() }),
});
export type Schedule = z.output<typeof scheduleProperties>;

/** What a scheduled function answers when it found nothing to do, now or soon. */
const foundNothing = z.object({ found: z.literal(0) });

/**
 * EventBridge Scheduler on the home's clock, at the multiples of a schedule's rate and once at the start, for the time that
 * the home was off. What found nothing finds the same until something is written: that is not asked again, so that a year
 * played in a minute does not ask seventeen thousand times.
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
    this.#timers = parts.schedules.map((schedule) => ({ schedule, next: now, idleSince: undefined }));
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

/** The next multiple of the rate after a moment. */
const following = ({ ScheduleExpression: rate }: Schedule, after: number): number =>
  (Math.floor(after / rate) + 1) * rate;
