import { academicYear, type Campaign } from '../../../schemas/campaign.ts';
import type { Institution, SiteId } from '../../../schemas/institution.ts';
import { type HistoryEntry, longestWhy, type PlacementKey } from '../../../schemas/placement.ts';
import type { Institute } from '../../../schemas/programme.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { openMoment } from '../../domain/placement/mail-wave.ts';
import { momentAsOf } from '../../domain/wording/french-dates.ts';

export { counted } from '../../domain/wording/counted.ts';

/** The stage and "2026-2027", with the number of a further campaign of the same stage and year. */
export const campaignTitle = (
  institution: Pick<Institute, 'programme'>,
  { campaignId, stage, year }: Pick<Campaign, 'campaignId' | 'stage' | 'year'>,
): string => {
  const further = campaignId.split('-')[2];
  return `${stageLabel(institution, { stage })} – ${academicYear(year)}${further ? ` (${further})` : ''}`;
};

export const campaignPath = ({ campaignId }: Pick<Campaign, 'campaignId'>) =>
  `/console/campagnes/${campaignId}`;

/** The page of one student's stage. */
export const stagePath = ({ campaignId, studentNumber }: PlacementKey): string =>
  `${campaignPath({ campaignId })}/affectations/${studentNumber}`;

/** Said where nothing may be sent at this hour. */
export const hoursResume = (now: IsoInstant, institution: Institution): string =>
  `Les courriels reprennent ${momentAsOf(openMoment(now, institution), now)}.`;

export const siteName = ({ sites }: Institution, wanted: SiteId): string =>
  sites.find(({ siteId }) => siteId === wanted)?.name ?? wanted;

export const historyLabel: Record<HistoryEntry['what'], string> = {
  imported: 'Affectation importée',
  added: 'Affectation ajoutée à la main',
  corrected: 'Affectation corrigée',
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
  cancelled: 'Stage annulé',
  restored: 'Stage rétabli',
  receivedOtherwise: 'Compte-rendu reçu autrement',
  closed: 'Clos sans compte-rendu',
  reopened: 'Rouvert',
  extended: 'Délai accordé',
  givenBack: 'Correction demandée au tuteur',
  correctionMoved: 'Correction attendue plus tard',
  correctionWithdrawn: 'Demande de correction retirée : la version envoyée reste valable',
  versionStands: 'Aucune correction reçue : la version envoyée reste valable',
  notAcquiredSeen: 'Critère non acquis : vu',
  lateSeen: 'Retard : tuteur contacté',
  tutorSaid: 'Mot du tuteur',
  wordSettled: 'Mot du tuteur vu',
  studentSaid: 'L’étudiant·e signale un courriel non reçu par le tuteur',
  studentsWordSettled: 'Signalement de l’étudiant·e vu',
  handReminded: 'Rappel envoyé',
  handLettered: 'Lettre renvoyée',
  linkSent: 'Lien renvoyé au tuteur',
  studentLinkSent: 'Lien renvoyé à l’étudiant·e',
};

/** Said where a reason is more than the history keeps. */
export const whyTooLong = `Cette phrase dépasse ${longestWhy} caractères : raccourcissez-la.`;

/** What a correction touched, by the columns of a file: "adresse du tuteur, dates". */
const touched: [column: RegExp, words: string][] = [
  [/^tuteur_courriel$/, 'adresse du tuteur'],
  [/^tuteur_/, 'tuteur'],
  [/^etudiant_courriel$/, 'adresse de l’étudiant·e'],
  [/^etudiant_/, 'étudiant·e'],
  [/^ecole_/, 'école'],
  [/^classe_/, 'classe'],
  [/^(debut|fin)/, 'dates'],
  [/^site$/, 'site'],
];
export const touchedWords = (columns: readonly string[]): string =>
  touched
    .filter((_, at) => columns.some((one) => touched.findIndex(([column]) => column.test(one)) === at))
    .map(([, words]) => words)
    .join(', ');
