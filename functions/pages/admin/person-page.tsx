import type { Campaign } from '../../../schemas/campaign.ts';
import type { Placement } from '../../../schemas/placement.ts';
import { seesSite } from '../../../schemas/staff.ts';
import { hasReport } from '../../domain/placement/status-meanings.ts';
import { seesCampaign } from '../../domain/rights.ts';
import { parisDay } from '../../domain/wording/french-dates.ts';
import { listed, studentName, tutorName } from '../../domain/wording/people.ts';
import { type FoundInCampaigns, foundInCampaigns, OlderCampaigns } from '../older-campaigns.tsx';
import { html, type PageResponse } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { HostingFacts, signals, stagesCounted } from './hosted-stages.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import { byLastDay, lateOf, type StageColumn, StagesTable } from './stages-table.tsx';
import type { Visit } from './visit.ts';
import { type Found, placementTrail, visitedPlacement } from './visited-placement.ts';
import { counted } from './wording.ts';

const student: StageColumn = ['Étudiant·e', studentName];
const tutor: StageColumn = ['Tuteur ou tutrice', tutorName];
const school: StageColumn = ['École', (one) => `${one.school.name}, ${one.school.town}`];

/** Every stage of the student of the address, over the campaigns that this person sees. */
export const showStudentStages = async (visit: Visit): Promise<PageResponse> => {
  const found = await visitedPlacement(visit);
  if (!found) return nothingHerePage('Cette affectation');
  const { studentNumber } = found.placement;
  const page = await stagesOf(visit, async ({ campaignId }) => {
    const one = await visit.store.placements.find({ campaignId, studentNumber });
    return one ? [one] : [];
  });
  const title = `Les stages de ${studentName(found.placement)}`;
  return html(
    <ConsolePage visit={visit} title={title} trail={placementTrail(visit, found)}>
      <h1>{title}</h1>
      <p class="lead">{inShort(page.found, parisDay(visit.request.now))}</p>
      <StagesTable visit={visit} caption={title} stages={page.found} columns={[tutor, school]} />
      <OlderCampaigns request={visit.request} page={page} />
    </ConsolePage>,
  );
};

/** Every stage that the tutor of the address has hosted, at their present address. */
export const showTutorStages = async (visit: Visit): Promise<PageResponse> => {
  const found = await visitedPlacement(visit);
  if (!found) return nothingHerePage('Cette affectation');
  const { email } = found.placement.tutor;
  const page = await stagesOf(visit, ({ campaignId }) => visit.store.placements.ofTutor(campaignId, email));
  const title = `Les stages accueillis par ${tutorName(found.placement)}`;
  return html(
    <ConsolePage visit={visit} title={title} trail={placementTrail(visit, found)}>
      <h1>{title}</h1>
      <HostingFacts page={page} today={parisDay(visit.request.now)} />
      <StagesTable
        visit={visit}
        caption={title}
        stages={page.found}
        columns={[student, school]}
        more={[['Signalements', (one) => listed(signals(one)) || '–']]}
      />
      <OlderCampaigns request={visit.request} page={page} />
    </ConsolePage>,
  );
};

/** Newest first; of other sites than the person's, none. */
const stagesOf = async (
  { request, staff, store }: Visit,
  read: (campaign: Campaign) => Promise<Placement[]>,
): Promise<FoundInCampaigns<Found>> => {
  const campaigns = (await store.campaigns.all()).filter((one) => seesCampaign(staff, one));
  const page = await foundInCampaigns(campaigns, request, async (campaign) =>
    (await read(campaign))
      .filter(({ siteId }) => seesSite(staff, siteId))
      .map((placement) => ({ campaign, placement })),
  );
  return { ...page, found: page.found.sort((a, b) => byLastDay(a.placement, b.placement)) };
};

/** How many stages, how many reports of those, and how many of them late. */
const inShort = (stages: readonly Found[], today: string): string => {
  const placements = stages.map(({ placement }) => placement);
  const reported = placements.filter(hasReport);
  const late = reported.filter((one) => lateOf(one, today) > 0).length;
  return [
    stagesCounted(placements),
    `${counted(reported.length, 'compte-rendu reçu', 'comptes-rendus reçus')}${
      late > 0 ? `, dont ${late} après l’échéance` : ''
    }`,
  ].join(' ; ');
};
