/** Placements dealt with at a time: enough for a thousand within a request, few enough for the table. */
const atOnce = 20;

/** Does the same for each, a group at a time, and keeps the order. */
export const inGroups = async <Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += atOnce)
    results.push(...(await Promise.all(items.slice(start, start + atOnce).map(work))));
  return results;
};
