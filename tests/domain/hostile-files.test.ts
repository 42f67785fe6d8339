import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { hostileFiles } from './hostile-files.ts';

const cost = z.object({ kind: z.string(), cpu: z.number(), megabytes: z.number() });

describe('a file made to hold a function, or to fill its memory', () => {
  test.each(Object.keys(hostileFiles))('%s: is refused, below 512 MB and five seconds', async (name) => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--no-warnings',
      `${import.meta.dirname}/read-hostile-file.ts`,
      name,
    ]);
    const { kind, cpu, megabytes } = cost.parse(JSON.parse(stdout));
    expect(kind).toBe('unreadable');
    // Of the processor's time: what runs beside the test is none of the file's doing.
    expect(cpu).toBeLessThan(5_000);
    expect(megabytes).toBeLessThan(512);
  });
});
