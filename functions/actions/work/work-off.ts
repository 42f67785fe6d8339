import type { Placement } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import type { ImportRow, Work, WorkEntries, WorkKey, WorkKind } from '../../../schemas/work.ts';
import { type WorkedBatch, type WorkResult, withBatch } from '../../domain/placement/work-progress.ts';
import type { MailingEnvironment, WorkingEnvironment } from '../../environment.ts';
import { inGroups } from '../../in-groups.ts';
import { failure, logger } from '../../observability/logger.ts';
import type { Store } from '../../store/store.ts';
import { selectionPasses } from './do-selection.ts';
import { type Doing, type Each, NotDone, NotYet, type WorkPass } from './doing.ts';
import { relaunchPasses } from './relaunch-placements.ts';
import { selectedLines } from './selected-lines.ts';
import { launchPasses } from './start-placements.ts';
import { importPasses } from './take-rows.ts';

/** How each kind of work is done. */
export const workPasses: Record<WorkKind, readonly WorkPass[]> = {
  launch: launchPasses,
  import: importPasses,
  relaunch: relaunchPasses,
  selection: selectionPasses,
};

/**
 * Placements of one batch: few enough for a function's time, and for as many starts a second as Step Functions takes; enough
 * for 130,000 in the 25,000 events of one execution's history (tests/domain/work-size.test.ts).
 */
export const batchSize = 100;

/**
 * Works off the next batch. @returns the work as it then stands: the next batch, if it is not ended, begins there.
 *
 * @throws NotYet what is to be mailed cannot be yet: the same batch is to be done again in a while
 */
export const workOff = async (
  env: WorkingEnvironment,
  store: Store,
  key: WorkKey,
  now: IsoInstant,
  mailing?: MailingEnvironment,
): Promise<Work> => {
  const work = await store.works.get(key);
  if (work.endedAt) return work;
  const batch = await batchOf({ env, mailing, store, work, now });
  return store.works.change(key, (current) => withBatch(current, work, batch, now));
};

const batchOf = async (doing: Doing): Promise<WorkedBatch> => {
  const { store, work } = doing;
  const pass = workPasses[work.kind][work.pass];
  if (!pass) throw new Error(`work of kind ${work.kind} has no pass ${work.pass}`);
  if (pass.over === 'campaign') {
    if (work.after === undefined) await pass.prepare?.(doing);
    const placements = await store.placements.ofCampaign(work.campaignId, {
      after: work.after,
      most: batchSize,
    });
    const results = await eachOf(doing, placements, ({ studentNumber }) => studentNumber, pass.each);
    // Stryker disable next-line OptionalChaining: a full batch has a last one.
    return { results, after: placements.length < batchSize ? undefined : placements.at(-1)?.studentNumber };
  }
  if (pass.over === 'selection' && work.filter) {
    const { numbers, after } = await selectedLines(doing, work.filter);
    const results = await eachOf(doing, numbers, (one) => one, pass.each);
    return { results, after };
  }
  const part = Number(work.after ?? 0);
  const entries = await store.works.part(work, part);
  // Behind the last part; or the list is gone, a month after it was asked for.
  if (!entries) return { results: [] };
  const results =
    pass.over === 'rows'
      ? await eachOf(doing, rowsOf(entries), ({ facts }) => facts.studentNumber, pass.each)
      : await eachOf(doing, numbersOf(entries), (studentNumber) => studentNumber, pass.each);
  return { results, after: work.done + results.length >= work.total ? undefined : String(part + 1) };
};

const rowsOf = (entries: WorkEntries): ImportRow[] =>
  entries.flatMap((entry) => (typeof entry === 'string' ? [] : [entry]));
const numbersOf = (entries: WorkEntries): string[] =>
  entries.flatMap((entry) => (typeof entry === 'string' ? [entry] : []));

/** What fails for one is written down, and the others go on: unless all fail, which is no matter of theirs. */
const eachOf = async <Item>(
  doing: Doing,
  items: readonly Item[],
  numberOf: (item: Item) => Placement['studentNumber'],
  each: Each<Item>,
): Promise<WorkResult[]> => {
  const errors: unknown[] = [];
  // Two of one tutor share a mail: the second finds what the first sent.
  const isOneByOne = doing.work.task?.does === 'mail';
  const results = await (isOneByOne ? oneByOne : inGroups)(items, async (item): Promise<WorkResult> => {
    try {
      return { counted: await each(doing, item) };
    } catch (error) {
      if (error instanceof NotYet) throw error;
      if (!(error instanceof NotDone)) errors.push(error);
      return { studentNumber: numberOf(item), reason: error instanceof Error ? error.name : 'Unknown' };
    }
  });
  for (const error of errors) logger.error('a placement of a work list failed', failure(error));
  const isEverybody = errors.length === items.length && items.length > 1;
  if (isEverybody) throw errors[0];
  return results;
};

const oneByOne = async <Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
};
