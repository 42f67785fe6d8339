import { expect, test } from 'vitest';
import * as z from 'zod';
import { executionPage } from '../../infra/local/workbench/local-execution-page.ts';
import { LambdaError, MACHINE, machineOf, openHome, START, taskOf, tokenTaskOf } from './interpreter-home.ts';

const tokenIn = (payload: unknown) => z.object({ token: z.string() }).parse(payload);
const typesOf = (home: ReturnType<typeof openHome>, name = 'one') =>
  home.engine.history(name)?.history.map(({ type }) => type);

test('the history names and counts what happens as AWS does: states, calls, retries, waits for a token', async () => {
  const home = openHome(
    machineOf({
      Work: taskOf('work', {
        Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 60, MaxAttempts: 2 }],
        Next: 'Answer',
      }),
      Answer: tokenTaskOf('ask', {
        TimeoutSeconds: 3600,
        Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Pause' }],
        Next: 'Pause',
      }),
      Pause: { Type: 'Wait', Seconds: 10, Next: 'End' },
      End: { Type: 'Succeed' },
    }),
    {
      work: (_, call) => {
        if (call === 1) throw new LambdaError('Busy', 'come again');
        return { done: true };
      },
    },
  );
  await home.play({ student: 'Alix' });
  expect(typesOf(home)).toEqual([
    ...['ExecutionStarted', 'TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskFailed'],
    ...['TaskScheduled', 'TaskStarted', 'TaskSucceeded', 'TaskStateExited'],
    ...[
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskTimedOut',
      'TaskStateExited',
    ],
    ...[
      'WaitStateEntered',
      'WaitStateExited',
      'SucceedStateEntered',
      'SucceedStateExited',
      'ExecutionSucceeded',
    ],
  ]);
  const { history = [], events } = home.engine.history('one') ?? {};
  expect(events).toBe(20);
  expect(home.engine.list()).toMatchObject([{ name: 'one', events: 20 }]);
  const at = (number: number) => history[number - 1];
  expect(at(1)).toEqual({ number: 1, at: START, type: 'ExecutionStarted', value: { student: 'Alix' } });
  expect(at(3)).toMatchObject({ state: 'Work', value: { student: 'Alix' } });
  expect(at(5)).toMatchObject({ value: { error: 'Busy', cause: expect.stringContaining('come again') } });
  expect(at(6)).toMatchObject({ at: '2026-09-01T08:01:00.000Z' });
  expect(at(10)).toMatchObject({ state: 'Answer', value: { done: true } });
  expect(at(14)).toMatchObject({ at: '2026-09-01T09:01:00.000Z', value: { error: 'States.Timeout' } });
});

test('an answer that comes while the function still runs stands after its call', async () => {
  const home = openHome(machineOf({ Answer: tokenTaskOf('ask', { TimeoutSeconds: 60, End: true }) }), {
    ask: (payload) => {
      const { token } = tokenIn(payload);
      home.engine.sendTaskSuccess(token, '"sent"');
    },
  });
  await home.play();
  expect(typesOf(home)?.slice(2)).toEqual([
    ...['TaskScheduled', 'TaskStarted', 'TaskSucceeded', 'TaskStateExited', 'ExecutionSucceeded'],
  ]);
});

test('an expression that cannot be evaluated, a stop and an end by time are told too', async () => {
  const home = openHome(
    machineOf(
      { Hold: { Type: 'Wait', Seconds: '{% $states.input.seconds %}', End: true } },
      { TimeoutSeconds: 60 },
    ),
  );
  home.start({ seconds: 'many' }, 'unread');
  home.start({ seconds: 1000 }, 'late');
  home.start({ seconds: 1000 }, 'stopped');
  await home.quiet();
  home.engine.stop(`${MACHINE.replace('stateMachine', 'execution')}:stopped`, 'Replaced', 'other dates');
  await home.clock.advanceTo('2026-09-02T08:00:00Z');
  expect(typesOf(home, 'unread')?.slice(2)).toEqual(['EvaluationFailed', 'ExecutionFailed']);
  expect(typesOf(home, 'late')?.slice(2)).toEqual(['ExecutionTimedOut']);
  expect(home.engine.history('stopped')?.history.at(-1)).toMatchObject({
    type: 'ExecutionAborted',
    value: { error: 'Replaced', cause: 'other dates' },
  });
});

test('neither a task token, nor a tutor’s link, nor a secret is kept in a history or shown', async () => {
  const link = 'https://sopa.example/r/qL4pWmXn0r8sT2uVzYbAcQ?x=1';
  const home = openHome(
    machineOf({
      Answer: tokenTaskOf('ask', {
        TimeoutSeconds: 60,
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Work' }],
        Next: 'Work',
      }),
      Work: taskOf('work', { End: true }),
    }),
    { work: () => ({ link, sessionSecret: 'very "hidden"', kept: home.calls[0]?.payload }) },
  );
  await home.play({ link });
  const { token } = tokenIn(home.calls[0]?.payload);
  const history = home.engine.history('one');
  expect(JSON.stringify(history)).toContain('/r/[masqué]?x=1');
  for (const text of [JSON.stringify(history), history ? executionPage(history) : '']) {
    expect(text).not.toContain(token.slice(0, 20));
    expect(text).not.toContain('qL4pWm');
    expect(text).not.toContain('hidden');
  }
});

test('a long value is cut and says how long it was; on the page it is folded', async () => {
  const home = openHome(machineOf({ Work: taskOf('work', { End: true }) }), {
    work: () => 'é'.repeat(100_000),
  });
  await home.play({});
  const history = home.engine.history('one');
  expect(history?.history[4]).toMatchObject({ type: 'TaskSucceeded', cutFrom: expect.any(Number) });
  const page = history ? executionPage(history) : '';
  expect(page.length).toBeLessThan(30_000);
  expect(page).toContain('Coupé');
});

test('of ended executions only the latest thousand keep their events, of the others their number', async () => {
  const home = openHome(machineOf({ End: { Type: 'Succeed' } }));
  for (let index = 0; index <= 1000; index += 1) {
    home.start({}, `e${index}`);
    await home.quiet();
  }
  expect(home.engine.history('e0')).toMatchObject({ events: 4, history: [{ number: 4 }] });
  expect(home.engine.history('e1')?.history).toHaveLength(4);
  expect(home.engine.list().every(({ events }) => events === 4)).toBe(true);
});
