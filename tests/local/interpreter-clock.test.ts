import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Clock, type TimerSource } from '../../infra/local/interpreter/clock.ts';
import { Journal } from '../../infra/local/interpreter/journal.ts';
import { machineOf, openHome, START, taskOf } from './interpreter-home.ts';

const real = '2026-03-01T12:00:00.000Z';
const later = (seconds: number) => new Date(Date.parse(real) + seconds * 1000).toISOString();

beforeEach(
  () => void vi.useFakeTimers({ now: Date.parse(real), toFake: ['Date', 'setTimeout', 'clearTimeout'] }),
);
afterEach(() => void vi.useRealTimers());

/** Timers kept in a list, as the journal keeps those of executions. */
function timersOf(clock: Clock) {
  const due: number[] = [];
  const fired: string[] = [];
  const source: TimerSource = {
    nextDue: () => (due.length === 0 ? undefined : Math.min(...due)),
    fireDue(by) {
      const ready = due.filter((at) => at <= by);
      due.splice(0, due.length, ...due.filter((at) => at > by));
      for (const at of ready) fired.push(new Date(at).toISOString());
      return ready.length;
    },
  };
  clock.attach(source);
  const add = (iso: string) => {
    due.push(Date.parse(iso));
    clock.timerAdded(Date.parse(iso));
  };
  return { add, fired };
}

test('the clock is the real one, unless it is started elsewhere', async () => {
  const [here, there] = [new Clock(), new Clock({ startAt: START })];
  await vi.advanceTimersByTimeAsync(1500);
  expect(here.now()).toBe(later(1.5));
  expect(there.now()).toBe('2026-09-01T08:00:01.500Z');
});

test('timers fire by themselves as time passes, the nearest first, even one added last', async () => {
  const clock = new Clock();
  const { add, fired } = timersOf(clock);
  add(later(60));
  add(later(10));
  expect(clock.nextDue()).toBe(later(10));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(fired).toEqual([later(10)]);
  await vi.advanceTimersByTimeAsync(50_000);
  expect(fired).toEqual([later(10), later(60)]);
});

test('a timer further away than setTimeout can count still fires at its time, and not before', async () => {
  const clock = new Clock();
  const { add, fired } = timersOf(clock);
  const days = 60;
  add(later(days * 86_400));
  await vi.advanceTimersByTimeAsync(days * 86_400_000 - 1);
  expect(fired).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(fired).toHaveLength(1);
});

test('overdue timers fire when they are attached', async () => {
  const clock = new Clock();
  const { add, fired } = timersOf(clock);
  add(later(-3600));
  await vi.advanceTimersByTimeAsync(0);
  expect(fired).toHaveLength(1);
});

test('a stopped clock fires nothing', async () => {
  const clock = new Clock();
  const { add, fired } = timersOf(clock);
  add(later(1));
  clock.stop();
  await vi.advanceTimersByTimeAsync(5000);
  expect(fired).toEqual([]);
});

test('after it was advanced, the clock runs on from there', async () => {
  const clock = new Clock();
  expect(await clock.advanceTo(later(3600))).toEqual({ now: later(3600), ran: 0 });
  await vi.advanceTimersByTimeAsync(1000);
  expect(clock.now()).toBe(later(3601));
});

test('time never goes backwards: not by advancing, not across a restart, not when the machine’s clock is set back', async () => {
  const journal = new Journal(':memory:');
  const clock = new Clock({ memory: journal });
  await clock.advanceTo(later(86_400));
  expect((await clock.advanceTo(later(60))).now).toBe(later(86_400));
  vi.setSystemTime(Date.parse(real) + 7000);
  expect(new Clock({ memory: journal, startAt: START }).now()).toBe(later(86_407));
  vi.setSystemTime(Date.parse(real) - 5000);
  expect(clock.now()).toBe(later(86_400));
  expect(new Clock({ memory: journal }).now()).toBe(later(86_407));
});

test('an instant that cannot be read is refused', async () => {
  await expect(new Clock().advanceTo('tomorrow')).rejects.toThrow(RangeError);
});

test('advancing runs every timer at its own time, those of one instant together, each batch to its end', async () => {
  vi.useRealTimers();
  const machine = machineOf({
    Hold: { Type: 'Wait', Seconds: '{% $states.input.seconds %}', Next: 'Work' },
    Work: taskOf('work', { Next: 'Again' }),
    Again: { Type: 'Wait', Seconds: 5, Next: 'Work2' },
    Work2: taskOf('work', { End: true }),
  });
  const log: string[] = [];
  const home = openHome(machine, {
    work: async () => {
      log.push(`begin ${home.clock.now().slice(14, 19)}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
      log.push(`end ${home.clock.now().slice(14, 19)}`);
    },
  });
  home.start({ seconds: 10 }, 'a');
  home.start({ seconds: 10 }, 'b');
  home.start({ seconds: 12 }, 'c');
  const [first, second] = await Promise.all([
    home.clock.advanceTo('2026-09-01T08:00:14Z'),
    home.clock.advanceTo('2026-09-01T09:00:00Z'),
  ]);
  expect(first).toEqual({ now: '2026-09-01T08:00:14.000Z', ran: 3 });
  expect(second).toEqual({ now: '2026-09-01T09:00:00.000Z', ran: 3 });
  const pair = (at: string) => [`begin ${at}`, `begin ${at}`, `end ${at}`, `end ${at}`];
  const alone = (at: string) => [`begin ${at}`, `end ${at}`];
  expect(log).toEqual([...pair('00:10'), ...alone('00:12'), ...pair('00:15'), ...alone('00:17')]);
});

test('ten thousand waits due at once run in seconds', { timeout: 60_000 }, async () => {
  vi.useRealTimers();
  const home = openHome(
    machineOf({
      Hold: { Type: 'Wait', Timestamp: '2026-10-09T14:00:00Z', Next: 'Work' },
      Work: taskOf('work', { End: true }),
    }),
  );
  for (let index = 0; index < 10_000; index += 1) home.start({}, `e${index}`);
  expect(await home.clock.advanceTo('2026-10-10T00:00:00Z')).toMatchObject({ ran: 10_000 });
  expect(home.engine.list().every(({ status }) => status === 'SUCCEEDED')).toBe(true);
});
