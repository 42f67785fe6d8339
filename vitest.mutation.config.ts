import { defineConfig } from 'vitest/config';
import { plugins } from './vitest.config.ts';

/** Those that call what is mutated, in this process. */
export default defineConfig({
  plugins,
  test: {
    include: ['tests/{domain,actions}/**/*.test.{ts,tsx}'],
    // What reads the sources as text, and files that are read in other processes.
    exclude: ['tests/domain/{layers,time-comes-in,content-only,hostile-files,spreadsheet}.test.ts'],
    setupFiles: 'tests/same-chance.ts',
    expect: { requireAssertions: true },
    // Modules are read once in a run, not once for each file: half the time.
    isolate: false,
  },
});
