import type { AuditedAct } from '../../schemas/audit.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import type { Placement, PlacementLine } from '../../schemas/placement.ts';
import type { Institute } from '../../schemas/programme.ts';
import { seesSite } from '../../schemas/staff.ts';
import type { HandMail, SelectionTask, Work } from '../../schemas/work.ts';
import { whyNot } from '../domain/placement/selection.ts';
import { standingOf } from '../domain/placement/standing.ts';
import { mayManage } from '../domain/rights.ts';
import type { WorkEnvironment, WorkingEnvironment } from '../environment.ts';
import { inGroups } from '../in-groups.ts';
import type { LinesWanted } from '../store/lines.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';
import { askForWork } from './ask-for-work.ts';
import { courseActs } from './change-course.ts';
import { type WhyNoMail, whyNoHandMail } from './hand-mails.ts';
import { keptFilter } from './work/selected-lines.ts';

/** What somebody picked: placements by their numbers, or all that the list shows. @param total how many, where it is known */
export type Selection = { numbers: readonly string[] } | { wanted: LinesWanted; total: number | undefined };

/** Of more than are picked by hand on one page, the list is filtered. */
export const mostPicked = 100;
/** Of all that a filter shows so many are looked at before it is confirmed; the work goes through the rest. */
export const mostLookedAt = 500;

type Looked = Pick<PlacementLine, 'studentNumber' | 'student' | 'status' | 'standing' | 'tutor' | 'siteId'>;
export type SelectionLook = {
  possible: Looked[];
  not: { one: Looked; why: WhyNoMail }[];
  /** There are more than were looked at. */
  isPart: boolean;
};

const asLine = (placement: Placement) => ({ ...placement, standing: standingOf(placement) });

const picked = async ({ staff, store }: Acting, campaignId: string, numbers: readonly string[]) => {
  const found = await inGroups([...new Set(numbers)].slice(0, mostPicked), (studentNumber) =>
    store.placements.find({ campaignId, studentNumber }),
  );
  return found.filter((one) => one !== undefined).filter(({ siteId }) => seesSite(staff, siteId));
};

/** To which of them it could be done now, and why not to the others. */
export const lookAtSelection = async (
  acting: Acting,
  institution: Institute,
  campaign: Campaign,
  selection: Selection,
  task: SelectionTask,
): Promise<SelectionLook> => {
  const { store, now } = acting;
  const sorted = (looked: { one: Looked; why: WhyNoMail | undefined }[], isPart: boolean): SelectionLook => ({
    possible: looked.filter(({ why }) => why === undefined).map(({ one }) => one),
    not: looked.flatMap(({ one, why }) => (why === undefined ? [] : [{ one, why }])),
    isPart,
  });
  let numbers: readonly string[];
  if ('numbers' in selection) numbers = selection.numbers;
  else {
    const { lines, isMore } = await store.lines.page(selection.wanted, { most: mostLookedAt });
    // Its own index says enough of a long list; what it does not say, the work finds.
    if (task.does !== 'mail' || lines.length > mostPicked)
      return sorted(
        lines.map((one) => ({ one, why: whyNot(task, one) })),
        isMore,
      );
    numbers = lines.map(({ studentNumber }) => studentNumber);
  }
  const whyOf = async (one: Placement) =>
    task.does === 'mail' && campaign.status === 'launched'
      ? whyNoHandMail({ store, institution, campaign, now, askedAt: now }, task.mail, one)
      : whyNot(task, asLine(one));
  const placements = await picked(acting, campaign.campaignId, numbers);
  return sorted(await inGroups(placements, async (one) => ({ one, why: await whyOf(one) })), false);
};

const mailActs: Record<HandMail, AuditedAct> = {
  link: 'linkSent',
  letter: 'letterSent',
  reminder: 'reminderSent',
};
const actOf = (task: SelectionTask): AuditedAct => {
  switch (task.does) {
    case 'note':
      return 'noteWritten';
    case 'mail':
      return mailActs[task.mail];
    default:
      return courseActs[task.does];
  }
};

export type SelectionOutcome = { kind: 'asked'; work: Work } | Refused;

/**
 * Has it done to all of a selection, by a work list: to each as far as it still can be when the work comes to it.
 *
 * @param workId of the page that was confirmed: pressed twice, it is one work
 */
export const askSelection = async (
  env: WorkEnvironment & WorkingEnvironment,
  acting: Acting,
  { campaignId }: Pick<Campaign, 'campaignId'>,
  selection: Selection,
  task: SelectionTask,
  workId: string,
): Promise<SelectionOutcome> => {
  const { staff } = acting;
  const act = actOf(task);
  if (!mayManage(staff)) return refuse(acting, act, { campaignId });
  const common = { campaignId, kind: 'selection', workId, task } as const;
  if ('numbers' in selection) {
    const entries = (await picked(acting, campaignId, selection.numbers)).map((one) => one.studentNumber);
    await audited(acting, act, { campaignId, after: `sélection : ${entries.length}` });
    return { kind: 'asked', work: await askForWork(env, acting, { ...common, entries }) };
  }
  const { wanted, total } = selection;
  const siteIds = wanted.siteIds.filter((siteId) => seesSite(staff, siteId));
  await audited(acting, act, { campaignId, after: `sélection : ${total ?? 'recherche'}` });
  const filter = { filter: keptFilter({ ...wanted, siteIds }), total: total ?? 0 };
  return { kind: 'asked', work: await askForWork(env, acting, { ...common, entries: [], filter }) };
};

/**
 * Has the link, the letter or a reminder mailed to the tutor of one stage. Everybody who follows it may, as they may send the link: what
 * is mailed, its timetable has said or would say.
 */
export const askHandMail = async (
  env: WorkEnvironment & WorkingEnvironment,
  acting: Acting,
  { campaignId, studentNumber, siteId }: Pick<Placement, 'campaignId' | 'studentNumber' | 'siteId'>,
  mail: HandMail,
  why: string | undefined,
  workId: string,
): Promise<SelectionOutcome> => {
  const act = mailActs[mail];
  const key = { campaignId, studentNumber };
  if (!seesSite(acting.staff, siteId)) return refuse(acting, act, key);
  await audited(acting, act, key);
  const task = {
    ...({ does: 'mail', mail } as const),
    ...(why !== undefined && { why }),
    ...(mail === 'link' && ({ isInsisted: true } as const)),
  };
  const entries = [studentNumber];
  return {
    kind: 'asked',
    work: await askForWork(env, acting, { campaignId, kind: 'selection', entries, workId, task }),
  };
};
