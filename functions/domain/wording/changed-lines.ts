/** A line that says something else; what came has no before, and what went no after. */
export type ChangedLine = { before: string | undefined; after: string | undefined };

/** Those that the other text has not, as often. */
const without = (lines: readonly string[], others: readonly string[]): string[] => {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    return count === 0;
  });
};

/** What went beside what came in its place, in their order; lines that only moved are no change. Linear in the length of both. */
export const changedLines = (before: string, after: string): ChangedLine[] => {
  const [were, are] = [before, after].map((text) => text.split('\n').filter((line) => line !== ''));
  const gone = without(were ?? [], are ?? []);
  const come = without(are ?? [], were ?? []);
  return Array.from({ length: Math.max(gone.length, come.length) }, (_, at) => ({
    before: gone[at],
    after: come[at],
  }));
};
