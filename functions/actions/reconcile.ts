import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { Placement, PlacementLine } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { isToTell, relaunched } from '../domain/placement/placement-life.ts';
import { standingOf } from '../domain/placement/standing.ts';
import { hasStarted, isOver } from '../domain/placement/status-meanings.ts';
import { resumedWork } from '../domain/placement/work-progress.ts';
import type { LifecycleEnvironment, MeetingEnvironment, WorkEnvironment } from '../environment.ts';
import { lifecycleState } from '../executions/describe.ts';
import { type RunningLifecycles, runningLifecycles } from '../executions/list.ts';
import { startWork } from '../executions/start.ts';
import { stopLifecycle } from '../executions/stop.ts';
import { inGroups } from '../in-groups.ts';
import type { Store } from '../store/store.ts';
import { replaceLifecycle } from './start-lifecycles.ts';
import { restoreMeetings } from './start-meetings.ts';

type ReconcileEnvironment = LifecycleEnvironment & WorkEnvironment & MeetingEnvironment;

/** What a night found, and mended but for the last. */
export type Reconciled = {
  /** Stages nobody watched over any more: begun anew, as after trouble. */
  restored: number;
  /** Meetings to come that nobody watched over any more: begun anew. */
  meetings: number;
  /** Work on many that had stopped: gone on with. */
  resumed: number;
  /** Executions whose stage was over, or had a newer one: stopped. */
  stopped: number;
  /** Reports that were sent a day ago and more, and are not distributed: the sweep and the people who watch see to them. */
  undistributed: number;
  /**
   * Mails of the last week of which nobody knows for a day whether they left: what is worth a second copy was sent again, and the rest
   * says so on its placement.
   */
  unconfirmed: number;
};

/** So many are started by one night; of more, each says that it is to start, and the sweep starts them (take-up.ts). */
const mostStarted = 500;
/** In days, how long after its end a stage's execution may still wait: an alert for the first working morning after two weeks of holidays, say. */
const patience = 20;
/** Work that stopped so often is a person's. */
const mostRuns = 10;

const daysBefore = (now: IsoInstant, days: number): IsoInstant =>
  new Date(Date.parse(now) - days * 86_400_000).toISOString();

/**
 * Holds what runs against what the records say should run, campaign by campaign. What died between an intention and its effect
 * is the sweep's, within half an hour; here is what no record knows of: an execution that was taken away, or went on too long.
 * Killed half-way it leaves nothing half done: each placement is one write that says that it is to start, then the start.
 */
export const reconcile = async (
  env: ReconcileEnvironment,
  store: Store,
  now: IsoInstant,
): Promise<Reconciled> => {
  const campaigns = (await store.campaigns.all()).filter((one) => one.status === 'launched');
  const found: Reconciled = {
    ...{ restored: 0, meetings: 0, resumed: 0, stopped: 0, undistributed: 0, unconfirmed: 0 },
  };
  const running = campaigns.length > 0 ? await runningLifecycles(env) : undefined;
  if (!running) return found;
  let startsLeft = mostStarted;
  for (const campaign of campaigns) {
    found.resumed += await resumeStopped(env, store, campaign, now);
    // A launch marks stages as started before it starts them.
    if (campaign.launchDue !== undefined) continue;
    const lines = await store.lines.all({ ...campaign, now });
    const lost = lines.filter((line) => isUnwatched(line) && running.revisionsOf(line).length === 0);
    found.restored += await countDone(lost, (line) => {
      startsLeft -= 1;
      return restore(env, store, line, now, startsLeft >= 0);
    });
    found.stopped += await countDone(
      lines.filter((line) => isSurplus(line, running)),
      (line) => stopSurplus(env, store, line, running, now),
    );
  }
  found.meetings = await restoreMeetings(env, store, now);
  const late = await store.due.since(daysBefore(now, 1));
  found.undistributed = late.filter(({ kind }) => kind === 'distribution').length;
  found.unconfirmed = await store.due.mailsInDoubt(daysBefore(now, 8), daysBefore(now, 1));
  return found;
};

const countDone = async (
  lines: readonly PlacementLine[],
  act: (line: PlacementLine) => Promise<boolean>,
): Promise<number> => (await inGroups(lines, act)).filter(Boolean).length;

/** Something should run for it, no trouble says why nothing does, and no start is under way. */
const isUnwatched = (line: Pick<PlacementLine, 'status' | 'startDue' | 'trouble' | 'standing'>): boolean =>
  (line.standing?.isToTell === true || (hasStarted(line) && !isOver(line))) &&
  line.startDue === undefined &&
  line.trouble === undefined;
const isLeftAlone = (placement: Placement): boolean =>
  isUnwatched({ ...placement, standing: standingOf(placement) });

const restore = async (
  env: ReconcileEnvironment,
  store: Store,
  line: PlacementLine,
  now: IsoInstant,
  mayStart: boolean,
): Promise<boolean> => {
  const seen = await store.placements.get(line);
  // The lists may be late; the record and its execution are not.
  if (!isLeftAlone(seen) || (await lifecycleState(env, seen)) === 'running') return false;
  let isOurs = false;
  const placement = await store.placements.change(seen, (current) => {
    isOurs = current.revision === seen.revision && isLeftAlone(current);
    return isOurs ? relaunched(current, undefined, now) : current;
  });
  if (isOurs && mayStart) await replaceLifecycle(env, store, placement, now);
  return isOurs;
};

const isSurplus = (line: PlacementLine, running: RunningLifecycles): boolean => {
  const revisions = running.revisionsOf(line);
  return revisions.length > 1 || (revisions.length > 0 && isOver(line));
};

const stopSurplus = async (
  env: ReconcileEnvironment,
  store: Store,
  line: PlacementLine,
  running: RunningLifecycles,
  now: IsoInstant,
): Promise<boolean> => {
  const placement = await store.placements.get(line);
  const surplus = running
    .revisionsOf(placement)
    .filter((revision) => revision < placement.revision || isLongOver(placement, now));
  for (const revision of surplus)
    await stopLifecycle(
      env,
      { ...placement, revision },
      'the stage is over, or another execution watches over it',
    );
  return surplus.length > 0;
};

const isLongOver = (placement: Placement, now: IsoInstant): boolean =>
  isOver(placement) &&
  // Whoever is still to be told, is told however long the mail service stays away.
  !isToTell(placement) &&
  (placement.history.at(-1)?.at ?? now) < daysBefore(now, patience);

/** @returns how many were gone on with */
const resumeStopped = async (
  env: ReconcileEnvironment,
  store: Store,
  { campaignId }: LaunchedCampaign,
  now: IsoInstant,
): Promise<number> => {
  const works = await store.works.latest(campaignId);
  const stopped = works.filter((work) => work.stopped && !work.endedAt && work.run < mostRuns);
  // Due from this write on: should the start fail, the sweep starts it.
  for (const work of stopped)
    await startWork(env, await store.works.change(work, (current) => resumedWork(current, work.run, now)));
  return stopped.length;
};
