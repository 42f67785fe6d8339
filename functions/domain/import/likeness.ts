/** A word as it is compared: without accents, case, spaces, `_` or `-`. */
export const comparable = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_-]/g, '');

/** Letters to add, remove, replace or swap with a neighbour to get from one word to the other (optimal string alignment). */
export const editDistance = (a: string, b: string): number => {
  // Stryker disable next-line ArrayDeclaration: read only at a swap, for which two rows lie behind.
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const removed = (previous[j] ?? 0) + 1;
      const added = (current[j - 1] ?? 0) + 1;
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? (beforePrevious[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      current.push(Math.min(replaced, removed, added, swapped));
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
};

/** The candidate that a typing error or two may have been meant for; short words allow one. */
export const likelyMeant = (typed: string, candidates: readonly string[]): string | undefined => {
  const tolerance = typed.length >= 9 ? 2 : 1;
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    // Cheaper than the distance itself, and enough for most pairs.
    // Stryker disable next-line ConditionalExpression: without it, the distance says the same.
    if (Math.abs(candidate.length - typed.length) > tolerance) continue;
    const distance = editDistance(typed, candidate);
    if (distance > 0 && distance <= tolerance && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) {
      best = { candidate, distance };
    }
  }
  return best?.candidate;
};
