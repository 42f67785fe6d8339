import type { Placement } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { startable, troubled, unstarted } from '../domain/placement/placement-life.ts';
import type { LifecycleEnvironment } from '../environment.ts';
import { startLifecycle } from '../executions/start.ts';
import { stopLifecycle } from '../executions/stop.ts';
import { logger } from '../observability/logger.ts';
import type { Store } from '../store/store.ts';

/** Only the name: messages quote names of executions, which hold student numbers. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'Unknown');

/**
 * Starts the lifecycle of a placement that is marked as started. One that cannot be is in trouble, and says so: it counts as
 * started already, and no later launch would offer to start it. @throws what kept it from starting
 */
export const startPlacement = (
  env: LifecycleEnvironment,
  store: Pick<Store, 'placements'>,
  placement: Placement,
  now: IsoInstant,
): Promise<void> => startMarked(store, placement, () => startLifecycle(env, placement), now);

/**
 * Ends whatever still runs of the revisions before this one, and starts this one's. The record already says the new revision
 * and that it is due: what the old execution may still do finds itself replaced, and what dies here is taken up again. A
 * placement that could not be started again is in trouble, and says so on its page.
 */
export const replaceLifecycle = async (
  env: LifecycleEnvironment,
  store: Pick<Store, 'placements'>,
  placement: Placement,
  now: IsoInstant,
): Promise<void> => {
  try {
    await startMarked(store, placement, () => stopAndStart(env, placement), now);
  } catch (error) {
    logger.error('a lifecycle could not be replaced', { errorName: nameOf(error) });
  }
};

const startMarked = async (
  { placements }: Pick<Store, 'placements'>,
  placement: Placement,
  run: () => Promise<void>,
  now: IsoInstant,
): Promise<void> => {
  const current = (decide: (placement: Placement) => Placement) =>
    placements.change(placement, (one) => (one.revision === placement.revision ? decide(one) : one));
  try {
    await run();
    // One that runs already does not plan again, which else ends a trouble.
    if (placement.trouble?.state === unstarted) await current(startable);
  } catch (error) {
    await current((one) => (one.trouble ? one : troubled(one, unstarted, nameOf(error), now)));
    throw error;
  }
};

/** Starts that all failed leave few revisions between the one that last ran and this one: the newest are looked at. */
const mostRevisionsBehind = 5;

const stopAndStart = async (env: LifecycleEnvironment, placement: Placement): Promise<void> => {
  const last = placement.revision - 1;
  const first = Math.max(1, placement.lastRunning ?? 1, last - mostRevisionsBehind + 1);
  for (let revision = first; revision <= last; revision += 1)
    await stopLifecycle(env, { ...placement, revision }, `replaced by revision ${placement.revision}`);
  await startLifecycle(env, placement);
};
