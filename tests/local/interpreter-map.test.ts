import { expect, test } from 'vitest';
import { LambdaError, lambda, machineOf, openHome, taskOf } from './interpreter-home.ts';

const mapOf = (States: Record<string, object>, more: object = {}, Mode = 'INLINE') => ({
  Type: 'Map',
  Items: '{% $states.input.items %}',
  ItemProcessor: {
    ProcessorConfig: Mode === 'INLINE' ? { Mode } : { Mode, ExecutionType: 'STANDARD' },
    StartAt: Object.keys(States)[0],
    States,
  },
  End: true,
  ...more,
});

test('a Map answers what its items gave, in their order, however long each took', async () => {
  const home = openHome(
    machineOf({
      Each: mapOf({
        Hold: { Type: 'Wait', Seconds: '{% $states.input %}', Next: 'Work' },
        Work: taskOf('work', { End: true }),
      }),
    }),
    { work: (payload) => `after ${payload}` },
  );
  expect((await home.play({ items: [30, 10, 20] })).output).toEqual(['after 30', 'after 10', 'after 20']);
  expect(home.times('work')).toEqual(['08:00:10.000', '08:00:20.000', '08:00:30.000']);
});

test('no more items are at work than MaxConcurrency, over time and not only over calls', async () => {
  const inside = {
    Work: taskOf('work', { Next: 'Hold' }),
    Hold: { Type: 'Wait', Seconds: 60, End: true },
  };
  const home = openHome(machineOf({ Each: mapOf(inside, { MaxConcurrency: 2 }) }));
  await home.play({ items: [1, 2, 3, 4, 5] });
  const [a, b, c] = ['08:00:00.000', '08:01:00.000', '08:02:00.000'];
  expect(home.times('work')).toEqual([a, a, b, b, c]);
});

test('ItemSelector and the items see the Map’s context; the items read the outer variables and keep their own', async () => {
  const home = openHome(
    machineOf({
      Set: { Type: 'Pass', Assign: { outer: 'seen' }, Output: '{% $states.input %}', Next: 'Each' },
      Each: mapOf(
        {
          Keep: { Type: 'Pass', Assign: { own: '{% $states.input.n * 10 %}' }, Next: 'Look' },
          Look: {
            Type: 'Pass',
            Output: ['{% $outer %}', '{% $own %}', '{% $states.context.Map.Item.Index %}'],
            End: true,
          },
        },
        { ItemSelector: { n: '{% $states.context.Map.Item.Value %}' } },
      ),
    }),
  );
  expect((await home.play({ items: [7, 8] })).output).toEqual([
    ['seen', 70, 0],
    ['seen', 80, 1],
  ]);
});

test('a Map of nothing answers nothing, and a Map of no list fails', async () => {
  const machine = machineOf({ Each: mapOf({ Work: taskOf('work', { End: true }) }) });
  expect((await openHome(machine).play({ items: [] })).output).toEqual([]);
  expect((await openHome(machine).play({ items: 'none' })).error).toBe('States.QueryEvaluationError');
});

test('a failing item fails an inline Map with its own error, which the Map can catch, and drops the others', async () => {
  const inside = {
    Hold: { Type: 'Wait', Seconds: '{% $states.input %}', Next: 'Work' },
    Work: taskOf('work', { End: true }),
  };
  const Catch = [{ ErrorEquals: ['Broken'], Output: 'caught', Next: 'Done' }];
  const home = openHome(machineOf({ Each: mapOf(inside, { Catch }), Done: { Type: 'Succeed' } }), {
    work: () => {
      throw new LambdaError('Broken');
    },
  });
  expect((await home.play({ items: [10, 20, 30] })).output).toBe('caught');
  expect(home.times('work')).toEqual(['08:00:10.000']);
});

test('a Map that is retried begins all of its items anew', async () => {
  const home = openHome(
    machineOf({
      Each: mapOf(
        { Work: taskOf('work', { End: true }) },
        { MaxConcurrency: 1, Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 60 }] },
      ),
    }),
    {
      work: (payload, call) => {
        if (call === 2) throw new LambdaError('Busy');
        return payload;
      },
    },
  );
  expect((await home.play({ items: [1, 2] })).output).toEqual([1, 2]);
  const [a, b] = ['08:00:00.000', '08:01:00.000'];
  expect(home.times('work')).toEqual([a, a, b, b]);
});

test('a distributed Map goes on while few enough items fail, and leaves them out of its result', async () => {
  const machine = (ToleratedFailurePercentage: number) =>
    machineOf({
      Each: mapOf({ Work: taskOf('work', { End: true }) }, { ToleratedFailurePercentage }, 'DISTRIBUTED'),
    });
  const lambdas = {
    work: (payload: unknown) => {
      if (payload === 2) throw new LambdaError('Broken');
      return payload;
    },
  };
  expect((await openHome(machine(25), lambdas).play({ items: [1, 2, 3, 4] })).output).toEqual([1, 3, 4]);
  const exceeded = await openHome(machine(20), lambdas).play({ items: [1, 2, 3, 4] });
  expect(exceeded.error).toBe('States.ExceedToleratedFailureThreshold');
});

test('the variables outside do not reach the items of a distributed Map, as on AWS', async () => {
  const Look = { Type: 'Pass', Output: '{% $exists($outer) %}', End: true };
  const machine = machineOf({
    Set: { Type: 'Pass', Assign: { outer: 1 }, Next: 'Each' },
    Each: mapOf({ Look }, {}, 'DISTRIBUTED'),
  });
  expect((await openHome(machine).play({ items: [1] })).output).toEqual([false]);
});

test('a Map inside a Map', async () => {
  const inner = mapOf({ Work: taskOf('work', { End: true }) }, { Items: '{% $states.input %}' });
  const home = openHome(machineOf({ Outer: mapOf({ Inner: inner }, { MaxConcurrency: 1 }) }), {
    work: (n) => n,
  });
  expect((await home.play({ items: [[1, 2], [3]] })).output).toEqual([[1, 2], [3]]);
});

test('a Map of thousands of items ends in seconds', async () => {
  const home = openHome(
    machineOf({
      Each: mapOf({
        Work: { ...taskOf('work', { End: true }), Arguments: { FunctionName: lambda('work'), Payload: 1 } },
      }),
    }),
    { work: () => 1 },
  );
  expect((await home.play({ items: Array.from({ length: 3000 }, (_, n) => n) })).output).toHaveLength(3000);
});
