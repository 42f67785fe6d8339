import type { DatabaseSync, StatementSync } from 'node:sqlite';
import * as z from 'zod';
import { type HistoryEvent, keptEvent, type NewEvent, readEvents } from './history.ts';

const lastRow = z.object({ last: z.number() });
const batchRow = lastRow.extend({ body: z.string() });
const oldestRow = z.object({ execution: z.number() }).optional();

/** Ended executions whose events stay; of earlier ones only the last batch does, whose number is how many there were. */
const endedKept = 1000;
/** Events of one execution, the latest: AWS itself allows no more. */
const eventsKept = 25_000;

type Moment = { at: number; events: readonly NewEvent[] };

/**
 * The histories of executions: a row for each checkpoint, under the number of its last event. What is kept how long:
 * infra/decisions/0040-histories-at-home.md.
 */
export class EventRecords {
  readonly #insert: StatementSync;
  readonly #last: StatementSync;
  readonly #ofExecution: StatementSync;
  readonly #removeBefore: StatementSync;
  readonly #noteEnd: StatementSync;
  readonly #forgetEnd: StatementSync;
  readonly #noted = new Map<number, Moment[]>();
  readonly #counts = new Map<number, number>();

  constructor(database: DatabaseSync) {
    this.#insert = database.prepare('INSERT INTO events (execution, last, body) VALUES (?, ?, ?)');
    this.#last = database.prepare('SELECT coalesce(max(last), 0) AS last FROM events WHERE execution = ?');
    this.#ofExecution = database.prepare('SELECT last, body FROM events WHERE execution = ? ORDER BY last');
    this.#removeBefore = database.prepare('DELETE FROM events WHERE execution = ? AND last < ?');
    this.#noteEnd = database.prepare('INSERT INTO endings (execution) VALUES (?)');
    this.#forgetEnd = database.prepare('DELETE FROM endings WHERE position = ? RETURNING execution');
  }

  /** Appends to an execution's history what was noted, then these. Only within the checkpoint that makes them true. */
  append(execution: number, at: number, events: readonly NewEvent[]): void {
    const moments = [...(this.#noted.get(execution) ?? []), { at, events }];
    this.#noted.delete(execution);
    const batch = moments.flatMap((moment) => moment.events.map((event) => keptEvent(event, moment.at)));
    const last = (this.#counts.get(execution) ?? this.#count(execution)) + batch.length;
    this.#insert.run(execution, last, JSON.stringify(batch));
    this.#counts.set(execution, last);
    if (last > eventsKept) this.#removeBefore.run(execution, last - eventsKept);
  }

  /** For the next append: what is no checkpoint of its own, since after a kill it happens again. */
  note(execution: number, at: number, events: readonly NewEvent[]): void {
    this.#noted.set(execution, [...(this.#noted.get(execution) ?? []), { at, events }]);
  }

  /** The execution has ended: its history is complete, and the oldest complete one goes. */
  ended(execution: number): void {
    this.#counts.delete(execution);
    const position = Number(this.#noteEnd.run(execution).lastInsertRowid);
    const oldest = oldestRow.parse(this.#forgetEnd.get(position - endedKept))?.execution;
    if (oldest !== undefined) this.#removeBefore.run(oldest, this.#count(oldest));
  }

  /** A checkpoint was rolled back: what was counted in it was not appended. */
  rolledBack(): void {
    this.#counts.clear();
  }

  ofExecution(execution: number): HistoryEvent[] {
    const rows = z.array(batchRow).parse(this.#ofExecution.all(execution));
    return rows.flatMap(({ last, body }) => readEvents(last, JSON.parse(body)));
  }

  #count(execution: number): number {
    return lastRow.parse(this.#last.get(execution)).last;
  }
}
