import type { Placement, PlacementKey } from '../../../schemas/placement.ts';
import type { SelectionTask } from '../../../schemas/work.ts';
import { type CourseChange, changedCourse } from '../../domain/placement/course-changes.ts';
import { whyNot } from '../../domain/placement/selection.ts';
import { standingOf } from '../../domain/placement/standing.ts';
import { isIn } from '../../domain/report/report-meanings.ts';
import { replaceLifecycle } from '../start-lifecycles.ts';
import { type Doing, NotDone, NotYet, type WorkPass } from './doing.ts';

/** In ms: what somebody wanted to leave now leaves within the hour, or not. */
const longestTry = 3_600_000;

type Mailing = Extract<SelectionTask, { does: 'mail' }>;
type Deciding = Exclude<SelectionTask, { does: 'mail' | 'note' }>;

const mailed = async (doing: Doing, task: Mailing, key: PlacementKey): Promise<string> => {
  const { mailing, store, work, now } = doing;
  if (!mailing) throw new Error('nothing is mailed from here');
  // Whoever only decides need not load what mails.
  const [{ mailByHand }, { leaseSeconds, MailRefused, MailUnconfirmed, MailUnderWay }] = await Promise.all([
    import('../mail-by-hand.ts'),
    import('../../mail/outbox.ts'),
  ]);
  const { isInsisted } = task;
  const one = {
    store,
    ...(await doing.setting()),
    now,
    askedAt: work.askedAt,
    ...(isInsisted && { isInsisted }),
  };
  const asked = { workId: work.workId, askedBy: work.askedBy, why: task.why };
  try {
    const why = await mailByHand(mailing, one, task.mail, key, asked);
    // Of all that a filter shows, who had one before anybody asked is none of those that were to have one.
    if (why === 'sentToday' && work.filter) return 'hadOne';
    if (why !== undefined) throw new NotDone(why);
    return 'mailed';
  } catch (error) {
    const isPassing = [MailRefused, MailUnconfirmed, MailUnderWay].some((kind) => error instanceof kind);
    if (!isPassing) throw error;
    if (Date.parse(now) - Date.parse(work.askedAt) < longestTry) throw new NotYet(leaseSeconds);
    throw new NotDone('mailAway');
  }
};

const entryOf = {
  cancel: 'cancelled',
  restore: 'restored',
  extend: 'extended',
  close: 'closed',
} as const satisfies Record<Deciding['does'], Placement['history'][number]['what']>;

const changeOf = async ({ store, work }: Doing, task: Deciding): Promise<CourseChange> => {
  switch (task.does) {
    case 'cancel':
      return { kind: 'cancel', reason: task.reason };
    case 'restore':
      return {
        kind: 'restore',
        isLaunched: (await store.campaigns.get(work.campaignId)).status === 'launched',
      };
    case 'extend':
      return { kind: 'extend', until: task.until };
    case 'close':
      return { kind: 'close' };
  }
};

/** As a decision on one placement (change-course.ts): one write that names the next revision, then what ran is stopped. */
const decided = async (doing: Doing, task: Deciding, key: PlacementKey): Promise<string> => {
  const { env, store, work, now } = doing;
  const change = await changeOf(doing, task);
  const { askedBy, askedAt } = work;
  const isDone = ({ history }: Placement): boolean =>
    history.some(({ what, by, at }) => what === entryOf[task.does] && by === askedBy && at >= askedAt);
  const before = await store.placements.get(key);
  if (!isDone(before) && isIn(await store.reports.find(key))) throw new NotDone('reportIn');
  const reasonOf = (current: Placement) => whyNot(task, { ...current, standing: standingOf(current) });
  let why: ReturnType<typeof reasonOf>;
  const placement = await store.placements.change(key, (current) => {
    if (isDone(current)) return current;
    why = reasonOf(current);
    return why === undefined ? changedCourse(current, change, { by: askedBy, now, why: task.why }) : current;
  });
  if (why !== undefined) throw new NotDone(why);
  // Cut behind the write, it is started now.
  if (placement.startDue !== undefined) await replaceLifecycle(env, store, placement, now);
  return 'decided';
};

/** What somebody wants done to each placement of a selection, as far as it still can be. */
export const selectionPasses: readonly WorkPass[] = [
  {
    over: 'selection',
    each: async (doing, studentNumber) => {
      const { store, work } = doing;
      const { campaignId, task, askedBy, askedAt, subject = '' } = work;
      const key = { campaignId, studentNumber };
      if (!task) throw new Error('it is not said what is to be done');
      if (task.does === 'mail') return mailed(doing, task, key);
      if (task.does !== 'note') return decided(doing, task, key);
      await store.notes.add({ ...key, at: askedAt, by: askedBy, text: task.text }, subject);
      return 'noted';
    },
  },
];
