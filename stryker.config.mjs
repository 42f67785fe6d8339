export default {
  mutate: ['functions/domain/**/*.{ts,tsx}', 'functions/actions/**/*.ts'],
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 2,
  // In milliseconds: a machine that others use is slow, and no mutant is caught by that. Endless loops are counted, not timed.
  timeoutMS: 30_000,
  // No file of that name: Stryker reads tsconfig.json with an interface that TypeScript 7 has not, only to mend paths that leave the copy.
  tsconfigFile: 'none',
  incremental: true,
  incrementalFile: '.mutation/incremental.json',
  tempDirName: '.mutation/sandbox',
  reporters: ['progress-append-only', 'clear-text', 'json'],
  jsonReporter: { fileName: '.mutation/report.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: false },
  thresholds: { high: 95, low: 90, break: 90 },
};
