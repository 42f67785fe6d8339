import type { Placement } from '../../../schemas/placement.ts';
import { isSameSchool } from '../../domain/placement/hosting-record.ts';
import { searchedWords } from '../../domain/placement/placement-search.ts';
import { seesCampaign } from '../../domain/rights.ts';
import { parisDay } from '../../domain/wording/french-dates.ts';
import { listed, studentName, tutorName } from '../../domain/wording/people.ts';
import { inGroups } from '../../in-groups.ts';
import { type FoundInCampaigns, foundInCampaigns, OlderCampaigns } from '../older-campaigns.tsx';
import { html, type PageResponse } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { HostingFacts, signals } from './hosted-stages.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import { byLastDay, StagesTable } from './stages-table.tsx';
import type { Visit } from './visit.ts';
import { visibleSites } from './visited-campaign.ts';
import { type Found, placementTrail, visitedPlacement } from './visited-placement.ts';

/** All that the school of the address has hosted at the sites that this person sees: how its reports came, and what was signalled. */
export const showSchool = async (visit: Visit): Promise<PageResponse> => {
  const found = await visitedPlacement(visit);
  if (!found) return nothingHerePage('Cette affectation');
  const { request } = visit;
  const page = await stagesAt(visit, found.placement);
  const { name, town, uai } = found.placement.school;
  const title = `Les stages accueillis par ${name}, ${town}`;
  return html(
    <ConsolePage visit={visit} title={title} trail={placementTrail(visit, found)}>
      <h1>{title}</h1>
      <HostingFacts page={page} today={parisDay(request.now)} known={[['UAI', uai]]} />
      <StagesTable
        visit={visit}
        caption={title}
        stages={page.found}
        columns={[
          ['Étudiant·e', studentName],
          ['Tuteur ou tutrice', tutorName],
        ]}
        more={[['Signalements', (one) => listed(signals(one)) || '–']]}
      />
      <OlderCampaigns request={request} page={page} />
    </ConsolePage>,
  );
};

/**
 * Newest first. The lists' index finds them, by the school's code, or by the words of its name and town, which alone name it where an
 * import had no codes; each is then read as it is.
 */
const stagesAt = async (visit: Visit, { school }: Placement): Promise<FoundInCampaigns<Found>> => {
  const { staff, store, request } = visit;
  const either = [`${school.name} ${school.town}`, ...(school.uai ? [school.uai] : [])].map(searchedWords);
  const campaigns = (await store.campaigns.all()).filter((one) => seesCampaign(staff, one));
  const page = await foundInCampaigns(campaigns, request, async (campaign) => {
    const siteIds = visibleSites(visit, campaign);
    const lines = await store.lines.all({
      ...{ campaignId: campaign.campaignId, siteIds, either, now: request.now },
    });
    return lines.filter((line) => isSameSchool(line.school, school)).map((line) => ({ campaign, line }));
  });
  const read = await inGroups(page.found, async ({ campaign, line }) => {
    const placement = await store.placements.find(line);
    return placement && isSameSchool(placement.school, school) ? [{ campaign, placement }] : [];
  });
  return { ...page, found: read.flat().sort((a, b) => byLastDay(a.placement, b.placement)) };
};
