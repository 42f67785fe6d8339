import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const threats = readFileSync(new URL('infra/threats.md', root), 'utf8');

test('every threat names the test that meets it, and the test is there', () => {
  const rows = [...threats.matchAll(/^\| (?!threat|---)(.+?) \| (.+?) \| (\S+) \|$/gm)];
  expect(rows.length).toBeGreaterThan(10);
  for (const [, threat, , file = ''] of rows) expect(existsSync(new URL(file, root)), threat).toBe(true);
});
