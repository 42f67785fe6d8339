import type { Campaign } from '../../schemas/campaign.ts';
import { guideOfCampaign } from '../domain/guide/guide-versions.ts';
import { mayLaunch } from '../domain/rights.ts';
import { type Acting, audited, overtakenInTrail, refuse } from './acting.ts';
import type { ChooseOutcome } from './choose-form.ts';
import { changeOpen, isOpen } from './edit-campaign.ts';
import { guideInTrail } from './edit-guide.ts';

/**
 * Has a campaign that was not launched take the newest version of the guide, which was published since it was prepared. A launch that is
 * scheduled does not start by itself then: who scheduled it saw another guide.
 *
 * @param number the newest, as the person saw it
 */
export const chooseGuide = async (
  acting: Acting,
  seen: Pick<Campaign, 'campaignId' | 'version'>,
  number: number,
): Promise<ChooseOutcome<number>> => {
  const { staff, store } = acting;
  const { campaignId } = seen;
  const before = await store.campaigns.get(campaignId);
  if (!mayLaunch(staff, before)) return refuse(acting, 'guideChosen', { campaignId });
  const newest = await store.guides.newestNumber();
  if (!isOpen(before, seen)) return { kind: 'overtaken', campaign: before };
  if (newest !== number) return { kind: 'newer', campaign: before, newest };
  await audited(acting, 'guideChosen', {
    campaignId,
    ...{ before: guideInTrail(guideOfCampaign(before)), after: guideInTrail(number) },
  });
  const { isOurs, campaign } = await changeOpen(store, seen, (open) => ({ ...open, guideVersion: number }));
  if (isOurs) return { kind: 'chosen', campaign };
  await overtakenInTrail(acting, 'guideChosen', { campaignId });
  return { kind: 'overtaken', campaign };
};
