import type { Arrival } from '../../../schemas/arrival.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import type { Placement } from '../../../schemas/placement.ts';
import { seesSite } from '../../../schemas/staff.ts';
import { isoInstant } from '../../../schemas/time.ts';
import { longestLookBack, toldUntil } from '../../domain/attention/digest-window.ts';
import { sitesOfStaff } from '../../domain/attention/seen-attention.ts';
import { momentAsOf } from '../../domain/wording/french-dates.ts';
import { studentName, tutorName } from '../../domain/wording/people.ts';
import { html, type PageResponse } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import type { Visit } from './visit.ts';
import { placementPath } from './visited-placement.ts';
import { campaignTitle, counted, siteName } from './wording.ts';

/** More than a morning ever tells of is looked up in the campaign's own list. */
const mostShown = 100;

/** The reports that a morning's mail told of, one link each: of the person's sites, whatever the address says. */
export const showArrivals = async (visit: Visit): Promise<PageResponse> => {
  const { institution, request, staff, store } = visit;
  const usual = new Date(Date.parse(toldUntil(request.now)) - longestLookBack * 86_400_000).toISOString();
  const moment = (name: string, otherwise: string) =>
    isoInstant.safeParse(request.query.get(name) ?? '').data ?? otherwise;
  const window = { after: moment('depuis', usual), until: moment('jusqua', request.now) };
  const sites = sitesOfStaff(staff, institution);
  const arrived = await store.arrivals.between(sites, window, mostShown + 1);
  const shown = arrived.slice(0, mostShown);
  const campaigns = await store.campaigns.named(shown.map(({ campaignId }) => campaignId));
  const found = await Promise.all(shown.map((one) => store.placements.find(one)));
  const lines = shown.flatMap((arrival, at): Line[] => {
    const [placement, campaign] = [found[at], campaigns.get(arrival.campaignId)];
    return placement && campaign && seesSite(staff, placement.siteId)
      ? [{ arrival, placement, campaign }]
      : [];
  });
  return html(
    <ConsolePage visit={visit} title="Comptes-rendus reçus" wide={false}>
      <h1>Comptes-rendus reçus</h1>
      <p class="lead">
        {lines.length === 0
          ? 'Aucun compte-rendu n’est arrivé à vos sites dans cet intervalle.'
          : `${counted(lines.length, 'compte-rendu', 'comptes-rendus')}, du plus ancien au plus récent.`}
      </p>
      {lines.length > 0 && (
        <ul class="card arrivals">
          {lines.map((line) => (
            <ArrivalLine
              key={`${line.arrival.studentNumber} ${line.arrival.number}`}
              visit={visit}
              line={line}
            />
          ))}
        </ul>
      )}
      {arrived.length > mostShown && (
        <p class="muted">
          Les {mostShown} premiers sont montrés : la liste de la campagne les a tous, et en télécharge
          plusieurs à la fois.
        </p>
      )}
      <p class="actions">
        <a class="button secondary" href="/console">
          Voir ce qui attend
        </a>
      </p>
    </ConsolePage>,
  );
};

type Line = { arrival: Arrival; placement: Placement; campaign: Campaign };

const ArrivalLine = ({
  visit: { institution, request },
  line: { arrival, placement, campaign },
}: {
  visit: Visit;
  line: Line;
}) => {
  const path = placementPath({ campaign, placement });
  return (
    <li>
      <p>
        <a href={path}>{studentName(placement)}</a>
        {arrival.number > 1 && `, version ${arrival.number}`} –{' '}
        <a href={`${path}/compte-rendu.pdf?version=${arrival.number}`}>
          Télécharger (PDF)<span class="visually-hidden"> le compte-rendu de {studentName(placement)}</span>
        </a>
      </p>
      <p class="muted">
        {momentAsOf(arrival.at, request.now)}, {tutorName(placement)}, {campaignTitle(institution, campaign)},{' '}
        {siteName(institution, placement.siteId)}
      </p>
    </li>
  );
};
