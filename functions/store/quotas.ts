import { createHmac } from 'node:crypto';
import * as z from 'zod';
import type { IsoInstant } from '../../schemas/time.ts';
import { storedShape } from './shapes.ts';
import type { Table } from './table.ts';
import { quotaKey } from './table-keys.ts';

export const quotaShape = storedShape('quota', z.object({ taken: z.int().min(1) }));

const daySeconds = 24 * 3600;

/** Counts what may be done so often in a day, by whom or for whom; forgotten two days later. */
export const quotaStore = (table: Table, key: Buffer) => ({
  /**
   * @param whose an address, a client: kept as a keyed digest, which says nothing of who it is
   * @returns false once it was taken `most` times that day (UTC)
   */
  async take(what: string, whose: string, most: number, now: IsoInstant): Promise<boolean> {
    const digest = createHmac('sha256', key).update(whose).digest('base64url');
    const after = await quotaShape.update(table, quotaKey(what, now.slice(0, 10), digest), {
      add: 'taken :one',
      set: 'expiresAt = :expiry',
      condition: 'attribute_not_exists(taken) OR taken < :most',
      values: {
        ':one': 1,
        ':most': most,
        ':expiry': Math.floor(Date.parse(now) / 1000) + 2 * daySeconds,
      },
    });
    return after !== undefined;
  },
});
