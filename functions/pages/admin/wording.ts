import { academicYear, type Campaign } from '../../../schemas/campaign.ts';
import type { Institution, SiteId } from '../../../schemas/institution.ts';
import type { HistoryEntry, PlacementFacts } from '../../../schemas/placement.ts';
import { stageLabel } from '../../../schemas/stage.ts';

/** "SOPA 1 – 2026-2027", with the number of a further campaign of the same stage and year. */
export const campaignTitle = ({
  campaignId,
  stage,
  year,
}: Pick<Campaign, 'campaignId' | 'stage' | 'year'>) => {
  const further = /-(\d{1,2})$/.exec(campaignId.replace(/^\d{4}-sopa\d/, ''))?.[1];
  return `${stageLabel(stage)} – ${academicYear(year)}${further ? ` (${further})` : ''}`;
};

export const campaignPath = ({ campaignId }: Pick<Campaign, 'campaignId'>) =>
  `/console/campagnes/${campaignId}`;

export const siteName = ({ sites }: Institution, wanted: SiteId): string =>
  sites.find(({ siteId }) => siteId === wanted)?.name ?? wanted;

/** "Poitiers, Niort et La Rochelle" */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} et ${words.at(-1)}`;

/** French has no plural below two: "0 étudiant", "1 étudiant", "2 étudiants". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('fr-FR')} ${count < 2 ? one : many}`;

export const studentName = ({ student }: Pick<PlacementFacts, 'student'>): string =>
  `${student.firstName} ${student.lastName}`;
export const tutorName = ({ tutor }: Pick<PlacementFacts, 'tutor'>): string =>
  [tutor.title, tutor.firstName, tutor.lastName].filter(Boolean).join(' ');

export const historyLabel: Record<HistoryEntry['what'], string> = {
  imported: 'Affectation importée',
  corrected: 'Affectation corrigée par un nouvel import',
  started: 'Suivi démarré',
  assigned: 'Affectation annoncée',
  briefed: 'Rappel avant le stage fait',
  requested: 'Compte-rendu demandé',
  reminded1: 'Première relance faite',
  reminded2: 'Deuxième relance faite',
  reminded3: 'Troisième relance faite',
  escalated: 'Délégué et scolarité alertés',
  received: 'Compte-rendu reçu',
  distributed: 'Compte-rendu transmis',
  unreturned: 'Clos sans compte-rendu',
  troubled: 'Le suivi s’est interrompu',
  relaunched: 'Suivi relancé',
  linksCut: 'Liens du tuteur coupés',
};
