import type { Campaign } from '../../../schemas/campaign.ts';
import { scheduledLaunchOf } from '../../domain/placement/campaign-life.ts';
import { Badge } from '../components/badge.tsx';

/** Where a campaign stands as a whole. */
export const CampaignBadge = ({ campaign, isOver }: { campaign: Campaign; isOver: boolean }) => {
  if (campaign.status === 'prepared')
    return scheduledLaunchOf(campaign) ? (
      <Badge tone="info">Lancement programmé</Badge>
    ) : (
      <Badge tone="neutral">En préparation</Badge>
    );
  return isOver ? <Badge tone="success">Terminée</Badge> : <Badge tone="info">Lancée</Badge>;
};
