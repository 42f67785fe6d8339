import { type Arrival, arrival } from '../../schemas/arrival.ts';
import type { SiteId } from '../../schemas/institution.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { storedShape } from './shapes.ts';
import { isNew, type Table } from './table.ts';
import { arrivalKey, arrivalLookup, lookupIndex } from './table-keys.ts';

export const arrivalShape = storedShape('arrival', arrival);

/** A morning that was missed is made up for by the next; after three months the console's lists say all. */
const keptSeconds = 90 * 86_400;

export const arrivalStore = (table: Table) => ({
  /** Once for each version: @returns the first that was written, whatever is said later. */
  async note(one: Arrival): Promise<Arrival> {
    const expiresAt = Math.floor(Date.parse(one.at) / 1000) + keptSeconds;
    const item = { ...arrivalShape.write(one), expiresAt, ...arrivalKey(one), ...arrivalLookup(one) };
    if (await table.put(item, isNew)) return one;
    const kept = await table.get(arrivalKey(one));
    return kept ? arrivalShape.read(kept) : one;
  },

  /** At those sites, after one moment and until another; the earliest first, at most so many. */
  async between(
    siteIds: readonly SiteId[],
    { after, until }: { after: IsoInstant; until: IsoInstant },
    most: number,
  ): Promise<Arrival[]> {
    const found = await Promise.all(
      siteIds.map((siteId) =>
        table.query(
          {
            IndexName: lookupIndex,
            KeyConditionExpression: 'lookupPk = :pk AND lookupSk BETWEEN :after AND :until',
            ExpressionAttributeValues: {
              ':pk': arrivalLookup({ siteId }).lookupPk,
              // "~" sorts behind all that follows a moment in the key.
              ':after': `${after}~`,
              ':until': `${until}~`,
            },
          },
          most,
        ),
      ),
    );
    return found
      .flat()
      .map((item) => arrivalShape.read(item))
      .sort((a, b) => (a.at < b.at ? -1 : 1))
      .slice(0, most);
  },
});
