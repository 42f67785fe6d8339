import type { Placement } from '../../../schemas/placement.ts';
import type { IsoDate } from '../../../schemas/time.ts';
import { hostingRecord } from '../../domain/placement/hosting-record.ts';
import { hasReport } from '../../domain/placement/status-meanings.ts';
import { Facts } from '../components/facts.tsx';
import type { FoundInCampaigns } from '../older-campaigns.tsx';
import type { Found } from './visited-placement.ts';
import { counted } from './wording.ts';

type Props = {
  page: FoundInCampaigns<Found>;
  today: IsoDate;
  /** What else is known, said first. */
  known?: [term: string, value: string | undefined][];
};

/** How the reports of what a tutor or a school hosted came: of the stages that the page shows, and it says so where there are others. */
export const HostingFacts = ({ page: { found, isAll }, today, known = [] }: Props) => {
  const placements = found.map(({ placement }) => placement);
  const { expected, returned, late, medianDaysLate } = hostingRecord(placements, today);
  return (
    <>
      <Facts
        facts={[
          ...known,
          ['Stages', stagesCounted(placements)],
          [
            'Comptes-rendus rendus',
            expected === 0
              ? 'aucun n’est encore attendu'
              : `${returned} sur ${expected} (${Math.round((100 * returned) / expected)} %)`,
          ],
          [
            'Délai',
            late === 0
              ? 'aucun retard'
              : `${counted(late, 'compte-rendu', 'comptes-rendus')} après l’échéance, de ${counted(medianDaysLate, 'jour')} (médiane)`,
          ],
        ]}
      />
      {!isAll && <p class="muted">Ces chiffres sont ceux des stages de cette page.</p>}
    </>
  );
};

/** How many, and how many of them do not take place. */
export const stagesCounted = (placements: readonly Placement[]): string => {
  const cancelled = placements.filter(({ status }) => status === 'cancelled').length;
  return `${counted(placements.length, 'stage')}${cancelled > 0 ? `, dont ${counted(cancelled, 'annulé')}` : ''}`;
};

/** What somebody who thinks of placing another student there wants to know. */
export const signals = (placement: Placement): string[] => {
  const { history, status } = placement;
  const words = history.filter(({ what }) => what === 'tutorSaid').length;
  return [
    ...(hasReport(placement) && placement.notAcquired
      ? [`non acquis : ${placement.notAcquired.join(', ')}`]
      : []),
    ...(status === 'unreturned' ? ['non rendu'] : []),
    ...(status === 'cancelled' ? ['annulé'] : []),
    ...(words > 0 ? [counted(words, 'mot du tuteur', 'mots du tuteur')] : []),
    ...(history.some(({ what }) => what === 'escalated') ? ['retard signalé'] : []),
  ];
};
