import type { Campaign } from '../../../schemas/campaign.ts';
import { occasion } from '../../../schemas/occasion.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import {
  isCampaignOver,
  type SiteProgress,
  sizeOf,
  soonest,
  sumOf,
  totalOf,
} from '../../domain/placement/campaign-progress.ts';
import { occasionMeanings } from '../../domain/placement/occasion-meanings.ts';
import { momentAsOf } from '../../domain/wording/french-dates.ts';
import { listed } from '../../domain/wording/people.ts';
import { counted } from './wording.ts';

type Sentences = {
  /** What is. */
  first: string;
  more?: string;
  /** What comes, and when. */
  next?: string;
};

/** A campaign in one sentence, and what comes in a softer one. Cancelled stages are out of the count. */
export const campaignSentences = (
  campaign: Campaign,
  progress: readonly SiteProgress[],
  now: IsoInstant,
): Sentences => {
  const counts = totalOf(progress);
  const total = sizeOf(counts) - counts.cancelled;
  if (campaign.status === 'prepared')
    return {
      first: `${counted(total, 'affectation prête', 'affectations prêtes')}.`,
      next: 'Aucun courriel ne part avant le lancement.',
    };
  const received = sumOf(progress, 'reports') + counts.receivedOtherwise;
  const first = `${counted(received, 'compte-rendu reçu', 'comptes-rendus reçus')} sur ${total.toLocaleString('fr-FR')}.`;
  const late = sumOf(progress, 'late');
  const parts = [
    ...(late > 0 ? [counted(late, 'est en retard', 'sont en retard')] : []),
    ...(counts.troubled > 0
      ? [counted(counts.troubled, 'suivi est interrompu', 'suivis sont interrompus')]
      : []),
    ...(counts.unreturned > 0 ? [counted(counts.unreturned, 'n’est pas rendu', 'ne sont pas rendus')] : []),
  ];
  const more = parts.length > 0 ? `${listed(parts)}.` : undefined;
  if (isCampaignOver(progress)) return { first, ...(more && { more }), next: 'Plus rien n’est prévu.' };
  return { first, ...(more && { more }), ...nextSending(progress, now) };
};

const nextSending = (progress: readonly SiteProgress[], now: IsoInstant): Pick<Sentences, 'next'> => {
  const sending = soonest(progress.flatMap(({ next }) => (next && next.at > now ? [next] : [])));
  if (!sending) return {};
  const parts = occasion.options.flatMap((one) => {
    const stages = sending.stages[one];
    return stages ? [`${occasionMeanings[one].label.toLowerCase()} pour ${counted(stages, 'stage')}`] : [];
  });
  return { next: `Prochain envoi : ${momentAsOf(sending.at, now)}, ${listed(parts)}.` };
};

export const CampaignSentence = (props: {
  campaign: Campaign;
  progress: readonly SiteProgress[];
  now: IsoInstant;
}) => {
  const { first, more, next } = campaignSentences(props.campaign, props.progress, props.now);
  return (
    <p class="lead">
      <strong>{first}</strong> {more}
      {next && (
        <>
          <br />
          <span class="muted">{next}</span>
        </>
      )}
    </p>
  );
};
