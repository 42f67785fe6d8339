import type { Placement } from '../../../schemas/placement.ts';
import type { IsoDate } from '../../../schemas/time.ts';
import { searchedWords } from '../../domain/placement/placement-search.ts';
import { isSameSchool, schoolRecord } from '../../domain/placement/school-record.ts';
import { hasReport } from '../../domain/placement/status-meanings.ts';
import { seesCampaign } from '../../domain/rights.ts';
import { parisDay, periodsLabel } from '../../domain/wording/french-dates.ts';
import { listed, studentName, tutorName } from '../../domain/wording/people.ts';
import { Facts } from '../components/facts.tsx';
import { html, type PageResponse } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { reportState } from './person-page.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import { StepBadge } from './step-badge.tsx';
import type { Visit } from './visit.ts';
import { visibleSites } from './visited-campaign.ts';
import { type Found, placementPath, placementTrail, visitedPlacement } from './visited-placement.ts';
import { campaignTitle, counted, siteName } from './wording.ts';

/** Six years of four stages. */
const mostCampaigns = 24;
/** More than any school hosts in that time; each is read for this page. */
const mostStages = 200;

/** All that the school of the address has hosted at the sites that this person sees: how its reports came, and what was signalled. */
export const showSchool = async (visit: Visit): Promise<PageResponse> => {
  const found = await visitedPlacement(visit);
  if (!found) return nothingHerePage('Cette affectation');
  const { request } = visit;
  const today = parisDay(request.now);
  const stages = await stagesAt(visit, found.placement);
  const { name, town, uai } = found.placement.school;
  const title = `Les stages accueillis par ${name}, ${town}`;
  const record = schoolRecord(
    stages.map(({ placement }) => placement),
    today,
  );
  return html(
    <ConsolePage visit={visit} title={title} trail={placementTrail(visit, found)}>
      <h1>{title}</h1>
      <Facts
        facts={[
          ['UAI', uai],
          ['Stages', counted(stages.length, 'stage')],
          [
            'Comptes-rendus rendus',
            record.expected === 0
              ? 'aucun n’est encore attendu'
              : `${record.returned} sur ${record.expected} (${Math.round((100 * record.returned) / record.expected)} %)`,
          ],
          [
            'Délai',
            record.late === 0
              ? 'aucun retard'
              : `${counted(record.late, 'compte-rendu', 'comptes-rendus')} après l’échéance, de ${counted(record.medianDaysLate, 'jour')} (médiane)`,
          ],
        ]}
      />
      <table class="stacked">
        <caption class="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col">Dates</th>
            <th scope="col">Étudiant·e</th>
            <th scope="col">Tuteur ou tutrice</th>
            <th scope="col">Site</th>
            <th scope="col">Étape</th>
            <th scope="col">Compte-rendu</th>
            <th scope="col">Signalements</th>
          </tr>
        </thead>
        <tbody>
          {stages.map((one) => (
            <StageRow key={placementPath(one)} visit={visit} found={one} today={today} />
          ))}
        </tbody>
      </table>
    </ConsolePage>,
  );
};

/**
 * Newest first. The lists' index finds them, by the school's code, or by the words of its name and town, which alone name it where an
 * import had no codes; each is then read as it is.
 */
const stagesAt = async (visit: Visit, { school }: Placement): Promise<Found[]> => {
  const { staff, store, request } = visit;
  const either = [`${school.name} ${school.town}`, ...(school.uai ? [school.uai] : [])].map(searchedWords);
  const campaigns = (await store.campaigns.all())
    .filter((one) => seesCampaign(staff, one))
    .slice(0, mostCampaigns);
  const lines = await Promise.all(
    campaigns.map(async (campaign) => {
      const siteIds = visibleSites(visit, campaign);
      const found = await store.lines.all({
        ...{ campaignId: campaign.campaignId, siteIds, either, now: request.now },
      });
      return found.filter((line) => isSameSchool(line.school, school)).map((line) => ({ campaign, line }));
    }),
  );
  const shown = lines
    .flat()
    .sort((a, b) => lastDay(b.line).localeCompare(lastDay(a.line)))
    .slice(0, mostStages);
  const read = await Promise.all(
    shown.map(async ({ campaign, line }) => {
      const placement = await store.placements.find(line);
      return placement && { campaign, placement };
    }),
  );
  return read
    .filter((one) => one !== undefined)
    .filter(({ placement }) => isSameSchool(placement.school, school));
};

const lastDay = ({ periods }: Pick<Placement, 'periods'>): IsoDate => periods.at(-1)?.to ?? '';

type StageRowProps = { visit: Visit; found: Found; today: IsoDate };

const StageRow = ({ visit, found, today }: StageRowProps) => {
  const { campaign, placement } = found;
  return (
    <tr>
      <th scope="row">
        <a href={placementPath(found)}>{campaignTitle(visit.institution, campaign)}</a>
      </th>
      <td data-label="Dates">{periodsLabel(placement.periods)}</td>
      <td data-label="Étudiant·e">{studentName(placement)}</td>
      <td data-label="Tuteur ou tutrice">{tutorName(placement)}</td>
      <td data-label="Site">{siteName(visit.institution, placement.siteId)}</td>
      <td data-label="Étape">
        <StepBadge placement={placement} now={visit.request.now} />
      </td>
      <td data-label="Compte-rendu">{reportState(placement, today)}</td>
      <td data-label="Signalements">{listed(signals(placement)) || '–'}</td>
    </tr>
  );
};

/** What somebody who thinks of placing another student there wants to know. */
const signals = (placement: Placement): string[] => {
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
