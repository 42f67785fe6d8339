/** One line of what `npm run bench` prints, and one object of its JSON. */
export type Figure = {
  name: string;
  value: number;
  unit: string;
  /** Measured in the same run, unless its name says when it was. */
  baseline?: { name: string; value: number } | undefined;
  /** At most so much; `of` says whether the value itself is meant, or its ratio to the baseline. */
  goal?: { atMost: number; of: 'value' | 'ratio' } | undefined;
  /** What else was counted on the way, by unit. */
  beside?: Record<string, number> | undefined;
};

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Over its baseline; undefined where there is none. */
export const ratioOf = ({ value, baseline }: Figure): number | undefined =>
  baseline && value / baseline.value;

/** Undefined where nothing was aimed at. */
export const isMissed = (figure: Figure): boolean | undefined => {
  const { goal } = figure;
  if (!goal) return undefined;
  const reached = goal.of === 'ratio' ? ratioOf(figure) : figure.value;
  // What could not be measured has not been reached.
  return !(reached !== undefined && reached <= goal.atMost);
};

const written = (value: number): string =>
  value === 0 || Math.abs(value) >= 100
    ? String(Math.round(value))
    : value.toPrecision(Math.abs(value) < 0.01 ? 2 : 3);

const columns = ['what', 'measured', 'baseline', 'ratio', 'goal', '', 'beside'];

const row = (figure: Figure): string[] => {
  const { name, value, unit, baseline, goal, beside = {} } = figure;
  const ratio = ratioOf(figure);
  const missed = isMissed(figure);
  return [
    name,
    `${written(value)} ${unit}`,
    baseline ? `${written(baseline.value)} (${baseline.name})` : '',
    ratio === undefined ? '' : `${ratio.toFixed(2)} ×`,
    goal ? `≤ ${goal.atMost} ${goal.of === 'ratio' ? '×' : unit}` : '',
    missed === undefined ? '' : missed ? 'missed' : 'ok',
    Object.entries(beside)
      .map(([counted, count]) => `${written(count)} ${counted}`)
      .join(', '),
  ];
};

/** A table in Markdown that also reads as it stands. */
export const tableOf = (figures: readonly Figure[]): string => {
  const rows = [columns, ...figures.map(row)];
  const widths = columns.map((_, column) => Math.max(3, ...rows.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = line(widths.map((width) => '-'.repeat(width)));
  const [head = [], ...body] = rows;
  return [line(head), rule, ...body.map(line)].join('\n');
};
