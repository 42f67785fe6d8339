import { expect, test } from 'vitest';
import { LambdaError, machineOf, openHome, START, taskOf, tokenTaskOf } from './interpreter-home.ts';

const done = { Type: 'Succeed' };

test('a task hands its payload to the Lambda and its result to the next state', async () => {
  const home = openHome(machineOf({ Greet: taskOf('greet', { Next: 'Done' }), Done: done }), {
    greet: (payload) => ({ greeted: payload }),
  });
  expect(await home.play({ name: 'Alix' })).toMatchObject({
    status: 'SUCCEEDED',
    output: { greeted: { name: 'Alix' } },
  });
});

test('without Output, a task passes on the whole result of the integration', async () => {
  const home = openHome(machineOf({ Greet: taskOf('greet', { Output: undefined, End: true }) }), {
    greet: () => 1,
  });
  expect((await home.play()).output).toEqual({ ExecutedVersion: '$LATEST', Payload: 1, StatusCode: 200 });
});

test('the context object is that of AWS', async () => {
  const context = '{% $states.context %}';
  const home = openHome(machineOf({ Look: { Type: 'Pass', Output: context, End: true } }));
  expect((await home.play({ a: 1 })).output).toEqual({
    Execution: {
      Id: 'arn:aws:states:eu-west-3:000000000000:execution:Sample:one',
      Name: 'one',
      Input: { a: 1 },
      StartTime: START,
    },
    State: { Name: 'Look', EnteredTime: START, RetryCount: 0 },
    StateMachine: { Id: 'arn:aws:states:eu-west-3:000000000000:stateMachine:Sample', Name: 'Sample' },
  });
});

test('Assign and Output both see the variables as they were; the next state sees the new ones', async () => {
  const home = openHome(
    machineOf({
      First: { Type: 'Pass', Assign: { n: 1 }, Next: 'Second' },
      Second: {
        Type: 'Pass',
        Assign: { n: '{% $n + 1 %}', before: '{% $n %}' },
        Output: '{% $n %}',
        Next: 'Third',
      },
      Third: {
        Type: 'Pass',
        Output: { seen: '{% $states.input %}', n: '{% $n %}', before: '{% $before %}' },
        End: true,
      },
    }),
  );
  expect((await home.play()).output).toEqual({ seen: 1, n: 2, before: 1 });
});

test('a Wait ends at its timestamp, whatever the offset it is written with', async () => {
  const home = openHome(
    machineOf({
      Hold: { Type: 'Wait', Timestamp: '{% $states.input.at %}', Next: 'Work' },
      Work: taskOf('work', { End: true }),
    }),
  );
  await home.play({ at: '2026-10-09T16:00:00+02:00' });
  expect(home.calls).toMatchObject([{ at: '2026-10-09T14:00:00.000Z' }]);
});

test('a Wait of some seconds counts from the moment it was entered, and passes its input on', async () => {
  const home = openHome(
    machineOf({
      Hold: { Type: 'Wait', Seconds: '{% 3600 * 2 %}', Next: 'Look' },
      Look: {
        Type: 'Pass',
        Output: { at: '{% $states.context.State.EnteredTime %}', input: '{% $states.input %}' },
        End: true,
      },
    }),
  );
  expect((await home.play({ a: 1 })).output).toEqual({ at: '2026-09-01T10:00:00.000Z', input: { a: 1 } });
});

test('a Wait for a past moment does not wait', async () => {
  const home = openHome(machineOf({ Hold: { Type: 'Wait', Timestamp: '2020-01-01T00:00:00Z', End: true } }));
  home.start();
  await home.quiet();
  expect(home.outcome().status).toBe('SUCCEEDED');
});

test('a Choice takes the first rule that holds, with its own Output and Assign', async () => {
  const home = openHome(
    machineOf({
      Which: {
        Type: 'Choice',
        Choices: [
          { Condition: '{% $states.input.n > 10 %}', Next: 'Done', Output: 'more than ten' },
          { Condition: '{% $states.input.n > 5 %}', Next: 'Look', Assign: { n: '{% $states.input.n %}' } },
        ],
        Default: 'Done',
        Output: 'few',
      },
      Look: { Type: 'Pass', Output: '{% $n %}', End: true },
      Done: done,
    }),
  );
  for (const [index, n] of [11, 6, 1].entries()) home.start({ n }, `e${index}`);
  await home.quiet();
  expect(['e0', 'e1', 'e2'].map((name) => home.outcome(name).output)).toEqual(['more than ten', 6, 'few']);
});

test('a Choice without a rule that holds, nor Default, fails', async () => {
  const home = openHome(
    machineOf({
      Which: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'Done' }] },
      Done: done,
    }),
  );
  expect(await home.play()).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
});

