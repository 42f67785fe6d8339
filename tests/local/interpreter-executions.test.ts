import { expect, test } from 'vitest';
import { LambdaError, machineOf, openHome, taskOf } from './interpreter-home.ts';

const done = { Type: 'Succeed' };

test('a machine’s own timeout ends its execution', async () => {
  const home = openHome(
    machineOf({ Hold: { Type: 'Wait', Seconds: 3600, End: true } }, { TimeoutSeconds: 60 }),
  );
  expect((await home.play()).status).toBe('TIMED_OUT');
  expect(home.engine.list()).toMatchObject([{ state: 'Hold', since: '2026-09-01T08:01:00.000Z' }]);
});

test('starting again with the same name and input answers the running execution; anything else is refused', async () => {
  const home = openHome(machineOf({ Hold: { Type: 'Wait', Seconds: 60, End: true } }));
  const first = home.start({ a: 1 });
  expect(home.start({ a: 1 })).toBe(first);
  expect(() => home.start({ a: 2 })).toThrow(expect.objectContaining({ name: 'ExecutionAlreadyExists' }));
  await home.clock.advanceTo('2026-09-02T00:00:00Z');
  expect(() => home.start({ a: 1 })).toThrow(expect.objectContaining({ name: 'ExecutionAlreadyExists' }));
  expect(home.engine.list()).toHaveLength(1);
});

test('a stopped execution goes no further, and what its Lambda answers comes to nothing', async () => {
  let finish = () => {};
  const home = openHome(
    machineOf({ Work: taskOf('work', { Next: 'After' }), After: taskOf('after', { End: true }) }),
    {
      work: () => new Promise<void>((resolve) => (finish = resolve)),
    },
  );
  const arn = home.start();
  await expect.poll(() => home.calls.length).toBe(1);
  home.engine.stop(arn, 'Replaced', 'tutor changed');
  finish();
  await home.quiet();
  expect(home.outcome()).toMatchObject({ status: 'ABORTED', error: 'Replaced', cause: 'tutor changed' });
  expect(home.times('after')).toEqual([]);
});

test('no more Lambdas run at once than allowed', async () => {
  let running = 0;
  let most = 0;
  const home = openHome(
    machineOf({ Work: taskOf('work', { End: true }) }),
    {
      work: async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
      },
    },
    { concurrency: 3 },
  );
  for (let index = 0; index < 20; index += 1) home.start({}, `e${index}`);
  await home.quiet();
  expect(home.calls).toHaveLength(20);
  expect(most).toBe(3);
});

test('the meter counts every state entered and every retry', async () => {
  let transitions = 0;
  const home = openHome(
    machineOf({
      Work: taskOf('work', { Retry: [{ ErrorEquals: ['States.ALL'] }], Next: 'Done' }),
      Done: done,
    }),
    {
      work: (_, call) => {
        if (call < 3) throw new LambdaError('Busy');
      },
    },
    { onTransition: () => (transitions += 1) },
  );
  await home.play();
  expect(transitions).toBe(4);
});
