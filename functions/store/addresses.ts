import { address, type Refusal } from '../../schemas/address.ts';
import { storedShape } from './shapes.ts';
import type { Table } from './table.ts';
import { addressKey } from './table-keys.ts';

export const addressShape = storedShape('address', address);

/** Which addresses take no mail, whatever the campaign: of two campaigns that write to one, the second need not find out. */
export const addressStore = (table: Table) => ({
  /** Strongly consistent: asked right before a mail leaves. */
  async refusal(email: string): Promise<Refusal | undefined> {
    const item = await table.get(addressKey(email));
    return item && addressShape.read(item).refused;
  },

  /** The newest is kept: an event that comes late says nothing new, also of one that was tried again since. */
  async refuse(email: string, refusal: Refusal): Promise<void> {
    await addressShape.update(table, addressKey(email), {
      set: 'refused = :refused, saidAt = :at',
      condition: 'attribute_not_exists(saidAt) OR saidAt < :at',
      values: { ':refused': refusal, ':at': refusal.at },
    });
  },

  /** Somebody says that the address is right. @param refusal the one they saw */
  async tryAgain(email: string, refusal: Refusal): Promise<void> {
    await addressShape.update(table, addressKey(email), {
      remove: 'refused',
      condition: 'saidAt = :at',
      values: { ':at': refusal.at },
    });
  },
});
