import { relaunchPlacement, relaunchTroubled } from '../../actions/relaunch.ts';
import { fieldValue } from '../request.ts';
import { type PageResponse, redirect } from '../responses.ts';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { visitedCampaign } from './visited-campaign.ts';
import { placementPath, visitedPlacement } from './visited-placement.ts';
import { campaignPath } from './wording.ts';

/** The field of a form that came from the list of all that waits, and leads back there. */
export const fromAttention = 'a-traiter';

const mayNotRelaunch = (back: string): PageResponse =>
  notAllowedPage('Seules l’administration et la scolarité relancent un suivi.', back);

export const submitRelaunch = async (visit: Visit): Promise<PageResponse> => {
  const found = await visitedPlacement(visit);
  if (!found) return nothingHerePage('Cette affectation');
  const outcome = await relaunchPlacement(visit.env, visit.acting, found.placement);
  if (outcome.kind === 'refused') return mayNotRelaunch(placementPath(found));
  if (fieldValue(visit.request.form, fromAttention) !== '') return redirect('/console?fait=relance');
  return redirect(`${placementPath(found)}${outcome.count > 0 ? '?relance=oui' : ''}`);
};

export const submitRelaunchOfTroubled = async (visit: Visit): Promise<PageResponse> => {
  const campaign = await visitedCampaign(visit);
  if (!campaign) return nothingHerePage('Cette campagne');
  const outcome = await relaunchTroubled(visit.env, visit.acting, campaign);
  if (outcome.kind === 'refused') return mayNotRelaunch(campaignPath(campaign));
  return redirect(`${campaignPath(campaign)}?travail=${outcome.work.workId}`);
};
