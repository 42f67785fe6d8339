import { z } from 'zod';
import { isOverdue, needsStarting, relaunched } from '../domain/placement/placement-life.ts';
import { tableEnvironment } from '../environment.ts';
import { inGroups } from '../in-groups.ts';
import type { Due } from '../store/due.ts';
import { keptStore, type Store } from '../store/store.ts';
import { ring } from '../workflow/doorbell.ts';
import {
  launchEnvironment,
  lifecycleEnvironment,
  lifecycleState,
  replaceLifecycle,
  startLaunch,
} from '../workflow/executions.ts';
import { task } from '../workflow/task.ts';

const environment = tableEnvironment.extend({
  ...lifecycleEnvironment.shape,
  ...launchEnvironment.shape,
});
type Environment = z.infer<typeof environment>;

/** EventBridge Scheduler writes the moment without milliseconds. */
const scheduled = z.object({ now: z.iso.datetime().transform((at) => new Date(at).toISOString()) });

/**
 * Takes up what was written as intended and is not done, because what was to do it died in between (design.md, 15): a launch,
 * a lifecycle, the distribution of a report that was sent. Each is known by its own record; doing it twice is harmless.
 */
export const handler = task(environment, scheduled, async ({ now }, env) => {
  const store = keptStore(env.TABLE_NAME);
  const due = await store.due.since(now);
  const done = await inGroups(due, (one) => takeUp(env, store, one, now));
  return { found: due.length, takenUp: done.filter(Boolean).length };
});

/** @returns whether there was something to do. */
const takeUp = async (env: Environment, store: Store, due: Due, now: string): Promise<boolean> => {
  switch (due.kind) {
    case 'launch':
      return takeUpLaunch(env, store, due, now);
    case 'start':
      return takeUpStart(env, store, due, now);
    case 'distribution':
      return takeUpDistribution(env, store, due, now);
  }
};

const takeUpLaunch = async (
  env: Environment,
  store: Store,
  { campaignId }: Due,
  now: string,
): Promise<boolean> => {
  const campaign = await store.campaigns.get(campaignId);
  if (campaign.status !== 'launched' || !isOverdue(campaign.launchDue, now)) return false;
  await startLaunch(env, { campaignId, launch: campaign.launches });
  return true;
};

type PlacementDue = Extract<Due, { studentNumber: string }>;

const takeUpStart = async (
  env: Environment,
  store: Store,
  { campaignId, studentNumber }: PlacementDue,
  now: string,
): Promise<boolean> => {
  const placement = await store.placements.get({ campaignId, studentNumber });
  if (!isOverdue(placement.startDue, now)) return false;
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
  env: Environment,
  store: Store,
  { campaignId, studentNumber }: PlacementDue,
  now: string,
): Promise<boolean> => {
  const key = { campaignId, studentNumber };
  const [report, placement] = await Promise.all([store.reports.find(key), store.placements.get(key)]);
  if (report.status !== 'sent' || !report.undistributed || !isOverdue(report.sent.sentAt, now)) return false;
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
