import { randomUUID } from 'node:crypto';
import type { PlacementKey } from '../../schemas/placement.ts';
import { type Scan, type ScanName, scanPart } from '../../schemas/scan.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { storedShape } from './shapes.ts';
import { isNew, type Table } from './table.ts';
import { scanPartKey } from './table-keys.ts';

/** DynamoDB takes items of 400 KB; the rest of the item is small. */
const partBytes = 380_000;
/**
 * A scan is kept before its report is sent, and nobody comes back to one whose report was not: it goes by itself. The distribution of its
 * report keeps it for good; a report that could not be distributed for so long has been under attention for weeks.
 */
const unclaimedSeconds = 30 * 86_400;

export const scanPartShape = storedShape('scan-part', scanPart);

export const scanStore = (table: Table) => ({
  /** In parts, until its report claims it. Each has a name of its own: of two who type the same report, neither overwrites the other's. */
  async keep(
    { campaignId, studentNumber }: PlacementKey,
    { contentType, bytes }: Scan,
    now: IsoInstant,
  ): Promise<ScanName> {
    const key = { campaignId, studentNumber };
    const scanId = randomUUID();
    const parts = Math.max(1, Math.ceil(bytes.length / partBytes));
    const expiresAt = Math.floor(Date.parse(now) / 1000) + unclaimedSeconds;
    for (let part = 0; part < parts; part++) {
      const item = scanPartShape.write({
        ...key,
        bytes: new Uint8Array(bytes.subarray(part * partBytes, (part + 1) * partBytes)),
      });
      await table.put({ ...item, expiresAt, ...scanPartKey(key, scanId, part) }, isNew);
    }
    return { scanId, contentType, parts };
  },

  /** Its report exists: it is kept as long as that. @returns false where a part of it is gone */
  async claim(key: PlacementKey, { scanId, parts }: ScanName): Promise<boolean> {
    let isWhole = true;
    for (let part = 0; part < parts; part++) {
      const kept = await scanPartShape.update(table, scanPartKey(key, scanId, part), {
        remove: 'expiresAt',
        condition: 'attribute_exists(pk)',
      });
      isWhole = isWhole && kept !== undefined;
    }
    return isWhole;
  },

  async find(key: PlacementKey, { scanId, contentType, parts }: ScanName): Promise<Scan | undefined> {
    const kept: Uint8Array[] = [];
    for (let part = 0; part < parts; part++) {
      const item = await table.get(scanPartKey(key, scanId, part));
      if (!item) return undefined;
      kept.push(scanPartShape.read(item).bytes);
    }
    return { contentType, bytes: Buffer.concat(kept) };
  },
});
