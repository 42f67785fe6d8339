import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** The standard's identifiers with their levels; its version and licence stand beside them. */
const standard = z
  .object({
    source: z.literal('OWASP Application Security Verification Standard'),
    version: z.literal('5.0.0'),
    licence: z.literal('CC BY-SA 4.0'),
    levels: z.record(z.string(), z.union([z.literal(1), z.literal(2)])),
  })
  .parse(JSON.parse(read('tests/infra/asvs-5.0.0.json')));

const page = read('infra/asvs.md');
const statuses = ['met', 'not applicable', 'unmet'] as const;
const cell = '((?:[^|]|\\|(?! ))+?)';
const rows = [
  ...page.matchAll(new RegExp(`^\\| ([\\d.]+) \\| (\\d) \\| ${cell} \\| ${cell} \\| ${cell} \\|$`, 'gm')),
].map(([, id = '', level, requirement = '', status = '', evidence = '']) => ({
  ...{ id, level: Number(level), requirement, status, evidence },
}));

describe('the table of the standard', () => {
  test('has every requirement of levels 1 and 2 once, with its level', () => {
    expect(Object.keys(standard.levels)).toHaveLength(253);
    expect(rows.map(({ id, level }) => `${id} L${level}`).sort()).toEqual(
      Object.entries(standard.levels)
        .map(([id, level]) => `${id} L${level}`)
        .sort(),
    );
  });

  test('has a status and evidence for each, and no more than fifteen words of the requirement', () => {
    for (const { id, requirement, status, evidence } of rows) {
      expect(statuses, id).toContain(status);
      expect(evidence.trim(), id).not.toBe('');
      expect(requirement.split(/\s+/).length, id).toBeLessThanOrEqual(15);
    }
  });

  test('shows what is met by a test, a place, or what AWS does', () => {
    for (const { id, status, evidence } of rows)
      if (status === 'met') expect(evidence, id).toMatch(/`[\w.]+\/[^`]+`|AWS/);
  });

  test('names tests that are there, and say so', () => {
    const named = [...page.matchAll(/`(tests\/[^`]+)` “([^”]+)”/g)];
    expect(named.length).toBeGreaterThan(150);
    const files = new Map<string, string>();
    for (const [, file = '', name = ''] of named) {
      expect(existsSync(new URL(file, root)), file).toBe(true);
      const text = files.get(file) ?? read(file);
      files.set(file, text);
      // As the title of a test, whose quotes may stand escaped; one title begins with a number.
      expect(text.replaceAll("\\'", "'"), `${file} “${name}”`).toMatch(titleOf(name));
    }
  });

  test('names places that are there, and sections that they have', () => {
    const places = [...page.matchAll(/`((?:functions|infra|schemas|tests|\.ci)\/[^`]+)`(?:, "([^"]+)")?/g)];
    expect(places.length).toBeGreaterThan(200);
    for (const [, path = '', section] of places) {
      expect(existsSync(new URL(path, root)), path).toBe(true);
      if (section !== undefined)
        expect(read(path), `${path}, "${section}"`).toMatch(
          new RegExp(`^(## ${section}|\\*?\\*?${section}(\\*\\*|:))`, 'm'),
        );
    }
  });

  test('counts what it says, and gives each unmet requirement a reason', () => {
    const count = (level: number | undefined, status?: string) =>
      rows.filter((row) => (!level || row.level === level) && (!status || row.status === status)).length;
    for (const [name, level] of [
      ['level 1', 1],
      ['level 2', 2],
      ['both', undefined],
    ] as const)
      expect(page).toContain(
        `| ${name} | ${statuses.map((status) => count(level, status)).join(' | ')} | ${count(level)} |`,
      );
    const [, reasons = ''] = /^## Unmet$([\s\S]*?)^## /m.exec(page) ?? [];
    const excused = [...reasons.matchAll(/([\d.]+) \(L(\d)\)/g)].map(([, id, level]) => `${id} L${level}`);
    expect(excused.sort()).toEqual(
      rows
        .filter(({ status }) => status === 'unmet')
        .map(({ id, level }) => `${id} L${level}`)
        .sort(),
    );
    const titles = [...reasons.matchAll(/^\| ([^|]+) \| [\d.]+ \(L/gm)].map(([, title]) => title);
    for (const { id, status, evidence } of rows)
      if (status === 'unmet') expect(titles, id).toContain(evidence.replace('"Unmet": ', ''));
  });
});

/** The title stands in quotes, as the first argument of a test; a template may go before it. */
function titleOf(name: string): RegExp {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?:\\(|^\\s+)(['"\`])(?:\\$\\{\\w+\\} )?${escaped}\\1`, 'm');
}
