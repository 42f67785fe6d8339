import { type Branch, dueOf } from './branch.ts';
import type { Clock } from './clock.ts';
import type { Journal } from './journal.ts';

/** Saves a branch as one checkpoint and tells the clock when it falls due; undefined if it had already moved on. */
export function saveBranch(branch: Branch, journal: Journal, clock: Clock): Branch | undefined {
  const saved = journal.checkpoint(() => journal.branches.save(branch));
  const due = saved && dueOf(saved);
  if (due != null) clock.timerAdded(due);
  return saved;
}
