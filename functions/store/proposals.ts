import type { PlacementKey } from '../../schemas/placement.ts';
import { type Proposal, proposal } from '../../schemas/proposal.ts';
import { storedShape } from './shapes.ts';
import { isNew, isVersion, type Table } from './table.ts';
import { proposalKey } from './table-keys.ts';

export const proposalShape = storedShape('proposal', proposal);

export const proposalStore = (table: Table) => ({
  async find(key: PlacementKey): Promise<Proposal | undefined> {
    const item = await table.get(proposalKey(key));
    return item && proposalShape.read(item);
  },
  /** @returns false when another one was saved since: its version is not the one before this one's. */
  save: (next: Proposal): Promise<boolean> =>
    table.put(
      { ...proposalShape.write(next), ...proposalKey(next) },
      next.version === 1 ? isNew : isVersion(next.version - 1),
    ),
});
