import type { Campaign, PreparedCampaign } from '../../schemas/campaign.ts';
import type { SiteId } from '../../schemas/institution.ts';
import { sizeOf } from '../domain/placement/campaign-progress.ts';
import { mayLaunch } from '../domain/rights.ts';
import type { CampaignDraft } from '../domain/timetable/campaign-drafting.ts';
import type { Store } from '../store/store.ts';
import { type Acting, audited, inBrief, type Refused, refuse } from './acting.ts';

/** What of a campaign may be changed until it is launched: its stage and year name it. */
export type CampaignChange = Pick<CampaignDraft, 'siteIds' | 'periods' | 'timetable'>;

export type EditOutcome =
  | { kind: 'edited'; campaign: Campaign }
  /** Placements are there, or are being imported, of sites that it would have no more. */
  | { kind: 'sitesInUse'; sites: { siteId: SiteId; placements: number }[] }
  | { kind: 'importing' }
  /** It was changed, launched or deleted since the person looked. */
  | { kind: 'overtaken'; campaign: Campaign }
  | Refused;

/**
 * Changes a campaign that was not launched. Placements keep their own dates.
 *
 * @param seen as the person saw it: of two who change it, the later is told
 */
export const editCampaign = async (
  acting: Acting,
  seen: Pick<Campaign, 'campaignId' | 'version'>,
  { siteIds, periods, timetable }: CampaignChange,
): Promise<EditOutcome> => {
  const { staff, store, now } = acting;
  const { campaignId } = seen;
  const before = await store.campaigns.get(campaignId);
  if (!mayLaunch(staff, before) || !mayLaunch(staff, { ...before, siteIds }))
    return refuse(acting, 'campaignEdited', { campaignId });
  if (!isOpen(before, seen)) return { kind: 'overtaken', campaign: before };
  const leaving = before.siteIds.filter((siteId) => !siteIds.includes(siteId));
  if (leaving.length > 0) {
    // The works before the numbers: rows that were taken in between are counted.
    const works = await store.works.latest(campaignId);
    if (works.some(({ kind, due }) => kind === 'import' && due !== undefined)) return { kind: 'importing' };
    const counts = await store.progress.of(before, now);
    const sites = leaving.map((siteId) => {
      const counted = counts.find((one) => one.siteId === siteId);
      return { siteId, placements: counted ? sizeOf(counted.counts) : 0 };
    });
    const inUse = sites.filter(({ placements }) => placements > 0);
    if (inUse.length > 0) return { kind: 'sitesInUse', sites: inUse };
  }
  await audited(acting, 'campaignEdited', {
    campaignId,
    before: inTrail(before),
    after: inTrail({ siteIds, periods }),
  });
  const decide = (open: PreparedCampaign): PreparedCampaign => ({ ...open, siteIds, periods, timetable });
  const { isOurs, campaign } = await changeOpen(store, seen, decide);
  return { kind: isOurs ? 'edited' : 'overtaken', campaign };
};

/** One write, while the campaign is as it was seen; else nothing, and how it is. */
export const changeOpen = async (
  store: Pick<Store, 'campaigns'>,
  seen: Pick<Campaign, 'campaignId' | 'version'>,
  decide: (open: PreparedCampaign) => PreparedCampaign,
): Promise<{ isOurs: boolean; campaign: Campaign }> => {
  let isOurs = false;
  const campaign = await store.campaigns.change(seen.campaignId, (current) => {
    isOurs = isOpen(current, seen);
    return isOpen(current, seen) ? decide(current) : current;
  });
  return { isOurs, campaign };
};

/** It is as it was seen, and may be changed. */
export const isOpen = (
  campaign: Campaign,
  { version }: Pick<Campaign, 'version'>,
): campaign is PreparedCampaign =>
  campaign.status === 'prepared' && !campaign.deletion && campaign.version === version;

const inTrail = ({ siteIds, periods }: Pick<Campaign, 'siteIds' | 'periods'>): string =>
  inBrief(`${siteIds.join(', ')} ; ${periods.map(({ from, to }) => `${from} à ${to}`).join(', ')}`);
