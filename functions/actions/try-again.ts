import type { PlacementKey } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { triedAgain } from '../domain/placement/placement-life.ts';
import type { Store } from '../store/store.ts';

/**
 * Who had a link sent said that the address is right, whatever it refused before they did: once the mail has left, and not before, so that what
 * dies or fails leaves the stages under attention. The address first: what is withheld in between would say so again, of all of them.
 */
export const tryAgain = async (
  store: Store,
  stages: readonly PlacementKey[],
  email: string,
  saidAt: IsoInstant,
): Promise<void> => {
  const refusal = await store.addresses.refusal(email);
  if (refusal && refusal.at < saidAt) await store.addresses.tryAgain(email, refusal);
  for (const stage of stages)
    await store.placements.change(stage, (current) => triedAgain(current, email, saidAt));
};
