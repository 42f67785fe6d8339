import type { LaunchedCampaign } from '../../../schemas/campaign.ts';
import type { Institution } from '../../../schemas/institution.ts';
import type { TutorLink } from '../../../schemas/link.ts';
import { type StartedPlacement, studentNumber } from '../../../schemas/placement.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';
import { formOfVersion } from '../../domain/guide/report-forms.ts';
import { isStarted } from '../../domain/placement/status-meanings.ts';
import type { TutorEnvironment } from '../../environment.ts';
import { keyFor } from '../../store/secret.ts';
import { keptStore, type Store } from '../../store/store.ts';
import { csrfField, csrfToken, isCsrfToken } from '../csrf.ts';
import { notFoundPage } from '../outcome-pages.tsx';
import { fieldValue, type PageRequest } from '../request.ts';
import type { PageResponse } from '../responses.ts';
import { expiredLinkPage, unknownLinkPage } from './link-trouble-pages.tsx';

export type { TutorEnvironment } from '../../environment.ts';

/** What lies behind a tutor's link: one tutor's reports of one campaign. */
export type Door = {
  store: Store;
  link: TutorLink;
  campaign: LaunchedCampaign;
  institution: Institution;
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
  /** `/r/<token>/<student number>` */
  reportPath: string;
};

type Answer = PageResponse | Promise<PageResponse>;

/** Opens the link, then the page. Nothing about anybody is shown before the link is known to be good. */
export const behindDoor =
  (env: TutorEnvironment, page: (door: Door, request: PageRequest) => Answer) =>
  async (request: PageRequest): Promise<PageResponse> => {
    const { token = '' } = request.params;
    const store = keptStore(env.TABLE_NAME);
    const state = await (await store.links(env.SECRET_ARN)).resolve(token, request.now);
    if (state.kind === 'unknown') return unknownLinkPage();
    if (state.kind === 'expired') return expiredLinkPage();
    const { link } = state;
    const [institution, campaign, key] = await Promise.all([
      store.institutions.get(),
      store.campaigns.getLaunched(link.campaignId),
      keyFor(env.SECRET_ARN, 'csrf'),
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
    return page(door, request);
  };

/** A report's page. Another tutor's student does not exist here, whoever guesses the number. */
export const atDesk = (env: TutorEnvironment, page: (desk: Desk, request: PageRequest) => Answer) =>
  behindDoor(env, async (door, request) => {
    const { campaign, link, path, store } = door;
    const number = studentNumber.safeParse(request.params.studentNumber);
    if (!number.success) return notFoundPage();
    const placement = await store.placements.find({
      campaignId: campaign.campaignId,
      studentNumber: number.data,
    });
    if (!placement || !isStarted(placement) || placement.tutor.email !== link.tutorEmail)
      return notFoundPage();
    const form = formOfVersion(campaign.formVersion);
    return page({ ...door, placement, form, reportPath: `${path}/${placement.studentNumber}` }, request);
  });
