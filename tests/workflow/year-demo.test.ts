import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';

const root = `${import.meta.dirname}/../..`;
const folder = mkdtempSync(join(tmpdir(), 'sopa-year-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const count = z.int().min(0);
const year = z.strictObject({
  year: z.literal(2026),
  stages: z.array(
    z.strictObject({
      campaign: z.string(),
      placements: count,
      mailsByOccasion: z.record(z.string(), count),
      reportsReceived: count,
      distributed: count,
      unreturned: count,
      escalated: count,
      duplicates: count,
      carried: count,
      added: count,
      replaced: count,
      cancelled: count,
    }),
  ),
  semesters: z.array(z.strictObject({ semester: count, rows: count, cells: count, differences: count })),
  meetings: z.strictObject({
    ...{ invited: count, yes: count, no: count, others: count },
    ...{ reminded: count, moved: count, differences: count },
  }),
  duplicates: count,
  meter: z.object({ amount: z.object({ perPlacement: z.number().positive() }) }),
  wallSeconds: z.number().positive(),
  cpuSeconds: z.number().positive(),
  peakMemory: z.number().positive(),
});

/** Runs the demo as a person would. */
const play = async (...args: string[]) => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['infra/local/demo.ts', ...args, '--json', '--folder', join(folder, 'year')],
    { cwd: root, maxBuffer: 1e8 },
  );
  return year.parse(JSON.parse(stdout));
};

describe('npm run demo -- --year', () => {
  // Five months with two campaigns: on a busy machine they take their time.
  test('plays its stages, their meetings and a jury, whose files say what the reports say', {
    timeout: 600_000,
  }, async () => {
    const { stages, semesters, meetings, duplicates } = await play(
      ...['--year', '2026', '--semesters', '1', '--generate', '4', '--seed', '1'],
    );
    expect(stages.map(({ campaign }) => campaign)).toEqual(['2026-sopa1', '2026-sopa2']);
    stages.forEach((stage, at) => {
      const before = stages[at - 1];
      expect(stage.carried).toBe(before ? before.placements - before.cancelled : 0);
      expect(stage.placements).toBe(stage.carried + stage.added);
      expect(stage.reportsReceived).toBe(stage.distributed);
      // A stage that was called off is none of both.
      expect(stage.distributed + stage.unreturned).toBe(stage.placements - stage.cancelled);
      expect(stage.cancelled).toBeGreaterThan(0);
      expect(stage.replaced).toBeGreaterThan(0);
    });
    expect(semesters).toMatchObject([{ semester: 1, differences: 0 }]);
    for (const { rows, cells } of semesters) {
      expect(rows).toBeGreaterThan(4);
      expect(cells).toBe(rows * 46);
    }
    const { invited, yes, no, others, moved, reminded, differences } = meetings;
    expect(differences).toBe(0);
    expect(yes + no + others).toBeLessThanOrEqual(invited);
    expect(yes).toBeGreaterThan(0);
    expect(moved).toBeGreaterThan(0);
    expect(reminded).toBeGreaterThan(moved);
    expect(duplicates).toBe(0);
  });

  test('says in one sentence with what it does not go', async () => {
    await expect(play('--year', '2026', '--kills', '3')).rejects.toThrow('--kills ne va pas avec --year');
    await expect(play('--year', '2026', '--stage', '2')).rejects.toThrow('--stage ne va pas avec --year');
    await expect(play('--year', '26')).rejects.toThrow('--year attend un nombre entier de 2020 à 2099.');
    await expect(play('--year', '2026', '--generate', '3')).rejects.toThrow(
      '--generate attend, avec --year, un nombre entier de 4 à 4000.',
    );
  });
});
