import type { Campaign, CampaignId } from '../../schemas/campaign.ts';
import { ownGuide } from '../domain/guide/guide-versions.ts';
import { stageOf } from '../domain/guide/programme.ts';
import { mayManage } from '../domain/rights.ts';
import { type CampaignDraft, campaignIdCandidates } from '../domain/timetable/campaign-drafting.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';

export type PrepareOutcome =
  | { kind: 'prepared'; campaign: Campaign }
  /** A second click: the first one made it. */
  | { kind: 'already'; campaign: Campaign }
  /** The name is another campaign's by now, or none that such a campaign may have. */
  | { kind: 'taken' }
  | Refused;

/** Writes a campaign down. @param campaignId chosen with the preview, so that a second click makes no second campaign */
export const prepareCampaign = async (
  acting: Acting,
  draft: CampaignDraft,
  campaignId: CampaignId,
): Promise<PrepareOutcome> => {
  const { staff, store, now } = acting;
  if (!mayManage(staff)) return refuse(acting, 'campaignPrepared');
  if (!campaignIdCandidates(draft.year, draft.stage).includes(campaignId)) return { kind: 'taken' };
  const institution = await store.institutions.get();
  const [{ version: formVersion }, guideVersion] = await Promise.all([
    store.forms.newest(institution, stageOf(institution.programme, draft)),
    store.guides.newestNumber(),
  ]);
  const campaign: Campaign = {
    ...draft,
    ...{ campaignId, status: 'prepared', formVersion },
    ...(guideVersion !== ownGuide && { guideVersion }),
    ...{ createdAt: now, createdBy: staff.name, version: 1 },
  };
  await audited(acting, 'campaignPrepared', { campaignId });
  if (await store.campaigns.create(campaign)) return { kind: 'prepared', campaign };
  const existing = await store.campaigns.get(campaignId);
  return existing.createdBy === staff.name && sameDraft(existing, draft)
    ? { kind: 'already', campaign: existing }
    : { kind: 'taken' };
};

const sameDraft = (a: CampaignDraft, b: CampaignDraft): boolean => {
  const essence = ({ year, stage, siteIds, periods, timetable }: CampaignDraft) =>
    JSON.stringify([year, stage, siteIds, periods, Object.entries(timetable).sort()]);
  return essence(a) === essence(b);
};
