import type { Attention } from '../../../schemas/attention.ts';
import type {
  Campaign,
  HeldLaunch,
  LaunchedCampaign,
  LaunchRefusal,
  PreparedCampaign,
} from '../../../schemas/campaign.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { stageBounds } from '../timetable/occasion-moments.ts';
import { parisDay } from '../wording/french-dates.ts';

/** How often a campaign was launched: who acts on what they saw names it, so that of two clicks one launches. */
export const launchesOf = (campaign: Campaign): number =>
  campaign.status === 'launched' ? campaign.launches : 0;

/**
 * The campaign with its next launch, which is to run from then on.
 *
 * @param launchSize placements of the campaign: how far the plan spreads a wave of mails
 */
export const withNextLaunch = (
  campaign: Campaign,
  launchSize: number,
  by: string,
  now: IsoInstant,
): LaunchedCampaign =>
  campaign.status === 'launched'
    ? { ...unheld(campaign), launches: campaign.launches + 1, launchSize, launchDue: now }
    : {
        ...unscheduled(campaign),
        ...{ status: 'launched', launchedAt: now, launchedBy: by },
        ...{ launches: 1, launchSize, launchDue: now },
      };

const unheld = ({ held, ...campaign }: LaunchedCampaign): LaunchedCampaign => campaign;

/** The execution of its latest launch shows that it runs: it is not due any more. @throws when it was never launched */
export const launchRuns = (campaign: Campaign): Campaign => {
  if (campaign.status !== 'launched') throw new Error(`campaign ${campaign.campaignId} is not launched`);
  if (campaign.launchDue === undefined) return campaign;
  const { launchDue, ...running } = campaign;
  return running;
};

/** What of a campaign decides what its people are written, and when: who scheduled its launch saw that. */
export const campaignMark = ({
  siteIds,
  periods,
  timetable,
  formVersion,
  guideVersion,
}: Pick<Campaign, 'siteIds' | 'periods' | 'timetable' | 'formVersion' | 'guideVersion'>): string =>
  JSON.stringify([
    ...[siteIds.toSorted(), periods, Object.entries(timetable).sort(), formVersion],
    // Marks of before there were any say nothing of it.
    ...(guideVersion === undefined ? [] : [guideVersion]),
  ]);

/** It shall be launched by itself at that moment, as it is now. */
export const withScheduledLaunch = (
  campaign: PreparedCampaign,
  at: IsoInstant,
  by: string,
  now: IsoInstant,
): PreparedCampaign => ({ ...campaign, scheduled: { at, by, askedAt: now, mark: campaignMark(campaign) } });

/** Nothing starts by itself. */
export const unscheduled = ({ scheduled, ...campaign }: PreparedCampaign): PreparedCampaign => campaign;

/** Until when its launch may be scheduled, a day: letters come before the stage. */
export const lastDayToLaunch = ({ periods }: Pick<Campaign, 'periods'>) => stageBounds(periods).first;

/** Its launch is to start by itself, at the moment that is named; not any more once that was refused. */
export const scheduledLaunchOf = (campaign: Campaign) =>
  campaign.status === 'prepared' && !campaign.deletion && !campaign.scheduled?.refused
    ? campaign.scheduled
    : undefined;

/** It was changed since somebody scheduled its launch: they saw something else. */
export const isChangedSince = (campaign: PreparedCampaign): boolean =>
  campaign.scheduled !== undefined && campaign.scheduled.mark !== campaignMark(campaign);

/** Why the launch that is due is not to start, if it is not. @param toStart placements */
export const refusalOfLaunch = (
  campaign: PreparedCampaign,
  toStart: number,
  now: IsoInstant,
): LaunchRefusal | undefined => {
  if (isChangedSince(campaign)) return 'changed';
  if (parisDay(now) > lastDayToLaunch(campaign)) return 'begun';
  return toStart === 0 ? 'empty' : undefined;
};

export const withRefusedLaunch = (
  campaign: PreparedCampaign,
  why: LaunchRefusal,
  now: IsoInstant,
): PreparedCampaign =>
  campaign.scheduled && !campaign.scheduled.refused
    ? { ...campaign, scheduled: { ...campaign.scheduled, refused: { at: now, why } } }
    : campaign;

/** From now on it is gone for everybody, and deleted piece by piece. */
export const withDeletion = (campaign: PreparedCampaign, by: string, now: IsoInstant): PreparedCampaign => ({
  ...unscheduled(campaign),
  deletion: { since: now, by },
});

export const isBeingDeleted = (campaign: Campaign): boolean =>
  campaign.status === 'prepared' && campaign.deletion !== undefined;

/** Its latest launch stops by itself, if it is that one. @param launches the launch that stops, by its number */
export const withHeldLaunch = (campaign: Campaign, launches: number, held: HeldLaunch): Campaign =>
  campaign.status === 'launched' && campaign.launches === launches && !campaign.held
    ? { ...campaign, held }
    : campaign;

/** What of a campaign itself waits for somebody. */
export const campaignAttention = (campaign: Campaign): Attention[] => {
  if (campaign.status === 'launched') {
    const { held } = campaign;
    if (!held) return [];
    return [{ kind: 'heldLaunch', since: held.at, addresses: held.addresses, returned: held.returned }];
  }
  const refused = campaign.deletion ? undefined : campaign.scheduled?.refused;
  return refused ? [{ kind: 'refusedLaunch', since: refused.at, why: refused.why }] : [];
};
