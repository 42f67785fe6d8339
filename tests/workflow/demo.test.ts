import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { readPdf } from '../documents/read-pdf.ts';
import { montclairFile, montclairPlacements } from '../montclair.ts';

const root = `${import.meta.dirname}/../..`;
const folder = mkdtempSync(join(tmpdir(), 'sopa-demo-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const count = z.int().min(0);
const summary = z.strictObject({
  placements: count,
  mailsByOccasion: z.record(z.string(), count),
  reportsReceived: count,
  distributed: count,
  unreturned: count,
  escalated: count,
  duplicates: count,
  meter: z.object({ amount: z.object({ perPlacement: z.number().positive() }) }),
  wallSeconds: z.number().positive(),
});

/** Runs the demo as a person would, in a folder of its own. */
const play = async (name: string, ...args: string[]) => {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['infra/local/demo.ts', ...args, '--json', '--folder', join(folder, name)],
    { cwd: root, maxBuffer: 1e8 },
  );
  return { ...summary.parse(JSON.parse(stdout)), progress: stderr };
};

describe('npm run demo', () => {
  test('plays the sample placements: each tutor mailed once per occasion, each report distributed', {
    timeout: 180_000,
  }, async () => {
    const file = 'tests/samples/placements-sopa1.csv';
    const played = await play('sample', '--placements', file, '--seed', '1');
    const rows = readFileSync(join(root, file), 'utf8').trim().split('\n').slice(1);
    const tutors = new Set(rows.map((row) => row.split(';')[8])).size;
    expect(played.placements).toBe(24);
    expect(played.mailsByOccasion).toMatchObject({
      assignment: 24 + tutors,
      briefing: 24 + tutors,
      request: tutors,
      receipt: played.reportsReceived,
      distribution: played.reportsReceived,
    });
    expect(played.distributed).toBe(played.reportsReceived);
    expect(played.unreturned + played.distributed).toBe(24);
    expect(played.duplicates).toBe(0);
    expect(readdirSync(join(folder, 'sample', 'pdf'))).toHaveLength(played.distributed);
    expect(played.progress).toContain('comptes-rendus reçus sur 24');
  });

  // A campaign twice, and two restarts: on a busy machine they take their time.
  test('plays a campaign of another institute, and ends the same when it is killed on the way and started again', {
    timeout: 300_000,
  }, async () => {
    const its = ['--institution', montclairFile, '--placements', montclairPlacements];
    const args = [...its, '--stage', '2', '--from', '2027-01-11', '--to', '2027-01-29', '--seed', '3'];
    const whole = await play('montclair', ...args);
    expect(whole).toMatchObject({ placements: 4, reportsReceived: 4, distributed: 4, duplicates: 0 });
    const pdfs = readdirSync(join(folder, 'montclair', 'pdf'));
    expect(pdfs).toHaveLength(4);
    const { text } = await readPdf(
      new Uint8Array(readFileSync(join(folder, 'montclair', 'pdf', pdfs[0] ?? ''))),
    );
    expect(text).toContain('La fiche de pratique');
    await expect(play('wrong', ...its, '--stage', '4')).rejects.toThrow('un nombre entier de 1 à 3.');

    const killed = await play('killed', ...args, '--kills', '2');
    expect(killed.progress).toContain('Tué 2 fois');
    // What a morning's digest finds waiting is a matter of seconds around eight, and a killed home is off for some of them.
    const mailsOf = ({ mailsByOccasion: { digest: _, ...others } }: typeof whole) => others;
    expect(mailsOf(killed)).toEqual(mailsOf(whole));
    for (const outcome of ['reportsReceived', 'distributed', 'unreturned', 'duplicates'] as const)
      expect(killed[outcome], outcome).toEqual(whole[outcome]);
  });

  test('says in one sentence what it cannot do', async () => {
    await expect(play('wrong', '--placements', 'nulle-part.csv')).rejects.toThrow('ne peut pas être lu');
    await expect(play('wrong', '--stage', '9')).rejects.toThrow('--stage attend un nombre entier de 1 à 4.');
  });
});
