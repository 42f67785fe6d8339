import { expect, test } from 'vitest';
import * as z from 'zod';
import { LambdaError, type Lambdas, machineOf, openHome, taskOf, tokenTaskOf } from './interpreter-home.ts';

const awaiting = (more: object = {}) =>
  machineOf({
    Await: tokenTaskOf('await', {
      TimeoutSeconds: '{% $states.input.seconds %}',
      Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Remind', Output: 'late' }],
      Next: 'Thank',
      ...more,
    }),
    Remind: taskOf('remind', { End: true }),
    Thank: taskOf('thank', { End: true }),
  });

const withToken = z.object({ token: z.string() });
/** A home whose Lambda `await` keeps the tokens it is given. */
function openWithTokens(definition = awaiting(), lambdas: Lambdas = {}) {
  const tokens: string[] = [];
  const keep = (payload: unknown) => void tokens.push(withToken.parse(payload).token);
  const echo = (payload: unknown) => payload;
  const home = openHome(definition, { await: keep, remind: echo, thank: echo, ...lambdas });
  return {
    ...home,
    tokens,
    ring: (index: number) => home.engine.sendTaskSuccess(tokens[index] ?? '', '{"sent":1}'),
  };
}
const refusal = (name: string) => expect.objectContaining({ name });

test('a token that is rung continues the execution with what it was given', async () => {
  const home = openWithTokens();
  home.start({ seconds: 3600 });
  await home.quiet();
  expect(home.engine.list()).toMatchObject([{ state: 'Await', status: 'RUNNING' }]);
  home.ring(0);
  await home.quiet();
  expect(home.outcome()).toMatchObject({ status: 'SUCCEEDED', output: { sent: 1 } });
});

test('a token that is not rung in time fails with States.Timeout at the exact moment', async () => {
  const home = openWithTokens();
  expect((await home.play({ seconds: 3600 })).output).toBe('late');
  expect(home.times('remind')).toEqual(['09:00:00.000']);
  expect(() => home.ring(0)).toThrow(refusal('TaskTimedOut'));
});

test('of a ring and a timeout in the same instant the first wins, and the other gets TaskTimedOut', async () => {
  const ringFirst = openWithTokens();
  ringFirst.start({ seconds: 3600 });
  await ringFirst.clock.advanceTo('2026-09-01T08:59:59.999Z');
  ringFirst.ring(0);
  await ringFirst.clock.advanceTo('2026-09-01T09:00:00Z');
  expect(ringFirst.calls.map(({ name }) => name)).toEqual(['await', 'thank']);

  const timeoutFirst = openWithTokens();
  timeoutFirst.start({ seconds: 3600 });
  await timeoutFirst.quiet();
  const advanced = timeoutFirst.clock.advanceTo('2026-09-01T09:00:00Z');
  await expect.poll(() => timeoutFirst.calls.length).toBe(2);
  expect(() => timeoutFirst.ring(0)).toThrow(refusal('TaskTimedOut'));
  await advanced;
  expect(timeoutFirst.calls.map(({ name }) => name)).toEqual(['await', 'remind']);
});

test('two executions of one instant: the first to run may ring the second before its own timer is seen', async () => {
  const home = openWithTokens(
    machineOf({
      Which: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.waits %}', Next: 'Hold' }],
        Default: 'Await',
      },
      Hold: { Type: 'Wait', Seconds: 60, Next: 'Ring' },
      Ring: taskOf('ring', { End: true }),
      Await: tokenTaskOf('await', { TimeoutSeconds: 60, End: true }),
    }),
    {
      ring: () => {
        try {
          home.ring(0);
        } catch (error) {
          return error instanceof Error ? error.name : '';
        }
      },
    },
  );
  home.start({ waits: true }, 'ringer');
  home.start({ waits: false }, 'awaiter');
  await home.clock.advanceTo('2026-09-01T09:00:00Z');
  // All timers of an instant fall together, before any Lambda runs.
  expect(home.outcome('awaiter')).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  expect(home.outcome('ringer').output).toBe('TaskTimedOut');
});

test('a token may be rung while its Lambda still runs', async () => {
  let finish = () => {};
  const home = openWithTokens(awaiting(), {
    await: (payload) => {
      home.engine.sendTaskSuccess(withToken.parse(payload).token, '"early"');
      return new Promise<void>((resolve) => (finish = resolve));
    },
  });
  home.start({ seconds: 60 });
  await expect.poll(() => home.outcome().status).toBe('SUCCEEDED');
  finish();
  await home.quiet();
  expect(home.outcome()).toMatchObject({ status: 'SUCCEEDED', output: 'early' });
});

test('a token task whose Lambda fails is retried with a new token; the old one is closed', async () => {
  const Retry = [{ ErrorEquals: ['Busy'], IntervalSeconds: 5 }];
  const home = openWithTokens(awaiting({ Retry }), {
    await: (payload, call) => {
      home.tokens.push(withToken.parse(payload).token);
      if (call === 1) throw new LambdaError('Busy');
    },
  });
  home.start({ seconds: 60 });
  await home.clock.advanceTo('2026-09-01T08:00:10Z');
  expect(new Set(home.tokens).size).toBe(2);
  expect(() => home.ring(0)).toThrow(refusal('TaskTimedOut'));
  home.ring(1);
});

test('each attempt has its timeout for itself', async () => {
  const Retry = [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 10, MaxAttempts: 1 }];
  const home = openWithTokens(awaiting({ Retry }));
  await home.play({ seconds: 60 });
  expect(home.times('await')).toEqual(['08:00:00.000', '08:01:10.000']);
  expect(home.times('remind')).toEqual(['08:02:10.000']);
});

test('a failure sent to a token is the state’s failure', async () => {
  const home = openWithTokens();
  home.start({ seconds: 60 });
  await home.quiet();
  home.engine.sendTaskFailure(home.tokens[0] ?? '', 'Refused', 'by the tutor');
  await home.quiet();
  expect(home.outcome()).toMatchObject({ status: 'FAILED', error: 'Refused', cause: 'by the tutor' });
});

test('tokens that are none, of no execution, or closed are told apart as on AWS', async () => {
  const home = openWithTokens();
  home.start({ seconds: 60 });
  await home.quiet();
  const stranger = openWithTokens();
  expect(() => home.engine.sendTaskSuccess('nonsense', '{}')).toThrow(refusal('InvalidToken'));
  expect(() => stranger.engine.sendTaskSuccess(home.tokens[0] ?? '', '{}')).toThrow(
    refusal('TaskDoesNotExist'),
  );
  expect(() => home.engine.sendTaskSuccess(home.tokens[0] ?? '', 'not json')).toThrow(
    refusal('InvalidOutput'),
  );
  home.ring(0);
  expect(() => home.ring(0)).toThrow(refusal('TaskTimedOut'));
});

test('a timeout that is no whole number of seconds is an evaluation error', async () => {
  for (const seconds of [0, 1.5, '60'])
    expect((await openWithTokens().play({ seconds })).error).toBe('States.QueryEvaluationError');
});
