import type { Placement } from '../../../schemas/placement.ts';
import { needsStarting, relaunched } from '../../domain/placement/placement-life.ts';
import { inGroups } from '../../in-groups.ts';
import { replaceLifecycle } from '../../workflow/executions.ts';
import { type PageResponse, redirect } from '../responses.ts';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import { mayManage, visiblePlacements, visitedCampaign } from './rights.ts';
import type { Visit } from './visit.ts';
import { campaignPath } from './wording.ts';

/** Starts the next revision of a placement's lifecycle. @param seen as the person saw it: of two clicks, one does it. */
export const relaunch = async ({ env, staff, store, request }: Visit, seen: Placement): Promise<void> => {
  const placement = await store.placements.change(seen, (current) =>
    current.revision === seen.revision ? relaunched(current, staff.name, request.now) : current,
  );
  await replaceLifecycle(env, store, placement, request.now);
};

export const mayNotRelaunch = (back: string): PageResponse =>
  notAllowedPage('Seules l’administration et la scolarité relancent un suivi.', back);

/** Every stage in trouble of the person's sites: after an hour without mail, nobody should click them one by one. */
export const relaunchTroubled = async (visit: Visit): Promise<PageResponse> => {
  const campaign = await visitedCampaign(visit);
  if (!campaign) return nothingHerePage('Cette campagne');
  if (!mayManage(visit.staff)) return mayNotRelaunch(campaignPath(campaign));
  const troubled = (await visiblePlacements(visit, campaign)).filter((placement) =>
    needsStarting(placement, visit.request.now),
  );
  await inGroups(troubled, (placement) => relaunch(visit, placement));
  return redirect(`${campaignPath(campaign)}?relancees=${troubled.length}`);
};
