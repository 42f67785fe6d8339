import { expect, test } from 'vitest';
import { machineOf, openHome, taskOf } from './interpreter-home.ts';

const without = (right: string) => ({
  lacking: (_: string, action: string) =>
    action === right ? `not authorized to perform: ${action}` : undefined,
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
])('%s is held to 256 KiB of UTF-8, which nothing catches', async (_, state) => {
  const home = openHome(machineOf({ Big: state, Caught }), {});
  expect(await home.play({})).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
});

test('an execution is not started with more', async () => {
  const home = openHome(machineOf({ Caught }), {});
  await expect(async () => home.play({ large })).rejects.toThrow('262144');
});
