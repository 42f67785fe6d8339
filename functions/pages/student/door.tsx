import type { LaunchedCampaign } from '../../../schemas/campaign.ts';
import type { StudentLink } from '../../../schemas/link.ts';
import type { Placement, StartedPlacement } from '../../../schemas/placement.ts';
import type { Institute } from '../../../schemas/programme.ts';
import { isStarted } from '../../domain/placement/status-meanings.ts';
import type { TutorEnvironment } from '../../environment.ts';
import { keyFor } from '../../store/secret.ts';
import { keptStore, type Store } from '../../store/store.ts';
import { csrfField, csrfToken, isCsrfToken } from '../csrf.ts';
import { notFoundPage } from '../outcome-pages.tsx';
import { fieldValue, type PageRequest } from '../request.ts';
import type { PageResponse } from '../responses.ts';
import { expiredStudentLinkPage, unknownStudentLinkPage } from './link-trouble-pages.tsx';

/** One of the student's stages: it takes place, or was to. */
export type StudentStage = { campaign: LaunchedCampaign; placement: Placement };

/** What lies behind a student's link: their stages of one academic year. */
export type StudentDoor = {
  store: Store;
  link: StudentLink;
  institution: Institute;
  /** The first one last. Never none. */
  stages: StudentStage[];
  /** `/e/<token>`, what every address behind the door begins with. */
  path: string;
  csrf: string;
  /** Whether this POST comes from one of the door's own pages. */
  isOwnForm: (request: PageRequest) => boolean;
};

/** One stage behind the door, which takes place. */
export type StudentDesk = StudentDoor & {
  campaign: LaunchedCampaign;
  placement: StartedPlacement;
  /** `/e/<token>/<campaign>` */
  stagePath: string;
};

type Answer = PageResponse | Promise<PageResponse>;

/** Launched in that year, the newest first: a year has its four stages, some of them in several campaigns. */
const mostCampaigns = 24;

const campaignsOf = async (store: Store, year: number): Promise<LaunchedCampaign[]> =>
  (await store.campaigns.all())
    .filter((campaign) => campaign.status === 'launched')
    .filter((campaign) => campaign.year === year)
    .slice(0, mostCampaigns);

/** Each is asked whether that is still its student's address: who had it before sees nothing any more. */
const stagesOf = async (
  store: Store,
  { year, studentNumber, studentEmail }: StudentLink,
): Promise<StudentStage[]> => {
  const campaigns = await campaignsOf(store, year);
  const found = await Promise.all(
    campaigns.map(async (campaign) => {
      const placement = await store.placements.find({ campaignId: campaign.campaignId, studentNumber });
      return placement && { campaign, placement };
    }),
  );
  return found
    .filter((stage) => stage !== undefined)
    .filter(({ placement }) => placement.student.email === studentEmail)
    .filter(({ placement }) => isStarted(placement) || placement.status === 'cancelled')
    .sort((a, b) => lastDay(b).localeCompare(lastDay(a)));
};

const lastDay = ({ placement }: StudentStage): string => placement.periods.at(-1)?.to ?? '';

/** Opens the link, then the page. Nothing about anybody is shown before the link is known to be good. */
export const behindStudentDoor =
  (env: TutorEnvironment, page: (door: StudentDoor, request: PageRequest) => Answer) =>
  async (request: PageRequest): Promise<PageResponse> => {
    const { token = '' } = request.params;
    const store = keptStore(env.TABLE_NAME);
    const links = await store.studentLinks(env.SECRET_ARN);
    const [state, institution, key] = await Promise.all([
      links.resolve(token, request.now),
      store.institutions.answering(request.now),
      keyFor(env.SECRET_ARN, 'csrf'),
    ]);
    if (state.kind === 'unknown') return unknownStudentLinkPage();
    if (state.kind === 'expired') return expiredStudentLinkPage();
    const { link } = state;
    const stages = await stagesOf(store, link);
    if (stages.length === 0) return expiredStudentLinkPage();
    const door: StudentDoor = {
      ...{ store, link, institution, stages },
      path: `/e/${token}`,
      csrf: csrfToken(key, link.hash),
      isOwnForm: ({ form }) => isCsrfToken(key, link.hash, fieldValue(form, csrfField)),
    };
    return page(door, request);
  };

/** One stage's page. Another student's does not exist here, nor does what is asked of one that is cancelled. */
export const atStage = (env: TutorEnvironment, page: (desk: StudentDesk, request: PageRequest) => Answer) =>
  behindStudentDoor(env, (door, request) => {
    const stage = door.stages.find(({ campaign }) => campaign.campaignId === request.params.campaignId);
    if (!stage || !isStarted(stage.placement)) return notFoundPage();
    const { campaign, placement } = stage;
    return page({ ...door, campaign, placement, stagePath: stagePathOf(door, stage) }, request);
  });

export const stagePathOf = (
  { path }: Pick<StudentDoor, 'path'>,
  { campaign }: Pick<StudentStage, 'campaign'>,
): string => `${path}/${campaign.campaignId}`;
