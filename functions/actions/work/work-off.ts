import type { IsoInstant } from '../../../schemas/time.ts';
import type { ImportRow, Work, WorkEntries, WorkKey, WorkKind } from '../../../schemas/work.ts';
import { type WorkedBatch, withBatch } from '../../domain/placement/work-progress.ts';
import type { MailingEnvironment, WorkingEnvironment } from '../../environment.ts';
import type { Store } from '../../store/store.ts';
import { deletionPasses, mayDelete, unlessDeleted } from './delete-campaign.ts';
import { selectionPasses } from './do-selection.ts';
import { type Doing, eachOf, NotDone, type WorkPass } from './doing.ts';
import { relaunchPasses } from './relaunch-placements.ts';
import { selectedLines } from './selected-lines.ts';
import { launchPasses, nextSlice } from './start-placements.ts';
import { importPasses } from './take-rows.ts';

/** How each kind of work is done. */
export const workPasses: Record<WorkKind, readonly WorkPass[]> = {
  launch: launchPasses,
  import: importPasses,
  relaunch: relaunchPasses,
  selection: selectionPasses,
  deletion: deletionPasses,
};

/** Asked before each batch: the work as it then stands, where no batch is to be done now, or none any more. */
const beforeBatch: Partial<Record<WorkKind, (doing: Doing) => Promise<Work | undefined>>> = {
  launch: nextSlice,
  import: unlessDeleted,
  selection: unlessDeleted,
  deletion: mayDelete,
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
  const doing = { env, mailing, store, work, now, setting: settingOf(store, work, now) };
  const instead = await beforeBatch[work.kind]?.(doing);
  if (instead) return instead;
  const batch = await batchOf(doing);
  const ended = work.kind === 'deletion' ? withBatch(work, work, batch, now) : undefined;
  if (ended?.endedAt) {
    // Of a campaign that is gone nothing stays, nor that it was deleted: the audit trail says so. In one write: due until then.
    await store.works.remove(work);
    return ended;
  }
  return store.works.change(key, (current) => withBatch(current, work, batch, now));
};

const settingOf = (store: Store, { campaignId }: WorkKey, now: IsoInstant): Doing['setting'] => {
  let read: ReturnType<Doing['setting']> | undefined;
  const readNow: Doing['setting'] = async () => {
    const [institution, campaign] = await Promise.all([
      store.institutions.answering(now),
      store.campaigns.get(campaignId),
    ]);
    // Nobody is written to before: what failed here would be tried, and stop, for ever.
    if (campaign.status !== 'launched') throw new NotDone('notLaunched');
    return { institution, campaign };
  };
  return () => {
    read ??= readNow();
    return read;
  };
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
    const isLast = placements.length < batchSize;
    if (pass.batch) return pass.batch(doing, placements, isLast);
    const results = await eachOf(doing, placements, ({ studentNumber }) => studentNumber, pass.each);
    // Stryker disable next-line OptionalChaining: a full batch has a last one.
    return { results, after: isLast ? undefined : placements.at(-1)?.studentNumber };
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
