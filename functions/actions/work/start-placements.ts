import type { Placement } from '../../../schemas/placement.ts';
import type { LaunchSlice, Work } from '../../../schemas/work.ts';
import { launchRuns, withHeldLaunch } from '../../domain/placement/campaign-life.ts';
import {
  fullSlice,
  heldBy,
  isStillLeaving,
  isToStart,
  launchNumberOf,
  newSlice,
  sizeOfSlice,
  standingOfSlice,
  waitedAgain,
} from '../../domain/placement/launch-slices.ts';
import { started } from '../../domain/placement/placement-life.ts';
import { endedWork, type WorkedBatch, withSlice } from '../../domain/placement/work-progress.ts';
import { inGroups } from '../../in-groups.ts';
import { startPlacement } from '../start-lifecycles.ts';
import { type Doing, type Each, eachOf, type WorkPass } from './doing.ts';

const start: Each<Placement> = async ({ env, store, now }, placement) => {
  const current = await store.placements.change(placement, (one) => started(one, now));
  if (current.status !== 'started' || current.startDue === undefined) return undefined;
  await startPlacement(env, store, current, now);
  return 'started';
};

/**
 * The next of the slice, each with the others of its tutor: all are marked as started before the first of them runs, since its first
 * mail looks for the tutor's other students, and must find them started.
 */
const startBatch = async (
  doing: Doing,
  next: readonly Placement[],
  isLast: boolean,
): Promise<WorkedBatch> => {
  const { store, work, now } = doing;
  const slice = work.slice ?? newSlice(work, work.askedAt);
  const own = firstToStart(next, sizeOfSlice(slice) - slice.started);
  const all = [...own, ...(await othersOfTutors(doing, own))];
  // Whichever cannot be marked fails as it is started, by itself.
  await inGroups(all, (one) =>
    store.placements.change(one, (current) => started(current, now)).catch(() => undefined),
  );
  const results = await eachOf(doing, all, ({ studentNumber }) => studentNumber, start);
  const count = results.filter((result) => 'counted' in result && result.counted !== undefined).length;
  const after = { ...slice, started: slice.started + count };
  const isThrough = isLast && own.length === next.length;
  return {
    ...{ results, gone: own.length, slice: isThrough ? after : await paused(doing, after) },
    ...(!isThrough && { after: own.at(-1)?.studentNumber }),
  };
};

/** Up to the one with which the slice is full. */
const firstToStart = (next: readonly Placement[], most: number): readonly Placement[] => {
  let count = 0;
  const full = next.findIndex((one) => {
    if (isToStart(one)) count += 1;
    return count >= most;
  });
  return full === -1 ? next : next.slice(0, full + 1);
};

const othersOfTutors = async (
  { store, work: { campaignId } }: Doing,
  own: readonly Placement[],
): Promise<Placement[]> => {
  const known = new Set(own.map(({ studentNumber }) => studentNumber));
  const tutors = [...new Set(own.filter(isToStart).map(({ tutor }) => tutor.email))];
  const theirs = await inGroups(tutors, (email) => store.placements.ofTutor(campaignId, email));
  return theirs.flat().filter((one) => isToStart(one) && !known.has(one.studentNumber));
};

const paused = async ({ store, work, now }: Doing, slice: LaunchSlice): Promise<LaunchSlice> =>
  slice.started < sizeOfSlice(slice)
    ? slice
    : fullSlice(slice, work.total, await store.institutions.get(), now);

/**
 * Between two slices: waits for what becomes of the mails of the one before, and then goes on, or ends and says on the campaign why.
 * The rest waits as it did before the launch, for the next one. The campaign is told first: what dies before the work is ended finds
 * it there.
 */
export const nextSlice = async ({ store, work, now }: Doing): Promise<Work | undefined> => {
  const { slice } = work;
  if (slice?.until === undefined) return undefined;
  if (now < slice.until) return work;
  const end = () => store.works.change(work, (current) => endedWork(current, now));
  const campaign = await store.campaigns.getLaunched(work.campaignId);
  const number = launchNumberOf(work);
  // Somebody launched again meanwhile: that one starts all that is left.
  if (campaign.launches !== number || campaign.held) return end();
  const institution = await store.institutions.get();
  const standing = await standingNow({ store, work, slice });
  const goOn = (next: LaunchSlice) =>
    store.works.change(work, (current) => withSlice(current, slice, next, now));
  if (isStillLeaving(slice, standing)) return goOn(waitedAgain(slice, institution, now));
  const held = heldBy(standing, now);
  if (!held) return goOn(newSlice(work, now, slice));
  await store.campaigns.change(work.campaignId, (current) => withHeldLaunch(current, number, held));
  return end();
};

/** Placements that are read at a time. */
const readAtOnce = 200;

/** Of the slice's part of the campaign, and of what its tutors have behind it, which was started with it. */
const standingNow = async ({
  store,
  work,
  slice,
}: Pick<Doing, 'store' | 'work'> & { slice: LaunchSlice }) => {
  const end = work.after ?? '';
  const placements: Placement[] = [];
  let { after } = slice;
  for (;;) {
    const next = await store.placements.ofCampaign(work.campaignId, { after, most: readAtOnce });
    const own = next.filter(({ studentNumber }) => studentNumber <= end);
    placements.push(...own);
    if (own.length < readAtOnce) break;
    after = own.at(-1)?.studentNumber;
  }
  const tutors = [...new Set(placements.map(({ tutor }) => tutor.email))];
  const theirs = await inGroups(tutors, (email) => store.placements.ofTutor(work.campaignId, email));
  const behind = theirs.flat().filter(({ studentNumber }) => studentNumber > end);
  return standingOfSlice([...placements, ...behind], slice);
};

/** A launch: every placement that waits for it, slice by slice. */
export const launchPasses: readonly WorkPass[] = [
  {
    over: 'campaign',
    // From here on the work itself says that it is to be done.
    prepare: async ({ store, work: { campaignId } }) => {
      await store.campaigns.change(campaignId, launchRuns);
    },
    batch: startBatch,
  },
];
