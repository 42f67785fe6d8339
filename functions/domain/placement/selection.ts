import type { PlacementLine } from '../../../schemas/placement.ts';
import type { SelectionTask } from '../../../schemas/work.ts';
import { dayAfter } from '../timetable/calendar-days.ts';
import { longestWait, stageBounds } from '../timetable/occasion-moments.ts';
import { changesAt } from './course-changes.ts';
import { mayMailByHand, type StageSays, stageSays } from './hand-mails.ts';
import { isRefusal } from './mail-refusal.ts';

/** Why a placement of a selection is left as it is. */
export type WhyNot = StageSays | 'notCancelled' | 'wordWaits' | 'addressRefused' | 'dueLater' | 'untilTooFar';

/** What of a placement, or of a line of the list, decides it. */
export type Selected = Pick<PlacementLine, 'status' | 'standing' | 'undelivered' | 'tutor' | 'periods'>;

/** @returns undefined where it can be done. The same for a list, for the confirmation and when the work comes to it. */
export const whyNot = (task: SelectionTask, one: Selected): WhyNot | undefined => {
  if (task.does === 'note') return undefined;
  const isAllowed =
    task.does === 'mail'
      ? mayMailByHand(one, task.mail, task.isInsisted)
      : changesAt(one.status).includes(task.does);
  if (!isAllowed) return task.does === 'restore' ? 'notCancelled' : stageSays(one);
  // What nobody has read, is decided about by nobody (ADR 33); the way to the form is no reminder.
  const isLink = task.does === 'mail' && task.mail === 'link';
  if (one.standing?.wordAt !== undefined && !isLink) return 'wordWaits';
  if (task.does === 'mail') {
    if (task.isInsisted) return undefined;
    const { undelivered = [], tutor } = one;
    const isRefused = ({ recipient, reason }: (typeof undelivered)[number]) =>
      recipient === tutor.email && isRefusal(reason);
    return undelivered.some(isRefused) ? 'addressRefused' : undefined;
  }
  if (task.does !== 'extend') return undefined;
  if (one.standing?.due !== undefined && task.until <= one.standing.due) return 'dueLater';
  const latest = dayAfter(stageBounds(one.periods).last, longestWait);
  return task.until > latest ? 'untilTooFar' : undefined;
};
