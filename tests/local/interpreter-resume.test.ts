import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import * as z from 'zod';
import { Journal } from '../../infra/local/interpreter/journal.ts';
import { type Call, lambda, machineOf, openHome } from './interpreter-home.ts';
import { lambdasOf, lifecycle } from './interpreter-lifecycle.ts';

const folder = mkdtempSync(join(tmpdir(), 'interpreter-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
function newFile(): string {
  files += 1;
  return join(folder, `${files}.sqlite`);
}

/**
 * Plays the lifecycle to its end on one file, the process dying just after the n-th checkpoint of each life in `deaths`,
 * and being started again. Answers the end, the effects in order of first appearance, and the checkpoints of the last life.
 */
async function live(deaths: number[], file = newFile()) {
  const calls: Call[] = [];
  for (const death of [...deaths, Number.POSITIVE_INFINITY]) {
    let checkpoints = 0;
    const journal = new Journal(file, {
      onCheckpoint: () => {
        checkpoints += 1;
        if (checkpoints === death) journal.close();
      },
    });
    try {
      const home = openHome(
        lifecycle,
        lambdasOf((token) => home.engine.sendTaskSuccess(token, '"sent"')),
        {
          ...{ journal, seen: calls },
        },
      );
      if (home.engine.list().every(({ status }) => status === 'RUNNING')) home.start({ student: 'Alix' });
      await home.clock.advanceTo('2027-01-01T00:00:00Z');
      if (death !== Number.POSITIVE_INFINITY) continue;
      return { outcome: home.outcome(), effects: effectsOf(calls), checkpoints };
    } catch (error) {
      // Whoever meets the closed journal is dead, wherever in the code that is.
      if (journal.isOpen) throw error;
    } finally {
      journal.close();
    }
  }
  throw new Error('unreachable');
}

/** What was done, each once: a token is new in each life only if its first was never kept. */
const effectsOf = (calls: Call[]) =>
  [
    ...new Set(
      calls.map(({ name, at, payload }) =>
        JSON.stringify([name, at, payload], (key, value) => (key === 'token' ? '' : value)),
      ),
    ),
  ].sort();

test('killed after any checkpoint, an execution ends the same, having done the same at the same times', async () => {
  const whole = await live([]);
  expect(whole.outcome).toMatchObject({ status: 'SUCCEEDED', output: 'Broken' });
  expect(whole.checkpoints).toBeGreaterThan(40);
  for (let death = 1; death <= whole.checkpoints; death += 1) {
    const { outcome, effects } = await live([death]);
    expect({ death, outcome, effects }).toEqual({ death, outcome: whole.outcome, effects: whole.effects });
  }
});

test('however often it is killed, too', { timeout: 60_000 }, async () => {
  const whole = await live([]);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: whole.checkpoints }), { maxLength: 6 }),
      async (deaths) => {
        const { outcome, effects } = await live(deaths);
        expect({ outcome, effects }).toEqual({ outcome: whole.outcome, effects: whole.effects });
      },
    ),
    { numRuns: 60 },
  );
});

test('a token given before a restart rings the execution after it', async () => {
  const file = newFile();
  const machine = machineOf({
    Await: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: lambda('await'), Payload: '{% $states.context.Task.Token %}' },
      TimeoutSeconds: 60,
      End: true,
    },
  });
  const first = openHome(machine, {}, { journal: new Journal(file) });
  first.start();
  await first.quiet();
  first.journal.close();
  const second = openHome(machine, {}, { journal: new Journal(file) });
  await second.quiet();
  second.engine.sendTaskSuccess(z.string().parse(first.calls[0]?.payload), '"rung"');
  await second.quiet();
  expect(second.outcome().output).toBe('rung');
  expect(second.calls).toEqual([]);
});

test('an execution ends with the definition it began with, whatever has been deployed since', async () => {
  const file = newFile();
  const version = (Output: string) =>
    machineOf({ Hold: { Type: 'Wait', Seconds: 60, Next: 'Say' }, Say: { Type: 'Pass', Output, End: true } });
  const before = openHome(version('old'), {}, { journal: new Journal(file) });
  before.start();
  await before.quiet();
  before.journal.close();
  const after = openHome(version('new'), {}, { journal: new Journal(file) });
  after.start({}, 'two');
  await after.clock.advanceTo('2026-09-02T00:00:00Z');
  expect([after.outcome('one').output, after.outcome('two').output]).toEqual(['old', 'new']);
});

test('a process killed with SIGKILL again and again comes to the same end', async () => {
  const file = newFile();
  const whole = await live([]);
  const calls: Call[] = [];
  /** One life of a process of its own, killed as its n-th call of a Lambda begins. */
  const liveUntil = async (callsToLive: number): Promise<string | undefined> => {
    const life = spawn(process.execPath, [join(import.meta.dirname, 'interpreter-life.ts'), file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exit = once(life, 'exit');
    let left = callsToLive;
    let last: string | undefined;
    for await (const line of createInterface({ input: life.stdout })) {
      last = line;
      if (!line.startsWith('{"name"')) continue;
      calls.push(JSON.parse(line));
      left -= 1;
      if (left === 0) life.kill('SIGKILL');
    }
    const [code] = await exit;
    return code === 0 ? last : undefined;
  };
  let outcome: string | undefined;
  for (let life = 0; outcome === undefined; life += 1) outcome = await liveUntil(1 + (life % 3));
  expect(JSON.parse(outcome)).toMatchObject({ status: 'SUCCEEDED', output: 'Broken' });
  expect(effectsOf(calls)).toEqual(whole.effects);
});
