import * as z from 'zod';
import { LambdaError, type Lambdas, lambda, machineOf, taskOf } from './interpreter-home.ts';

const told = (name: string, more: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: {
    FunctionName: lambda(name),
    Payload: {
      now: '{% $states.context.State.EnteredTime %}',
      attempt: '{% $states.context.State.RetryCount %}',
      input: '{% $states.input %}',
    },
  },
  Output: '{% $states.result.Payload %}',
  ...more,
});

/** Every kind of step: a wait, retries, rounds of token and timeout, a token rung at last, a catch. */
export const lifecycle = machineOf({
  Plan: told('plan', { Assign: { plan: '{% $states.result.Payload %}', round: 0 }, Next: 'Hold' }),
  Hold: { Type: 'Wait', Timestamp: '{% $plan.at %}', Next: 'Send' },
  Send: told('send', { Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 30 }], Next: 'Await' }),
  Await: {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Arguments: {
      FunctionName: lambda('await'),
      Payload: { round: '{% $round %}', token: '{% $states.context.Task.Token %}' },
    },
    TimeoutSeconds: '{% 86400 * ($round + 1) %}',
    Catch: [{ ErrorEquals: ['States.Timeout'], Assign: { round: '{% $round + 1 %}' }, Next: 'Remind' }],
    Next: 'Rest',
  },
  Remind: told('remind', { Next: 'Await' }),
  Rest: { Type: 'Wait', Seconds: 3, Next: 'Deliver' },
  Deliver: told('deliver', { Next: 'Break' }),
  Break: told('break', {
    Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput.Error %}', Next: 'Last' }],
    End: true,
  }),
  Last: taskOf('last', { End: true }),
});

const attempted = z.object({ attempt: z.number() });
const awaited = z.object({ round: z.number(), token: z.string() });

export const lambdasOf = (ring: (token: string) => void): Lambdas => ({
  plan: () => ({ at: '2026-09-10T16:00:00Z' }),
  send: (payload) => {
    if (attempted.parse(payload).attempt < 2) throw new LambdaError('Busy');
  },
  await: (payload) => {
    const { round, token } = awaited.parse(payload);
    if (round === 2) ring(token);
  },
  remind: () => 'reminded',
  deliver: () => 'delivered',
  break: () => {
    throw new LambdaError('Broken');
  },
  last: (input) => input,
});
