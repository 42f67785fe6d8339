import type { LaunchedCampaign } from '../../../schemas/campaign.ts';
import { academicYear } from '../../../schemas/campaign.ts';
import type { Placement, StartedPlacement } from '../../../schemas/placement.ts';
import type { SentReport } from '../../../schemas/report.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { hasReport } from '../../domain/placement/status-meanings.ts';
import { longDate, parisDay, periodsLabel } from '../../domain/wording/french-dates.ts';
import { fullName } from '../../domain/wording/people.ts';
import { Facts } from '../components/facts.tsx';
import { type FoundInCampaigns, foundInCampaigns, OlderCampaigns } from '../older-campaigns.tsx';
import { notFoundPage } from '../outcome-pages.tsx';
import { reportFile } from '../report-file.ts';
import type { PageRequest } from '../request.ts';
import { html, type PageResponse } from '../responses.ts';
import type { Door } from './door.tsx';
import { TutorPage } from './tutor-page.tsx';
import { schoolOf } from './wording.ts';

type Past = { campaign: LaunchedCampaign; placement: StartedPlacement; sent: SentReport };

/** What counts of a report, where it is this tutor's own: another may have had the stage when it was sent. */
const ownReport = async (
  { store, link }: Pick<Door, 'store' | 'link'>,
  placement: Placement,
): Promise<SentReport | undefined> => {
  if (!hasReport(placement) || placement.tutor.email !== link.tutorEmail) return undefined;
  const sent = await store.reports.counting(placement);
  return sent && (sent.sentBy ?? placement.tutor).email === link.tutorEmail ? sent : undefined;
};

const pastOf = async (door: Door, request: PageRequest): Promise<FoundInCampaigns<Past>> => {
  const { campaign: present, link, store } = door;
  const others = (await store.campaigns.all())
    .filter((campaign) => campaign.status === 'launched')
    .filter(({ campaignId }) => campaignId !== present.campaignId);
  const page = await foundInCampaigns(others, request, async (campaign) => {
    const placements = await store.placements.ofTutor(campaign.campaignId, link.tutorEmail);
    const past = await Promise.all(
      placements.filter(hasReport).map(async (placement) => {
        const sent = await ownReport(door, placement);
        return sent && { campaign, placement, sent };
      }),
    );
    return past.filter((one) => one !== undefined);
  });
  return { ...page, found: page.found.sort((a, b) => b.sent.sentAt.localeCompare(a.sent.sentAt)) };
};

/** The tutor's reports of their other stages, for as long as their records are kept. A page of its own: the first has no need of them. */
export const pastReportsPage = async (door: Door, request: PageRequest): Promise<PageResponse> => {
  const page = await pastOf(door, request);
  return html(
    <TutorPage door={door} title="Mes comptes-rendus précédents" at="past">
      <h1>Vos comptes-rendus des autres stages</h1>
      {page.found.length === 0 ? (
        <p>{nothingFound(page)}</p>
      ) : (
        <p class="lead">Ils restent ici jusqu’à leur archivage.</p>
      )}
      {page.found.map(({ campaign, placement, sent }) => (
        <section class="card" key={sent.reference} aria-labelledby={sent.reference}>
          <h2 id={sent.reference}>{fullName(placement.student)}</h2>
          <Facts
            facts={[
              ['Stage', `${stageLabel(door.institution, campaign)}, ${academicYear(campaign.year)}`],
              ['Lieu du stage', schoolOf(placement)],
              ['Période de stage', periodsLabel(placement.periods)],
              [sent.entered ? 'Saisi le' : 'Envoyé le', longDate(parisDay(sent.sentAt))],
              ['Référence', sent.reference],
            ]}
          />
          <p>
            <a
              class="button secondary"
              href={`${door.path}/precedents/${campaign.campaignId}/${placement.studentNumber}/compte-rendu.pdf`}
            >
              Ouvrir le PDF<span class="visually-hidden"> de {fullName(placement.student)}</span>
            </a>
          </p>
        </section>
      ))}
      <OlderCampaigns request={request} page={page} />
      <p>
        <a href={door.path}>Revenir à mes comptes-rendus</a>
      </p>
    </TutorPage>,
  );
};

const nothingFound = ({ older, isAll }: FoundInCampaigns<Past>): string => {
  if (isAll) return 'Vous n’avez pas de compte-rendu d’un autre stage, ou ils sont archivés.';
  return older === undefined
    ? 'Vous n’avez pas de compte-rendu plus ancien, ou ils sont archivés.'
    : 'Vous n’avez pas de compte-rendu de cette période ; il peut y en avoir de plus anciens.';
};

/** One of them as a document. Another tutor's does not exist here. */
export const pastReportPdf = async (door: Door, { params }: PageRequest): Promise<PageResponse> => {
  const { institution, store } = door;
  const { campaignId = '', studentNumber = '' } = params;
  const [campaign, placement] = await Promise.all([
    store.campaigns.find(campaignId),
    store.placements.find({ campaignId, studentNumber }),
  ]);
  const sent = placement && (await ownReport(door, placement));
  if (campaign?.status !== 'launched' || !placement || !sent) return notFoundPage();
  return reportFile({ store, institution, campaign, placement, sent });
};
