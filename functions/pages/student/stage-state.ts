import type { LaunchedCampaign } from '../../../schemas/campaign.ts';
import type { StartedPlacement } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { dueDateOf, stageBounds } from '../../domain/timetable/occasion-moments.ts';
import { longDate, parisDay } from '../../domain/wording/french-dates.ts';
import type { Tone } from '../components/badge.tsx';

export type StageState = { tone: Tone; label: string; detail: string };

/** Where a stage stands, in the student's words: nothing of what its tutor types, or is asked. */
export const stageState = (
  placement: StartedPlacement,
  campaign: LaunchedCampaign,
  now: IsoInstant,
): StageState => {
  switch (placement.status) {
    case 'distributed':
    case 'givenBack':
      return {
        ...{ tone: 'success', label: 'Compte-rendu reçu' },
        detail: `Votre compte-rendu vous a été envoyé le ${longDate(parisDay(placement.distributedAt))}.`,
      };
    case 'received':
      if (placement.atHand)
        return {
          ...{ tone: 'info', label: 'Nouvelle version en route' },
          detail: `Votre tuteur a envoyé une nouvelle version du compte-rendu\u00a0: elle vous parvient par courriel. Voici celle que vous avez reçue le ${longDate(parisDay(placement.atHand.distributedAt))}.`,
        };
      return {
        ...{ tone: 'info', label: 'Compte-rendu en route' },
        detail: 'Votre tuteur a envoyé le compte-rendu\u00a0: il vous parvient par courriel.',
      };
    case 'receivedOtherwise':
      return {
        ...{ tone: 'success', label: 'Compte-rendu à la scolarité' },
        detail:
          'Le compte-rendu est parvenu à la scolarité sur papier ou par courriel\u00a0: elle peut vous en donner copie.',
      };
    case 'unreturned':
      return {
        ...{ tone: 'warning', label: 'Compte-rendu non reçu' },
        detail: 'Aucun compte-rendu n’est parvenu\u00a0: la scolarité peut vous dire ce qui suit.',
      };
    case 'started':
    case 'assigned':
    case 'briefed':
    case 'awaiting':
      return underWay(placement, campaign, now);
  }
};

const underWay = (placement: StartedPlacement, campaign: LaunchedCampaign, now: IsoInstant): StageState => {
  const { first, last } = stageBounds(placement.periods);
  const today = parisDay(now);
  if (today < first)
    return { tone: 'neutral', label: 'À venir', detail: `Le stage commence le ${longDate(first)}.` };
  if (today <= last)
    return { tone: 'info', label: 'En cours', detail: `Le stage se termine le ${longDate(last)}.` };
  return {
    ...{ tone: 'warning', label: 'Compte-rendu attendu' },
    detail: `Le stage est terminé. Le compte-rendu est demandé à votre tuteur pour le ${longDate(dueDateOf(placement, campaign))}.`,
  };
};
