import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import * as z from 'zod';
import { type Branch, type BranchBody, branchBody, dueOf } from './branch.ts';

const branchRow = z.object({
  id: z.number(),
  execution: z.number(),
  version: z.number(),
  body: z.string(),
});
const dueRow = z.object({ due: z.number().nullable() });
const idRow = z.object({ id: z.number() });

type Row = Record<string, SQLOutputValue>;

function readBranch(row: Row): Branch {
  const { body, ...place } = branchRow.parse(row);
  return { ...branchBody.parse(JSON.parse(body)), ...place };
}

const writtenBody = ({
  state,
  input,
  variables,
  enteredAt,
  attemptAt,
  retryCount,
  attempts,
  step,
}: BranchBody) =>
  JSON.stringify({ state, input, variables, enteredAt, attemptAt, retryCount, attempts, step });

export class BranchRecords {
  readonly #insert: StatementSync;
  readonly #byId: StatementSync;
  readonly #ofExecution: StatementSync;
  readonly #save: StatementSync;
  readonly #nextDue: StatementSync;
  readonly #due: StatementSync;
  readonly #runnable: StatementSync;
  readonly #atWork: StatementSync;
  readonly #removeAll: StatementSync;

  constructor(database: DatabaseSync) {
    const prepare = (sql: string) => database.prepare(sql);
    this.#insert = prepare(
      `INSERT INTO branches (execution, version, kind, state, enteredAt, due, body) VALUES (?, 0, ?, ?, ?, ?, ?)`,
    );
    this.#byId = prepare('SELECT id, execution, version, body FROM branches WHERE id = ?');
    this.#ofExecution = prepare('SELECT id, execution, version, body FROM branches WHERE execution = ?');
    this.#save = prepare(
      `UPDATE branches SET version = version + 1, kind = ?, state = ?, enteredAt = ?, due = ?, body = ?
       WHERE id = ? AND version = ?`,
    );
    this.#nextDue = prepare('SELECT min(due) AS due FROM branches WHERE due IS NOT NULL');
    this.#due = prepare('SELECT id FROM branches WHERE due IS NOT NULL AND due <= ? ORDER BY due, id');
    this.#runnable = prepare(
      `SELECT id FROM branches WHERE kind IN ('entered', 'calling', 'settled') ORDER BY id`,
    );
    this.#atWork = prepare(
      `SELECT id FROM branches WHERE kind IN ('entered', 'calling', 'settled', 'retrying') ORDER BY id`,
    );
    this.#removeAll = prepare('DELETE FROM branches WHERE execution = ?');
  }

  add(execution: number, body: BranchBody): Branch {
    const { state, enteredAt, step } = body;
    const row = this.#insert.run(execution, step.kind, state, enteredAt, dueOf(body), writtenBody(body));
    return { ...body, id: Number(row.lastInsertRowid), execution, version: 0 };
  }

  byId(id: number): Branch | undefined {
    const row = this.#byId.get(id);
    return row === undefined ? undefined : readBranch(row);
  }

  ofExecution(execution: number): Branch | undefined {
    const row = this.#ofExecution.get(execution);
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

  /** The same, and those that were to be tried again. */
  atWork(): number[] {
    return this.#atWork.all().map((row) => idRow.parse(row).id);
  }

  removeAll(execution: number): void {
    this.#removeAll.run(execution);
  }
}
