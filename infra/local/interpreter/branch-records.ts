import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { type Branch, type BranchBody, branchBody, dueOf } from './branch.ts';

const branchRow = z.object({
  id: z.number(),
  execution: z.number(),
  parent: z.number().nullable(),
  version: z.number(),
  body: z.string(),
});
const dueRow = z.object({ due: z.number().nullable() });
const idRow = z.object({ id: z.number() });
const countRow = z.object({ count: z.number() });

type Row = Record<string, SQLOutputValue>;

function readBranch(row: Row): Branch {
  const { body, ...place } = branchRow.parse(row);
  return { ...branchBody.parse(JSON.parse(body)), ...place };
}

const writtenBody = ({
  scope,
  state,
  input,
  variables,
  enteredAt,
  attemptAt,
  retryCount,
  attempts,
  item,
  step,
}: BranchBody) =>
  JSON.stringify({ scope, state, input, variables, enteredAt, attemptAt, retryCount, attempts, item, step });

export class BranchRecords {
  readonly #insert: StatementSync;
  readonly #byId: StatementSync;
  readonly #save: StatementSync;
  readonly #nextDue: StatementSync;
  readonly #due: StatementSync;
  readonly #runnable: StatementSync;
  readonly #nextQueued: StatementSync;
  readonly #failedOf: StatementSync;
  readonly #unfinished: StatementSync;
  readonly #itemsOf: StatementSync;
  readonly #removeItems: StatementSync;
  readonly #removeAll: StatementSync;

  constructor(database: DatabaseSync) {
    const prepare = (sql: string) => database.prepare(sql);
    this.#insert = prepare(
      `INSERT INTO branches (execution, parent, version, kind, state, enteredAt, due, body) VALUES (?, ?, 0, ?, ?, ?, ?, ?)`,
    );
    this.#byId = prepare('SELECT id, execution, parent, version, body FROM branches WHERE id = ?');
    this.#save = prepare(
      `UPDATE branches SET version = version + 1, kind = ?, state = ?, enteredAt = ?, due = ?, body = ?
       WHERE id = ? AND version = ?`,
    );
    this.#nextDue = prepare('SELECT min(due) AS due FROM branches WHERE due IS NOT NULL');
    this.#due = prepare('SELECT id FROM branches WHERE due IS NOT NULL AND due <= ? ORDER BY due, id');
    this.#runnable = prepare(
      `SELECT id FROM branches WHERE kind IN ('entered', 'calling', 'settled') ORDER BY id`,
    );
    this.#nextQueued = prepare(
      `SELECT id, execution, parent, version, body FROM branches WHERE parent = ? AND kind = 'queued' ORDER BY id LIMIT 1`,
    );
    this.#failedOf = prepare("SELECT count(*) AS count FROM branches WHERE parent = ? AND kind = 'failed'");
    // Kinds are named one by one, so that the index answers without counting the items that have ended.
    this.#unfinished = prepare(
      `SELECT count(*) AS count FROM (SELECT 1 FROM branches WHERE parent = ? AND kind IN
         ('queued', 'entered', 'calling', 'awaiting', 'waiting', 'retrying', 'mapping', 'settled') LIMIT 1)`,
    );
    this.#itemsOf = prepare(
      'SELECT id, execution, parent, version, body FROM branches WHERE parent = ? ORDER BY id',
    );
    // A Map inside a Map: the items of the items go with them.
    this.#removeItems = prepare(
      `WITH RECURSIVE under (id) AS (
         SELECT id FROM branches WHERE parent = ? UNION ALL SELECT b.id FROM branches b JOIN under ON b.parent = under.id)
       DELETE FROM branches WHERE id IN (SELECT id FROM under)`,
    );
    this.#removeAll = prepare('DELETE FROM branches WHERE execution = ?');
  }

  add(execution: number, parent: number | null, body: BranchBody): Branch {
    const { state, enteredAt, step } = body;
    const row = this.#insert.run(
      execution,
      parent,
      step.kind,
      state,
      enteredAt,
      dueOf(body),
      writtenBody(body),
    );
    return { ...body, id: Number(row.lastInsertRowid), execution, parent, version: 0 };
  }

  byId(id: number): Branch | undefined {
    const row = this.#byId.get(id);
    return row === undefined ? undefined : readBranch(row);
  }

  /** The branch as saved, or undefined if it has moved on or gone since it was read: the caller then lost a race. */
  save(branch: Branch): Branch | undefined {
    const { id, version, state, enteredAt, step } = branch;
    const saved = this.#save.run(
      step.kind,
      state,
      enteredAt,
      dueOf(branch),
      writtenBody(branch),
      id,
      version,
    );
    return saved.changes === 1 ? { ...branch, version: version + 1 } : undefined;
  }

  nextDue(): number | undefined {
    return dueRow.parse(this.#nextDue.get()).due ?? undefined;
  }

  dueBy(at: number): number[] {
    return this.#due.all(at).map((row) => idRow.parse(row).id);
  }

  /** Branches that were at work when the process ended. */
  runnable(): number[] {
    return this.#runnable.all().map((row) => idRow.parse(row).id);
  }

  nextQueuedItem(parent: number): Branch | undefined {
    const row = this.#nextQueued.get(parent);
    return row === undefined ? undefined : readBranch(row);
  }

  countFailedItems(parent: number): number {
    return countRow.parse(this.#failedOf.get(parent)).count;
  }

  hasUnfinishedItems(parent: number): boolean {
    return countRow.parse(this.#unfinished.get(parent)).count > 0;
  }

  /** The items of a Map, in their order. */
  items(parent: number): Branch[] {
    return this.#itemsOf.all(parent).map(readBranch);
  }

  removeItems(parent: number): void {
    this.#removeItems.run(parent);
  }

  removeAll(execution: number): void {
    this.#removeAll.run(execution);
  }
}
