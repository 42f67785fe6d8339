import { expect, test } from 'vitest';
import { machineOf, openHome, taskOf } from './interpreter-home.ts';

const mapOver = (Mode: 'INLINE' | 'DISTRIBUTED') =>
  machineOf({
    Each: {
      Type: 'Map',
      Items: [1, 2],
      ItemProcessor: {
        ProcessorConfig: Mode === 'INLINE' ? { Mode } : { Mode, ExecutionType: 'STANDARD' },
        StartAt: 'Work',
        States: { Work: taskOf('work', { End: true }) },
      },
      End: true,
    },
  });
const without = (right: string) => ({
  lacking: (_: string, action: string) =>
    action === right ? `not authorized to perform: ${action}` : undefined,
});

test.each(['states:StartExecution', 'states:DescribeExecution', 'states:StopExecution'])(
  'a distributed map does not begin without %s, and says which right is missing',
  async (right) => {
    const home = openHome(mapOver('DISTRIBUTED'), {}, without(right));
    expect(await home.play({})).toMatchObject({
      status: 'FAILED',
      error: 'States.Permissions',
      cause: expect.stringContaining(right),
    });
    expect(home.times('work')).toEqual([]);
  },
);

test('an inline map needs none of them', async () => {
  const home = openHome(mapOver('INLINE'), {}, without('states:StartExecution'));
  expect(await home.play({})).toMatchObject({ status: 'SUCCEEDED' });
});

test('a task does not call a function that its machine may not call', async () => {
  const home = openHome(
    machineOf({ Work: taskOf('work', { End: true }) }),
    {},
    without('lambda:InvokeFunction'),
  );
  expect(await home.play({})).toMatchObject({ status: 'FAILED', error: 'Lambda.AccessDeniedException' });
  expect(home.times('work')).toEqual([]);
});

const large = 'é'.repeat(131_073);
const caught = { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] };
const Caught = { Type: 'Succeed' };

test.each<[string, object]>([
  [
    'what a function is given',
    taskOf('work', {
      Arguments: { FunctionName: 'arn:aws:lambda:eu-west-3:000000000000:function:work', Payload: large },
      End: true,
      ...caught,
    }),
  ],
  ['what a state assigns', { Type: 'Pass', Assign: { kept: large }, Next: 'Caught' }],
  ['what a state passes on', { Type: 'Pass', Output: large, Next: 'Caught' }],
  ['an item of a map', { ...mapOver('DISTRIBUTED').States.Each, Items: [large], End: true, ...caught }],
])('%s is held to 256 KiB of UTF-8, which nothing catches', async (_, state) => {
  const home = openHome(machineOf({ Big: state, Caught }), {});
  expect(await home.play({})).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
});

test('an execution is not started with more', async () => {
  const home = openHome(machineOf({ Caught }), {});
  await expect(async () => home.play({ large })).rejects.toThrow('262144');
});
