import type { PreparedCampaign } from '../../schemas/campaign.ts';
import type { Placement } from '../../schemas/placement.ts';
import { isOverdue, needsStarting, relaunched } from '../domain/placement/placement-life.ts';
import { resumedWork } from '../domain/placement/work-progress.ts';
import { isIn } from '../domain/report/report-meanings.ts';
import type {
  GuestsEnvironment,
  LifecycleEnvironment,
  MeetingEnvironment,
  WorkEnvironment,
} from '../environment.ts';
import { lifecycleState, workState } from '../executions/describe.ts';
import { ring } from '../executions/ring.ts';
import { startWork } from '../executions/start.ts';
import type { Due } from '../store/due.ts';
import type { Store } from '../store/store.ts';
import { startDeletion } from './delete-campaign.ts';
import { startLaunch } from './start-launch.ts';
import { replaceLifecycle } from './start-lifecycles.ts';
import { takeUpAnswers, takeUpMeeting } from './start-meetings.ts';

type TakeUpEnvironment = WorkEnvironment & LifecycleEnvironment & MeetingEnvironment & GuestsEnvironment;

/**
 * Takes up one thing that was written as intended and is not done, because what was to do it died in between. It is known by
 * its own record; doing it twice is harmless.
 *
 * @returns whether there was something to do.
 */
export const takeUp = async (
  env: TakeUpEnvironment,
  store: Store,
  due: Due,
  now: string,
): Promise<boolean> => {
  switch (due.kind) {
    case 'campaign':
      return takeUpCampaign(env, store, due, now);
    case 'work':
      return takeUpWork(env, store, due, now);
    case 'start':
      return takeUpStart(env, store, due, now);
    case 'distribution':
      return takeUpDistribution(env, store, due, now);
    case 'meeting':
      return takeUpMeeting(env, store, due, now);
    case 'answers':
      return takeUpAnswers(env, store, due, now);
  }
};

const takeUpCampaign = async (
  env: TakeUpEnvironment,
  store: Store,
  { campaignId }: Pick<Due, 'campaignId'>,
  now: string,
): Promise<boolean> => {
  const campaign = await store.campaigns.find(campaignId);
  if (!campaign) return false;
  if (campaign.status === 'prepared') return takeUpDeletion(env, store, campaign, now);
  if (!isOverdue(campaign.launchDue, now)) return false;
  await startLaunch(env, store, campaign);
  return true;
};

/** Nobody sees a campaign that is being deleted: what stopped of it is gone on with here, until it is done. */
const takeUpDeletion = async (
  env: TakeUpEnvironment,
  store: Store,
  campaign: PreparedCampaign,
  now: string,
): Promise<boolean> => {
  if (!campaign.deletion || !isOverdue(campaign.deletion.since, now)) return false;
  const work = await startDeletion(env, store, campaign, 0);
  const known = work && (await store.works.find(work));
  if (!known?.stopped) return false;
  await startWork(env, await store.works.change(known, (current) => resumedWork(current, known.run, now)));
  return true;
};

const takeUpWork = async (
  env: TakeUpEnvironment,
  store: Store,
  due: Extract<Due, { kind: 'work' }>,
  now: string,
): Promise<boolean> => {
  const work = await store.works.find(due);
  // A deletion takes its own record away: the index may say of it a moment longer that it is due.
  if (!work || !isOverdue(work.due, now)) return false;
  const state = await workState(env, work);
  if (state === 'running') return false;
  // An execution of that name that is over will not run again: the next run does.
  await startWork(
    env,
    state === 'missing'
      ? work
      : await store.works.change(work, (current) => resumedWork(current, work.run, now)),
  );
  return true;
};

/** A launch marks a batch before it starts any of it, and goes on by the numbers: it will come to what lies before it. */
const isBeingLaunched = async (
  store: Store,
  { campaignId, lastRunning, studentNumber }: Placement,
): Promise<boolean> =>
  lastRunning === undefined &&
  (await store.works.latest(campaignId)).some(
    ({ kind, due, after }) =>
      kind === 'launch' && due !== undefined && (after === undefined || studentNumber > after),
  );

type PlacementDue = Extract<Due, { studentNumber: string }>;

const takeUpStart = async (
  env: TakeUpEnvironment,
  store: Store,
  { campaignId, studentNumber }: PlacementDue,
  now: string,
): Promise<boolean> => {
  const placement = await store.placements.get({ campaignId, studentNumber });
  if (!isOverdue(placement.startDue, now) || (await isBeingLaunched(store, placement))) return false;
  const state = await lifecycleState(env, placement);
  if (state === 'running') return false;
  // An execution of that name that is over will not run again: the next revision does.
  const toStart =
    state === 'missing'
      ? placement
      : await store.placements.change(placement, (current) =>
          current.revision === placement.revision ? relaunched(current, undefined, now) : current,
        );
  await replaceLifecycle(env, store, toStart, now);
  return true;
};

const takeUpDistribution = async (
  env: TakeUpEnvironment,
  store: Store,
  { campaignId, studentNumber }: PlacementDue,
  now: string,
): Promise<boolean> => {
  const key = { campaignId, studentNumber };
  const [report, placement] = await Promise.all([store.reports.find(key), store.placements.get(key)]);
  if (!isIn(report) || !report.undistributed || !isOverdue(report.sent.sentAt, now)) return false;
  // Its own start is taken up first, and finds the report.
  if (placement.startDue !== undefined) return false;
  if ((await lifecycleState(env, placement)) === 'running') {
    if (report.doorbell) await ring(report.doorbell);
    return false;
  }
  // What failed after the report was in, failed to distribute it: a person looks at why, and relaunches.
  if (placement.trouble && placement.trouble.at >= report.sent.sentAt && needsStarting(placement, now))
    return false;
  const next = await store.placements.change(key, (current) =>
    current.revision === placement.revision ? relaunched(current, undefined, now) : current,
  );
  await replaceLifecycle(env, store, next, now);
  return true;
};
