import type { HeldLaunch, LaunchRefusal } from '../../../schemas/campaign.ts';
import { counted } from './wording.ts';

/** Why a scheduled launch did not start. */
export const launchRefusals: Record<LaunchRefusal, string> = {
  changed: 'La campagne a été modifiée depuis que son lancement était programmé.',
  begun: 'À ce moment, le stage avait déjà commencé.',
  empty: 'À ce moment, elle n’avait aucune affectation à démarrer.',
};

/** "Le lancement s’est arrêté : 4 adresses sur 46 ont refusé leur courriel" */
export const heldInBrief = ({ returned, addresses }: Pick<HeldLaunch, 'returned' | 'addresses'>): string =>
  `Le lancement s’est arrêté : ${counted(returned, 'adresse', 'adresses')} sur ${addresses} ${returned < 2 ? 'a' : 'ont'} refusé leur courriel`;