test('a Fail ends the execution with its error and cause', async () => {
  const home = openHome(
    machineOf({ Stop: { Type: 'Fail', Error: 'Troubled', Cause: '{% "by " & $states.input.who %}' } }),
  );
  expect(await home.play({ who: 'mail' })).toMatchObject({
    status: 'FAILED',
    error: 'Troubled',
    cause: 'by mail',
  });
});

test('an expression that fails, or gives nothing, is States.QueryEvaluationError', async () => {
  for (const Output of ['{% $states.input.nothing %}', '{% 1 + "a" %}', '{% function($x) { $x } %}']) {
    const home = openHome(machineOf({ Look: { Type: 'Pass', Output, End: true } }));
    expect(await home.play()).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  }
});

test('retries fall due at exact moments, spaced further each time up to the longest delay', async () => {
  const retry = {
    ErrorEquals: ['Busy'],
    IntervalSeconds: 10,
    BackoffRate: 3,
    MaxAttempts: 4,
    MaxDelaySeconds: 120,
  };
  const home = openHome(machineOf({ Work: taskOf('work', { Retry: [retry], End: true }) }), {
    work: () => {
      throw new LambdaError('Busy');
    },
  });
  expect(await home.play()).toMatchObject({
    status: 'FAILED',
    error: 'Busy',
    cause: JSON.stringify({ errorMessage: 'refused', errorType: 'Busy' }),
  });
  expect(home.times('work')).toEqual([
    '08:00:00.000',
    '08:00:10.000',
    '08:00:40.000',
    '08:02:10.000',
    '08:04:10.000',
  ]);
});

test('each retrier counts its own attempts, and RetryCount counts them all', async () => {
  const retry = [
    { ErrorEquals: ['Busy'], IntervalSeconds: 1, MaxAttempts: 1 },
    { ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 60, MaxAttempts: 2, BackoffRate: 1 },
  ];
  const counting = {
    Arguments: {
      FunctionName: taskOf('work').Arguments.FunctionName,
      Payload: '{% $states.context.State %}',
    },
  };
  const home = openHome(machineOf({ Work: taskOf('work', { ...counting, Retry: retry, End: true }) }), {
    work: (_, call) => {
      throw new LambdaError(call === 2 ? 'Other' : 'Busy');
    },
  });
  await home.play();
  expect(home.times('work')).toEqual(['08:00:00.000', '08:00:01.000', '08:01:01.000']);
  expect(home.calls.map(({ payload }) => payload)).toMatchObject([
    { RetryCount: 0 },
    { RetryCount: 1 },
    { RetryCount: 2 },
  ]);
  expect(home.calls[2]?.payload).toMatchObject({ EnteredTime: START });
});

test('a catcher sees the error and can keep it, and where it came from, in variables', async () => {
  const home = openHome(
    machineOf({
      Work: taskOf('work', {
        Catch: [
          { ErrorEquals: ['Other'], Next: 'Done' },
          {
            ErrorEquals: ['States.ALL'],
            Next: 'Look',
            Assign: { failed: 'Work', error: '{% $states.errorOutput.Error %}' },
          },
        ],
        Next: 'Done',
      }),
      Look: {
        Type: 'Pass',
        Output: { failed: '{% $failed %}', error: '{% $error %}', input: '{% $states.input %}' },
        End: true,
      },
      Done: done,
    }),
    {
      work: () => {
        throw new LambdaError('Broken', 'in two');
      },
    },
  );
  const Cause = JSON.stringify({ errorMessage: 'in two', errorType: 'Broken' });
  expect((await home.play()).output).toEqual({
    failed: 'Work',
    error: 'Broken',
    input: { Error: 'Broken', Cause },
  });
});

test('a wrong expression in a task can be caught like its failure', async () => {
  for (const wrong of [
    { Output: '{% $nothing %}' },
    { Arguments: { FunctionName: taskOf('work').Arguments.FunctionName, Payload: '{% $nothing %}' } },
  ]) {
    const Catch = [{ ErrorEquals: ['States.QueryEvaluationError'], Output: 'caught', Next: 'Done' }];
    const home = openHome(machineOf({ Work: taskOf('work', { ...wrong, Catch, End: true }), Done: done }));
    expect((await home.play()).output).toBe('caught');
  }
});

test('States.TaskFailed is every failure but a timeout', async () => {
  const Catch = [
    { ErrorEquals: ['States.TaskFailed'], Output: 'failed', Next: 'Done' },
    { ErrorEquals: ['States.Timeout'], Output: 'late', Next: 'Done' },
  ];
  const home = openHome(
    machineOf({ Await: tokenTaskOf('await', { TimeoutSeconds: 60, Catch, End: true }), Done: done }),
  );
  expect((await home.play()).output).toBe('late');
});

test('a result over 256 KiB is refused, and not even States.ALL catches it', async () => {
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Done' }];
  const home = openHome(machineOf({ Work: taskOf('work', { Catch, Next: 'Done' }), Done: done }), {
    work: () => 'x'.repeat(256 * 1024),
  });
  expect(await home.play()).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
});
