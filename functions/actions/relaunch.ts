import type { Campaign } from '../../schemas/campaign.ts';
import type { Placement } from '../../schemas/placement.ts';
import { seesSite } from '../../schemas/staff.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import type { Work } from '../../schemas/work.ts';
import { needsStarting, relaunched } from '../domain/placement/placement-life.ts';
import { isUnderWay } from '../domain/placement/status-meanings.ts';
import { mayManage } from '../domain/rights.ts';
import type { LifecycleEnvironment, WorkEnvironment, WorkingEnvironment } from '../environment.ts';
import { lifecycleState } from '../executions/describe.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';
import { askForWork } from './ask-for-work.ts';
import { replaceLifecycle } from './start-lifecycles.ts';

/** Nobody watches over a placement that should be watched over: its execution failed, was stopped, or never began. */
export const isAbandoned = async (
  env: LifecycleEnvironment,
  placement: Placement,
  now: IsoInstant,
): Promise<boolean> => {
  if (needsStarting(placement, now)) return true;
  // It is to start, and was asked to a moment ago.
  if (placement.startDue !== undefined) return false;
  return isUnderWay(placement) && (await lifecycleState(env, placement)) !== 'running';
};

/** Starts the next revision of a placement's lifecycle. @param seen as the person saw it: of two clicks, one does it. */
const relaunch = async (env: LifecycleEnvironment, acting: Acting, seen: Placement): Promise<void> => {
  const { staff, store, now } = acting;
  const { campaignId, studentNumber, revision } = seen;
  await audited(acting, 'placementRelaunched', {
    ...{ campaignId, studentNumber, before: `suivi ${revision}`, after: `suivi ${revision + 1}` },
  });
  const placement = await store.placements.change(seen, (current) =>
    current.revision === seen.revision ? relaunched(current, staff.name, now) : current,
  );
  await replaceLifecycle(env, store, placement, now);
};

export type RelaunchOutcome = { kind: 'relaunched'; count: number } | Refused;
export type RelaunchManyOutcome = { kind: 'asked'; work: Work } | Refused;

/** Starts a stopped placement again, as its next revision. One that runs well is left alone. */
export const relaunchPlacement = async (
  env: LifecycleEnvironment,
  acting: Acting,
  seen: Placement,
): Promise<RelaunchOutcome> => {
  const { campaignId, studentNumber } = seen;
  if (!mayManage(acting.staff)) return refuse(acting, 'placementRelaunched', { campaignId, studentNumber });
  if (!(await isAbandoned(env, seen, acting.now))) return { kind: 'relaunched', count: 0 };
  await relaunch(env, acting, seen);
  return { kind: 'relaunched', count: 1 };
};

/** Every stage in trouble of the person's sites: after an hour without mail, nobody should click them one by one. */
export const relaunchTroubled = async (
  env: WorkEnvironment & WorkingEnvironment,
  acting: Acting,
  { campaignId, siteIds }: Campaign,
): Promise<RelaunchManyOutcome> => {
  const { staff, store, now } = acting;
  if (!mayManage(staff)) return refuse(acting, 'placementRelaunched', { campaignId });
  const seen = siteIds.filter((siteId) => seesSite(staff, siteId));
  const troubled = await store.lines.all({ campaignId, siteIds: seen, step: 'troubled', now });
  await audited(acting, 'placementRelaunched', {
    campaignId,
    after: `suivis interrompus : ${troubled.length}`,
  });
  const entries = troubled.map(({ studentNumber }) => studentNumber);
  return { kind: 'asked', work: await askForWork(env, acting, { campaignId, kind: 'relaunch', entries }) };
};
