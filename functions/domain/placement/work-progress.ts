import type { IsoInstant } from '../../../schemas/time.ts';
import type { Work, WorkFailure, WorkKey, WorkKind } from '../../../schemas/work.ts';

/** What becomes of one placement of a work list: done, counted under a name or under none; or not, and why. */
export type WorkResult = { counted?: string } | WorkFailure;

/** One batch that was worked off. */
export type WorkedBatch = {
  results: readonly WorkResult[];
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
  { results, after }: WorkedBatch,
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
    ...{ tally, after, due: now },
    done: work.done + results.length,
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

/** How far it is, from 0 to 1. */
export const workFraction = ({ endedAt, pass, passes, done, total }: Work): number =>
  endedAt ? 1 : (pass + (total === 0 ? 0 : Math.min(1, done / total))) / passes;
