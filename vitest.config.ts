import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import LongestFirst from './tests/longest-first.ts';

/** Stylesheets and client scripts are text to the functions that serve them, in tests as in the bundles. */
const suffix = '.as-text';
const textImports = {
  name: 'text-imports',
  enforce: 'pre' as const,
  resolveId: (source: string, importer: string | undefined) =>
    importer && /\.(css|client\.js)$/.test(source)
      ? `\0${resolve(dirname(importer), source)}${suffix}`
      : undefined,
  load: async (id: string) =>
    id.startsWith('\0') && id.endsWith(suffix)
      ? `export default ${JSON.stringify(await readFile(id.slice(1, -suffix.length), 'utf8'))}`
      : undefined,
};

/** Fonts and pictures are bytes, as the bundler's `binary` loader makes them. */
const byteSuffix = '.as-bytes';
const fontImports = {
  name: 'font-imports',
  enforce: 'pre' as const,
  resolveId: (source: string, importer: string | undefined) =>
    importer && /\.(ttf|woff2|png)$/.test(source)
      ? `\0${createRequire(importer).resolve(source)}${byteSuffix}`
      : undefined,
  load: (id: string) =>
    id.startsWith('\0') && id.endsWith(byteSuffix)
      ? `import { readFileSync } from 'node:fs';
         export default new Uint8Array(readFileSync(${JSON.stringify(id.slice(1, -byteSuffix.length))}));`
      : undefined,
};

export const plugins = [textImports, fontImports];

/** No test, but what records a release: `npm run record-release`. */
const recording = 'tests/records/recording.test.ts';

/** Tests of rules, which run on the sources alone. */
const rules = [
  'tests/{domain,actions,documents,mail}/**/*.test.{ts,tsx}',
  'tests/simulation/promises.test.ts',
];

export default defineConfig({
  plugins,
  test: {
    pool: 'forks',
    // One more than the cores of the machines that run the checks: homes, browsers and builds are waited for.
    maxWorkers: 3,
    globalSetup: 'tests/unpack-browser.ts',
    // A test that asserts nothing cannot fail.
    expect: { requireAssertions: true },
    sequence: { sequencer: LongestFirst },
    testTimeout: 90_000,
    hookTimeout: 120_000,
    projects: [
      // Rules keep nothing between them: one process reads the sources once for all.
      { extends: true, test: { name: 'rules', include: rules, isolate: false } },
      {
        extends: true,
        test: {
          name: 'deployed',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [...rules, ...(process.env.RECORD_RELEASE ? [] : [recording]), 'node_modules/**'],
          globalSetup: 'tests/synthesize.ts',
        },
      },
    ],
  },
});
