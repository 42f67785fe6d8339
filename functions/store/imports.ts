import { randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { CampaignId } from '../../schemas/campaign.ts';
import { type KeptBy, keptImport } from '../../schemas/kept-import.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { attentionKeys, importPartUpgrades } from './attention.ts';
import { storedShape } from './shapes.ts';
import { isNew, type Table } from './table.ts';
import { importPartKey, ofNoSite } from './table-keys.ts';

/** DynamoDB takes items of 400 KB; the rest of the item is small. */
const partBytes = 380_000;
const keptSeconds = 24 * 3600;

export const importPartShape = storedShape('import-part', keptImport, ...importPartUpgrades);

export type StoredImport = { campaignId: CampaignId; filename: string; bytes: Uint8Array; keptBy?: KeptBy };

/** The uploaded file, kept for a day between its preview and the confirmation. Placements are not touched. */
export const importStore = (table: Table) => ({
  /** @returns the id under which the file is found again. */
  async keep({ campaignId, filename, bytes, keptBy }: StoredImport, now: IsoInstant): Promise<string> {
    const importId = randomUUID();
    const packed = gzipSync(bytes);
    const parts = Math.max(1, Math.ceil(packed.length / partBytes));
    const expiresAt = Math.floor(Date.parse(now) / 1000) + keptSeconds;
    for (let part = 0; part < parts; part++) {
      const item = importPartShape.write({
        campaignId,
        filename,
        parts,
        keptBy,
        bytes: packed.subarray(part * partBytes, (part + 1) * partBytes),
      });
      const waits = attentionKeys(ofNoSite, [{ kind: 'unconfirmedImport', since: now }], importId);
      await table.put(
        { ...item, expiresAt, ...importPartKey(importId, part), ...(part === 0 && waits) },
        isNew,
      );
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

  /** It was imported, or is not to be: it waits for nobody any more. */
  async settle(importId: string): Promise<void> {
    await importPartShape.update(table, importPartKey(importId, 0), {
      remove: 'attentionPk, attentionSk, attention',
      condition: 'attribute_exists(pk)',
    });
  },
});
