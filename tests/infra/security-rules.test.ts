import { readFileSync } from 'node:fs';
import { expect, inject, test } from 'vitest';
import * as z from 'zod';
import { maxSpreadsheetRows } from '../../functions/documents/spreadsheet.ts';
import { siteForm } from '../../functions/pages/admin/handler.ts';
import { smallForm } from '../../functions/pages/request-body.ts';
import { readTemplate } from './template.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const rules = read('infra/security-rules.md').replace(/\s+/g, ' ');

/** What the rules say, and what the code does: the sentence, the file, and the words there. */
const said: [sentence: string, file: string, code: string][] = [
  ['60 a day, 3 mails a day, 3,000 a day', 'functions/actions/mail-new-link.ts', 'const mailsADay = 3;'],
  ['60 a day, 3 mails a day, 3,000 a day', 'functions/actions/mail-new-link.ts', 'const asksOfAClient = 60;'],
  ['60 a day, 3 mails a day, 3,000 a day', 'functions/actions/mail-new-link.ts', 'const asksOfAll = 3_000;'],
  ["a report's 400 KB and 150", 'functions/pages/tutor/handler.ts', 'bytes: 400_000, fields: 150'],
  [
    'an upload 4.7 MB and 10',
    'functions/pages/admin/import-page.tsx',
    'maxUploadBytes + 700_000, fields: 10',
  ],
  [
    'with its scan 4.4 MB and 150',
    'functions/pages/admin/enter-report-page.tsx',
    'maxUploadBytes + 400_000, fields: 150',
  ],
  ['or 30 days where no report follows', 'functions/store/scans.ts', 'const unclaimedSeconds = 30 * 86_400;'],
  ['at most 4 MB', 'functions/pages/admin/import-page.tsx', 'const maxUploadBytes = 4_000_000;'],
  ['at most 24 MiB', 'functions/documents/xlsx-contents.ts', 'const maxUnpackedBytes = 24 * 1024 * 1024;'],
  ['200 files', 'functions/documents/xlsx-contents.ts', 'const maxFiles = 200;'],
  ['400,000 cells', 'functions/documents/xlsx-contents.ts', 'const maxCells = 400_000;'],
  ['50,000 lines of 100,000 characters', 'functions/documents/csv-table.ts', 'const maxLines = 50_000;'],
  ['50,000 lines of 100,000 characters', 'functions/documents/csv-table.ts', 'const longestRow = 100_000;'],
  ['5,000 rows and 200 columns', 'functions/documents/spreadsheet.ts', 'const maxColumns = 200;'],
  ['at most 200 characters a part', 'functions/pages/request.ts', 'const longestParam = 200;'],
  ['ends after eight hours', 'functions/pages/auth/session.ts', 'const seconds = 8 * 3600;'],
  ['after one without use', 'functions/pages/auth/session.ts', 'const longestIdle = 60;'],
  ['asked every five minutes', 'functions/pages/auth/recheck.ts', 'const trustedFor = 5;'],
  ['end after nine hours', 'infra/constructs/staff-sign-in.ts', 'refreshTokenValidity: Duration.hours(9)'],
  ['password of 15 letters', 'infra/constructs/staff-sign-in.ts', 'minLength: 15'],
  ['a year; three months', 'functions/store/audit-trail.ts', 'const keptSeconds = 366 * 24 * 3600;'],
  ['a day; 30 days; two days', 'functions/store/works.ts', 'const keptSeconds = 30 * 24 * 3600;'],
  ['a day; 30 days; two days', 'functions/store/imports.ts', 'const keptSeconds = 24 * 3600;'],
  ['a day; 30 days; two days', 'functions/store/quotas.ts', '2 * daySeconds'],
];

test.each(said)('the rules say “%s”, and so does %s: %s', (sentence, file, code) => {
  expect(rules).toContain(sentence);
  expect(read(file)).toContain(code);
});

const registry = 'https://registry.npmjs.org/';
test('what comes along comes from one registry, locked by its digest', () => {
  const { packages } = z
    .object({
      packages: z.record(
        z.string(),
        z.looseObject({
          resolved: z.string().optional(),
          integrity: z.string().optional(),
          inBundle: z.boolean().optional(),
        }),
      ),
    })
    .parse(JSON.parse(read('package-lock.json')));
  const others = Object.entries(packages).filter(
    ([name, one]) =>
      name !== '' &&
      !one.inBundle &&
      // No address in the lock: npm asks the registry that it is set to. One that is there would be asked instead.
      !((one.resolved ?? registry).startsWith(registry) && one.integrity?.startsWith('sha512-')),
  );
  expect(others).toEqual([]);
});

test('the rules repeat the limits that functions export and the template has', () => {
  expect(rules).toContain(`${smallForm.bytes / 1_000} KB and ${smallForm.fields} fields`);
  expect(rules).toContain(`a site's people ${siteForm.bytes / 1_000} KB and ${siteForm.fields};`);
  expect(rules).toContain(`${maxSpreadsheetRows.toLocaleString('en')} rows`);
  const { Properties } = readTemplate(inject('assembly')).only('AWS::ApiGatewayV2::Stage');
  const limits = JSON.stringify([Properties.DefaultRouteSettings, Properties.RouteSettings]);
  for (const [sentence, limit] of [
    ['100 a second, bursts of 200', '"ThrottlingRateLimit":100'],
    ['5 requests a second', '"ThrottlingRateLimit":5'],
    ['20 requests a second', '"ThrottlingRateLimit":20'],
  ] as const) {
    expect(rules).toContain(sentence);
    expect(limits).toContain(limit);
  }
});
