import { randomBytes } from 'node:crypto';
import type { CampaignId } from '../../schemas/campaign.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import {
  type SelectionFilter,
  type SelectionTask,
  type Work,
  type WorkEntries,
  type WorkKind,
  workId,
} from '../../schemas/work.ts';
import { newWork, workIdOf } from '../domain/placement/work-progress.ts';
import type { WorkEnvironment, WorkingEnvironment } from '../environment.ts';
import { startWork } from '../executions/start.ts';
import { inGroups } from '../in-groups.ts';
import { failure, logger } from '../observability/logger.ts';
import type { Store } from '../store/store.ts';
import type { Acting } from './acting.ts';
import { workOff, workPasses } from './work/work-off.ts';

/** Entries of one part of a list: one batch, below what an item of DynamoDB holds whatever the rows say. */
const partSize = 50;

type AskedFor = {
  campaignId: CampaignId;
  kind: WorkKind;
  entries: WorkEntries;
  /** Named by who asks, so that two clicks on one page are one work. */
  workId?: string;
  task?: SelectionTask;
  /** All that it shows, in the place of a list; how many that is, where it is known. */
  filter?: { filter: SelectionFilter; total: number };
};

/**
 * Writes down what is to be done to whom, and has it done: at once when it is one batch, else by the machine; so is what mails, and
 * what a filter shows. From the moment it is written it is done, whatever dies: the sweep takes it up.
 */
export const askForWork = async (
  env: WorkEnvironment & WorkingEnvironment,
  { store, staff, now }: Pick<Acting, 'store' | 'staff' | 'now'>,
  { campaignId, kind, entries, task, filter, ...asked }: AskedFor,
): Promise<Work> => {
  const key = { campaignId, workId: asked.workId ?? newWorkId(kind, now) };
  const parts = Array.from({ length: Math.ceil(entries.length / partSize) }, (_, part) => part);
  await inGroups(parts, (part) =>
    store.works.keepPart(key, part, entries.slice(part * partSize, (part + 1) * partSize), now),
  );
  const work = newWork(key, {
    ...{ kind, askedBy: staff.name, askedAt: now },
    ...{ total: filter?.total ?? entries.length, passes: workPasses[kind].length },
    ...(task && { task, subject: staff.subject }),
    ...(filter && { filter: filter.filter }),
  });
  if (!(await store.works.create(work))) return store.works.get(key);
  const isAtOnce = entries.length <= partSize && !filter && task?.does !== 'mail';
  return isAtOnce ? doneAtOnce(env, store, work, now) : handedOver(env, work);
};

export const newWorkId = (kind: WorkKind, now: IsoInstant): string =>
  workIdOf(kind, now, randomBytes(4).toString('hex'));

/** In ms: a page is confirmed within the day on which it was shown. */
const longestLook = 24 * 3_600_000;

/** The name that a page gave the work that it asks for, so that it is one however often it is sent; else a new one. */
export const namedWorkId = (text: string, kind: WorkKind, now: IsoInstant): string => {
  const [since, ofKind] = text.split('-');
  const earliest = workIdOf(kind, new Date(Date.parse(now) - longestLook).toISOString(), '');
  const isNamed = ofKind === kind && text >= earliest && `${since}` <= now.replace(/\D/g, '');
  return isNamed && workId.safeParse(text).success ? text : newWorkId(kind, now);
};

/** Nobody waits for a machine to do one thing. */
const doneAtOnce = async (
  env: WorkingEnvironment & WorkEnvironment,
  store: Store,
  work: Work,
  now: IsoInstant,
): Promise<Work> => {
  try {
    let current = work;
    while (!current.endedAt) current = await workOff(env, store, work, now);
    return current;
  } catch (error) {
    logger.error('work was not done at once', failure(error));
    return handedOver(env, work);
  }
};

/** The machine does it; where it cannot be started, the sweep starts it. */
export const handedOver = async (env: WorkEnvironment, work: Work): Promise<Work> => {
  try {
    await startWork(env, work);
  } catch (error) {
    logger.error('work could not be started', failure(error));
  }
  return work;
};
