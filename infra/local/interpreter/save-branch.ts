import { type Branch, dueOf } from './branch.ts';
import type { Clock } from './clock.ts';
import type { NewEvent } from './history.ts';
import type { Journal } from './journal.ts';

/** Saves a branch and what its history gains as one checkpoint, and tells the clock when it falls due; undefined if it had already moved on. */
export function saveBranch(
  branch: Branch,
  journal: Journal,
  clock: Clock,
  events: readonly NewEvent[] = [],
): Branch | undefined {
  const saved = journal.checkpoint(() => {
    const saved = journal.branches.save(branch);
    if (saved && events.length > 0) journal.events.append(branch.execution, clock.millis(), events);
    return saved;
  });
  const due = saved && dueOf(saved);
  if (due != null) clock.timerAdded(due);
  return saved;
}
