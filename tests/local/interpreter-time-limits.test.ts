import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Journal } from '../../infra/local/interpreter/journal.ts';
import { machineOf, openHome, taskOf } from './interpreter-home.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const limited = machineOf({
  Work: taskOf('work', {
    TimeoutSeconds: 90,
    Catch: [{ ErrorEquals: ['States.Timeout'], Output: 'late', Next: 'Done' }],
    End: true,
  }),
  Done: { Type: 'Succeed' },
});
const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

test('a Lambda that does not answer in time is given up, and its late answer comes to nothing', async () => {
  const home = openHome(limited, { work: () => pause(100).then(() => 'done') }, { frozen: false });
  home.start();
  await vi.advanceTimersByTimeAsync(89_000);
  expect(home.outcome().status).toBe('RUNNING');
  await vi.advanceTimersByTimeAsync(2000);
  expect(home.outcome()).toMatchObject({ status: 'SUCCEEDED', output: 'late' });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(home.outcome()).toMatchObject({ status: 'SUCCEEDED', output: 'late' });
});

test('the time a call spends in this home’s own queue does not count', async () => {
  const work = () => pause(60).then(() => 'done');
  const home = openHome(limited, { work }, { frozen: false, concurrency: 1 });
  for (const name of ['a', 'b', 'c']) home.start({}, name);
  await vi.advanceTimersByTimeAsync(181_000);
  expect(['a', 'b', 'c'].map((name) => home.outcome(name).output)).toEqual(['done', 'done', 'done']);
});

test('a call that a kill cut short is made again after the restart, with all of its time', async () => {
  const journal = new Journal(':memory:');
  const before = openHome(limited, { work: () => new Promise(() => {}) }, { frozen: false, journal });
  before.start();
  await vi.advanceTimersByTimeAsync(10_000);
  before.clock.stop();
  vi.setSystemTime(Date.now() + 3_600_000);
  const after = openHome(limited, { work: () => pause(60).then(() => 'done') }, { frozen: false, journal });
  await vi.advanceTimersByTimeAsync(61_000);
  expect(after.outcome()).toMatchObject({ status: 'SUCCEEDED', output: 'done' });
});

test('on a running clock, a wait ends by itself', async () => {
  const machine = machineOf({
    Hold: { Type: 'Wait', Seconds: 3600, Next: 'Work' },
    Work: taskOf('work', { End: true }),
  });
  const home = openHome(machine, { work: () => 'done' }, { frozen: false });
  home.start();
  await vi.advanceTimersByTimeAsync(3_599_000);
  expect(home.outcome().status).toBe('RUNNING');
  await vi.advanceTimersByTimeAsync(2000);
  expect(home.outcome()).toMatchObject({ status: 'SUCCEEDED', output: 'done' });
});
