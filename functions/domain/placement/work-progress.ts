import type { IsoInstant } from '../../../schemas/time.ts';
import type { LaunchSlice, Work, WorkFailure, WorkKey, WorkKind } from '../../../schemas/work.ts';

/** What becomes of one placement of a work list: done, counted under a name or under none; or not, and why. */
export type WorkResult = { counted?: string } | WorkFailure;

/** One batch that was worked off. */
export type WorkedBatch = {
  results: readonly WorkResult[];
  /** Gone through, where others were done with them. */
  gone?: number;
  slice?: LaunchSlice;
  /** Where the next one goes on; absent when this pass is through. */
  after?: string;
};

const keptFailures = 100;

/** The id of a piece of work: the same for whoever names the same moment and mark, so that it is written once. */
export const workIdOf = (kind: WorkKind, askedAt: IsoInstant, mark: string): string =>
  `${askedAt.replace(/\D/g, '')}-${kind}-${mark}`;

export const newWork = (
  key: WorkKey,
  facts: Pick<Work, 'kind' | 'askedBy' | 'askedAt' | 'total' | 'passes' | 'task' | 'filter' | 'subject'>,
): Work => ({
  ...key,
  ...facts,
  ...{ pass: 0, done: 0, tally: {}, failed: 0, failures: [] },
  ...{ run: 1, version: 1, due: facts.askedAt },
});

/** The work after a batch, which started where `before` stood: a batch that two did counts once. */
export const withBatch = (
  work: Work,
  before: Work,
  { results, gone = results.length, slice, after }: WorkedBatch,
  now: IsoInstant,
): Work => {
  if (work.endedAt || work.pass !== before.pass || work.after !== before.after) return work;
  const failures = results.filter((result): result is WorkFailure => 'reason' in result);
  const tally = { ...work.tally };
  for (const result of results)
    if ('counted' in result && result.counted) tally[result.counted] = (tally[result.counted] ?? 0) + 1;
  const { stopped, ...going } = work;
  const counted: Work = {
    ...going,
    ...{ tally, after, due: slice?.until ?? now },
    ...(slice && { slice }),
    done: work.done + gone,
    failed: work.failed + failures.length,
    failures: [...work.failures, ...failures].slice(0, keptFailures),
  };
  if (after !== undefined) return counted;
  if (work.pass + 1 < work.passes) return { ...counted, pass: work.pass + 1, done: 0 };
  return { ...counted, due: undefined, endedAt: now };
};

/** Its machine gave up: it stays where it is until somebody goes on with it. */
export const stoppedWork = (work: Work, run: number, error: string, now: IsoInstant): Work =>
  work.endedAt || work.run !== run ? work : { ...work, due: undefined, stopped: { at: now, error } };

/** Goes on where it stopped, by an execution of its own. */
export const resumedWork = (work: Work, seenRun: number, now: IsoInstant): Work => {
  if (work.endedAt || work.run !== seenRun) return work;
  const { stopped, ...going } = work;
  return { ...going, run: work.run + 1, due: now };
};

/** It has come to its end, done or not to be done any more. */
export const endedWork = (work: Work, now: IsoInstant): Work =>
  work.endedAt ? work : { ...work, due: undefined, endedAt: now };

/** Nothing is done before that moment. */
export const waitingWork = (work: Work, until: IsoInstant): Work =>
  work.endedAt ? work : { ...work, due: until };

/** A launch goes on to that slice, or waits for it longer. @param before as the slice stood: of two batches that say so, one does */
export const withSlice = (work: Work, before: LaunchSlice, slice: LaunchSlice, now: IsoInstant): Work =>
  work.endedAt || work.slice?.number !== before.number || work.slice.until !== before.until
    ? work
    : { ...work, slice, due: slice.until ?? now };

/** When the next batch begins, where it does not at once. */
export const waitsUntil = ({ due }: Work, now: IsoInstant): IsoInstant | undefined =>
  due !== undefined && due > now ? due : undefined;

/** How far it is, from 0 to 1. */
export const workFraction = ({ endedAt, pass, passes, done, total }: Work): number =>
  endedAt ? 1 : (pass + (total === 0 ? 0 : Math.min(1, done / total))) / passes;
