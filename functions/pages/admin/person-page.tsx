import type { Campaign } from '../../../schemas/campaign.ts';
import type { Placement } from '../../../schemas/placement.ts';
import { seesSite } from '../../../schemas/staff.ts';
import { daysLate, standingOf } from '../../domain/placement/standing.ts';
import { hasReport, isStarted } from '../../domain/placement/status-meanings.ts';
import { seesCampaign } from '../../domain/rights.ts';
import { longDate, parisDay, periodsLabel } from '../../domain/wording/french-dates.ts';
import { studentName, tutorName } from '../../domain/wording/people.ts';
import { html, type PageResponse } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import { StepBadge } from './step-badge.tsx';
import type { Visit } from './visit.ts';
import { type Found, placementPath, placementTrail, visitedPlacement } from './visited-placement.ts';
import { campaignTitle, counted, siteName } from './wording.ts';

/** Six years of four stages: each is asked for this person, by key. */
const mostCampaigns = 24;

/** Every stage of the student of the address, over the campaigns that this person sees. */
export const showStudentStages = async (visit: Visit): Promise<PageResponse> => {
  const found = await visitedPlacement(visit);
  if (!found) return nothingHerePage('Cette affectation');
  const { studentNumber } = found.placement;
  const stages = await stagesOf(visit, async ({ campaignId }) => {
    const one = await visit.store.placements.find({ campaignId, studentNumber });
    return one ? [one] : [];
  });
  return page(visit, found, {
    title: `Les stages de ${studentName(found.placement)}`,
    other: { title: 'Tuteur ou tutrice', name: tutorName },
    stages,
  });
};

/** Every stage that the tutor of the address has hosted, at their present address. */
export const showTutorStages = async (visit: Visit): Promise<PageResponse> => {
  const found = await visitedPlacement(visit);
  if (!found) return nothingHerePage('Cette affectation');
  const { email } = found.placement.tutor;
  const stages = await stagesOf(visit, ({ campaignId }) => visit.store.placements.ofTutor(campaignId, email));
  return page(visit, found, {
    title: `Les stages accueillis par ${tutorName(found.placement)}`,
    other: { title: 'Étudiant·e', name: studentName },
    stages,
  });
};

/** Newest first; of other sites than the person's, none. */
const stagesOf = async (
  { staff, store }: Visit,
  read: (campaign: Campaign) => Promise<Placement[]>,
): Promise<Found[]> => {
  const campaigns = (await store.campaigns.all()).filter((one) => seesCampaign(staff, one));
  const found = await Promise.all(
    campaigns
      .slice(0, mostCampaigns)
      .map(async (campaign) => (await read(campaign)).map((placement) => ({ campaign, placement }))),
  );
  return found
    .flat()
    .filter(({ placement }) => seesSite(staff, placement.siteId))
    .sort((a, b) => lastDay(b).localeCompare(lastDay(a)));
};

const lastDay = ({ placement }: Found): string => placement.periods.at(-1)?.to ?? '';

type Stages = {
  title: string;
  /** Who is named in each row: the one that the page is not about. */
  other: { title: string; name: (placement: Placement) => string };
  stages: readonly Found[];
};

const page = (visit: Visit, found: Found, { title, other, stages }: Stages): PageResponse =>
  html(
    <ConsolePage visit={visit} title={title} trail={placementTrail(visit, found)}>
      <h1>{title}</h1>
      <p class="lead">{inShort(stages, parisDay(visit.request.now))}</p>
      <table class="stacked">
        <caption class="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col">Dates</th>
            <th scope="col">{other.title}</th>
            <th scope="col">École</th>
            <th scope="col">Site</th>
            <th scope="col">Étape</th>
            <th scope="col">Compte-rendu</th>
          </tr>
        </thead>
        <tbody>
          {stages.map((one) => (
            <StageRow key={placementPath(one)} visit={visit} found={one} other={other} />
          ))}
        </tbody>
      </table>
    </ConsolePage>,
  );

const lateOf = (placement: Placement, today: string): number =>
  daysLate({ status: placement.status, standing: standingOf(placement) }, today);

/** How many stages, how many reports of those, and how many of them late. */
const inShort = (stages: readonly Found[], today: string): string => {
  const placements = stages.map(({ placement }) => placement);
  const reported = placements.filter(hasReport);
  const late = reported.filter((one) => lateOf(one, today) > 0).length;
  const cancelled = placements.length - placements.filter((one) => one.status !== 'cancelled').length;
  return [
    `${counted(placements.length, 'stage')}${cancelled > 0 ? `, dont ${counted(cancelled, 'annulé')}` : ''}`,
    `${counted(reported.length, 'compte-rendu reçu', 'comptes-rendus reçus')}${
      late > 0 ? `, dont ${late} après l’échéance` : ''
    }`,
  ].join(' ; ');
};

type StageRowProps = { visit: Visit; found: Found; other: Stages['other'] };

const StageRow = ({ visit, found, other }: StageRowProps) => {
  const { campaign, placement } = found;
  const { institution, request } = visit;
  return (
    <tr>
      <th scope="row">
        <a href={placementPath(found)}>{campaignTitle(institution, campaign)}</a>
      </th>
      <td data-label="Dates">{periodsLabel(placement.periods)}</td>
      <td data-label={other.title}>{other.name(placement)}</td>
      <td data-label="École">
        {placement.school.name}, {placement.school.town}
      </td>
      <td data-label="Site">{siteName(institution, placement.siteId)}</td>
      <td data-label="Étape">
        <StepBadge placement={placement} now={request.now} />
      </td>
      <td data-label="Compte-rendu">{reportState(placement, parisDay(request.now))}</td>
    </tr>
  );
};

/** When its report came, or is awaited, and how late. */
export const reportState = (placement: Placement, today: string): string => {
  const { due, reportedOn } = standingOf(placement);
  const late = lateOf(placement, today);
  const delay = late > 0 ? `, ${counted(late, 'jour')} après l’échéance` : '';
  if (reportedOn !== undefined) return `Reçu le ${longDate(reportedOn)}${delay}`;
  if (late > 0) return `Attendu depuis ${counted(late, 'jour')}`;
  return due !== undefined && isStarted(placement) && placement.status !== 'unreturned'
    ? `Attendu le ${longDate(due)}`
    : '–';
};
