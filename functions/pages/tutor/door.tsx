import type { LaunchedCampaign } from '../../../schemas/campaign.ts';
import type { TutorLink } from '../../../schemas/link.ts';
import { type StartedPlacement, studentNumber } from '../../../schemas/placement.ts';
import type { Institute } from '../../../schemas/programme.ts';
import type { Report } from '../../../schemas/report.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';
import { reportForTutor } from '../../domain/placement/same-person.ts';
import { isStarted } from '../../domain/placement/status-meanings.ts';
import type { TutorEnvironment } from '../../environment.ts';
import { keyFor } from '../../store/secret.ts';
import { keptStore, type Store } from '../../store/store.ts';
import { csrfField, csrfToken, isCsrfToken } from '../csrf.ts';
import { notFoundPage } from '../outcome-pages.tsx';
import { fieldValue, type PageRequest } from '../request.ts';
import type { PageResponse } from '../responses.ts';
import { cancelledPage } from './cancelled-page.tsx';
import { expiredLinkPage, unknownLinkPage } from './link-trouble-pages.tsx';

export type { TutorEnvironment } from '../../environment.ts';

/** What lies behind a tutor's link: one tutor's reports of one campaign. */
export type Door = {
  store: Store;
  link: TutorLink;
  campaign: LaunchedCampaign;
  institution: Institute;
  /** `/r/<token>`, what every address behind the door begins with. */
  path: string;
  csrf: string;
  /** Whether this POST comes from one of the door's own pages. */
  isOwnForm: (request: PageRequest) => boolean;
};

/** One report behind the door. */
export type Desk = Door & {
  placement: StartedPlacement;
  form: ReportForm;
  /** As the desk's tutor may see it: what another tutor had typed is none of theirs. */
  report: Report;
  /** `/r/<token>/<student number>` */
  reportPath: string;
};

type Answer = PageResponse | Promise<PageResponse>;

/**
 * Opens the link, then the page: two rounds of reading, whatever the page needs `beside` the door. Nothing about anybody is
 * shown before the link is known to be good.
 */
const throughDoor =
  <Beside,>(
    env: TutorEnvironment,
    beside: (store: Store, link: TutorLink, request: PageRequest) => Promise<Beside>,
    page: (door: Door, request: PageRequest, found: Beside) => Answer,
  ) =>
  async (request: PageRequest): Promise<PageResponse> => {
    const { token = '' } = request.params;
    const store = keptStore(env.TABLE_NAME);
    const links = await store.links(env.SECRET_ARN);
    const [state, institution, key] = await Promise.all([
      links.resolve(token, request.now),
      store.institutions.answering(request.now),
      keyFor(env.SECRET_ARN, 'csrf'),
    ]);
    if (state.kind === 'unknown') return unknownLinkPage();
    if (state.kind === 'expired') return expiredLinkPage();
    const { link } = state;
    const [campaign, found] = await Promise.all([
      store.campaigns.getLaunched(link.campaignId),
      beside(store, link, request),
    ]);
    const door: Door = {
      store,
      link,
      campaign,
      institution,
      path: `/r/${token}`,
      csrf: csrfToken(key, link.hash),
      isOwnForm: ({ form }) => isCsrfToken(key, link.hash, fieldValue(form, csrfField)),
    };
    return page(door, request, found);
  };

export const behindDoor = (env: TutorEnvironment, page: (door: Door, request: PageRequest) => Answer) =>
  throughDoor(env, async () => undefined, page);

const atNumber = async (store: Store, { campaignId }: TutorLink, { params }: PageRequest) => {
  const number = studentNumber.safeParse(params.studentNumber);
  if (!number.success) return undefined;
  const key = { campaignId, studentNumber: number.data };
  const [placement, report] = await Promise.all([store.placements.find(key), store.reports.find(key)]);
  return placement && { placement, report };
};

/** A report's page. Another tutor's student does not exist here, whoever guesses the number. */
export const atDesk = (env: TutorEnvironment, page: (desk: Desk, request: PageRequest) => Answer) =>
  throughDoor(env, atNumber, async (door, request, found) => {
    const { campaign, institution, link, path, store } = door;
    if (!found || found.placement.tutor.email !== link.tutorEmail) return notFoundPage();
    const { placement } = found;
    const form = await store.forms.ofVersion(institution, campaign.formVersion);
    const report = reportForTutor(found.report, placement);
    if (placement.status === 'cancelled') return cancelledPage(door, { placement, report, form }, request);
    if (!isStarted(placement)) return notFoundPage();
    const reportPath = `${path}/${placement.studentNumber}`;
    return page({ ...door, placement, form, reportPath, report }, request);
  });
