import { randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import { type CampaignId, campaignId } from '../../schemas/campaign.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { storedShape } from './shapes.ts';
import { isNew, type Table } from './table.ts';
import { importPartKey } from './table-keys.ts';

/** DynamoDB takes items of 400 KB; the rest of the item is small. */
const partBytes = 380_000;
const keptSeconds = 24 * 3600;

const importPart = z.object({
  campaignId,
  filename: z.string(),
  parts: z.int(),
  bytes: z.instanceof(Uint8Array),
});

export const importPartShape = storedShape('import-part', importPart);

export type StoredImport = { campaignId: CampaignId; filename: string; bytes: Uint8Array };

/** The uploaded file, kept for a day between its preview and the confirmation. Placements are not touched. */
export const importStore = (table: Table) => ({
  /** @returns the id under which the file is found again. */
  async keep({ campaignId, filename, bytes }: StoredImport, now: IsoInstant): Promise<string> {
    const importId = randomUUID();
    const packed = gzipSync(bytes);
    const parts = Math.max(1, Math.ceil(packed.length / partBytes));
    const expiresAt = Math.floor(Date.parse(now) / 1000) + keptSeconds;
    for (let part = 0; part < parts; part++) {
      const item = importPartShape.write({
        campaignId,
        filename,
        parts,
        bytes: packed.subarray(part * partBytes, (part + 1) * partBytes),
      });
      await table.put({ ...item, expiresAt, ...importPartKey(importId, part) }, isNew);
    }
    return importId;
  },

  /** @returns undefined once the file is gone: the person uploads it again. */
  async find(importId: string): Promise<StoredImport | undefined> {
    const items = await table.query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': importPartKey(importId, 0).pk },
    });
    const parts = items.map((item) => importPartShape.read(item));
    const [first] = parts;
    if (!first || parts.length < first.parts) return undefined;
    return { ...first, bytes: gunzipSync(Buffer.concat(parts.map(({ bytes }) => bytes))) };
  },
});
