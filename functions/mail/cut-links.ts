import { linksCut } from '../domain/placement/placement-life.ts';
import type { Store } from '../store/store.ts';

/**
 * Cuts every link that a tutor was mailed for a campaign, and writes it into the history of each of their stages.
 *
 * @param by who cut them, as the history names them
 */
export const cutLinksOf = async (
  env: { SECRET_ARN: string },
  store: Store,
  campaignId: string,
  tutorEmail: string,
  by: string,
  now: string,
): Promise<void> => {
  await (await store.links(env.SECRET_ARN)).cut(campaignId, tutorEmail, now);
  for (const placement of await store.placements.ofTutor(campaignId, tutorEmail))
    await store.placements.change(placement, (current) => linksCut(current, by, now));
};
