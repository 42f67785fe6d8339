/** One line of what `npm run bench` prints: what was measured, beside what it is to be and what it was. */
export type Figure = {
  what: string;
  measured: string;
  goal: string;
  /** Measured in the same run, unless it says when it was. */
  baseline: string;
};

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export const times = (ratio: number): string => `${ratio.toFixed(2)} ×`;
export const milliseconds = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
