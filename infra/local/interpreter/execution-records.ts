import type { DatabaseSync, StatementSync } from 'node:sqlite';
import * as z from 'zod';

const executionStatus = z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']);
export type ExecutionStatus = z.infer<typeof executionStatus>;

const executionRow = z.object({
  id: z.number(),
  arn: z.string(),
  name: z.string(),
  machineArn: z.string(),
  machineName: z.string(),
  /** Hash of the definition it runs. */
  definition: z.string(),
  status: executionStatus,
  /** JSON text, as it was given. */
  input: z.string(),
  startedAt: z.number(),
  deadline: z.number().nullable(),
  stoppedAt: z.number().nullable(),
  output: z.string().nullable(),
  error: z.string().nullable(),
  cause: z.string().nullable(),
});
export type ExecutionRecord = z.infer<typeof executionRow>;

const listedRow = z.object({
  arn: z.string(),
  name: z.string(),
  machineName: z.string(),
  status: executionStatus,
  state: z.string().nullable(),
  since: z.number(),
  events: z.number(),
  error: z.string().nullable(),
  cause: z.string().nullable(),
});
export type ListedExecution = z.infer<typeof listedRow>;
const runningRow = z.object({ id: z.int(), arn: z.string(), name: z.string(), startedAt: z.number() });
export type RunningExecution = z.infer<typeof runningRow>;

export type Ending = {
  status: Exclude<ExecutionStatus, 'RUNNING'>;
  at: number;
  output?: string | undefined;
  error?: string | undefined;
  cause?: string | undefined;
};

const countRow = z.object({ started: z.number(), ended: z.number() });
const dueRow = z.object({ due: z.number().nullable() });
const idRow = z.object({ id: z.number() });

export class ExecutionRecords {
  readonly #insert: StatementSync;
  readonly #byArn: StatementSync;
  readonly #byId: StatementSync;
  readonly #latestOfName: StatementSync;
  readonly #end: StatementSync;
  readonly #list: StatementSync;
  readonly #running: StatementSync;
  readonly #count: StatementSync;
  readonly #nextDue: StatementSync;
  readonly #due: StatementSync;

  constructor(database: DatabaseSync) {
    this.#insert = database.prepare(
      `INSERT INTO executions (arn, name, machineArn, machineName, definition, status, input, startedAt, deadline)
       VALUES (?, ?, ?, ?, ?, 'RUNNING', ?, ?, ?)`,
    );
    this.#byArn = database.prepare('SELECT * FROM executions WHERE arn = ?');
    this.#byId = database.prepare('SELECT * FROM executions WHERE id = ?');
    this.#latestOfName = database.prepare('SELECT * FROM executions WHERE name = ? ORDER BY id DESC LIMIT 1');
    this.#end = database.prepare(
      `UPDATE executions SET status = ?, stoppedAt = ?, output = ?, error = ?, cause = ?,
         lastState = (SELECT state FROM branches WHERE execution = executions.id)
       WHERE id = ? AND status = 'RUNNING'`,
    );
    this.#list = database.prepare(
      `SELECT e.arn, e.name, e.machineName, e.status, coalesce(b.state, e.lastState) AS state,
         coalesce(e.stoppedAt, b.enteredAt, e.startedAt) AS since, e.error, e.cause,
         coalesce((SELECT max(last) FROM events WHERE execution = e.id), 0) AS events
       FROM executions e LEFT JOIN branches b ON b.execution = e.id ORDER BY e.id`,
    );
    this.#running = database.prepare(
      `SELECT id, arn, name, startedAt FROM executions
       WHERE machineArn = ? AND status = 'RUNNING' AND id > ? ORDER BY id LIMIT ?`,
    );
    this.#count = database.prepare(`SELECT count(*) AS started, count(stoppedAt) AS ended FROM executions`);
    this.#nextDue = database.prepare(
      `SELECT min(deadline) AS due FROM executions WHERE deadline IS NOT NULL AND status = 'RUNNING'`,
    );
    this.#due = database.prepare(
      `SELECT id FROM executions WHERE deadline IS NOT NULL AND status = 'RUNNING' AND deadline <= ? ORDER BY deadline, id`,
    );
  }

  add(
    execution: Pick<
      ExecutionRecord,
      'arn' | 'name' | 'machineArn' | 'machineName' | 'definition' | 'input' | 'startedAt' | 'deadline'
    >,
  ): number {
    const { arn, name, machineArn, machineName, definition, input, startedAt, deadline } = execution;
    const row = this.#insert.run(arn, name, machineArn, machineName, definition, input, startedAt, deadline);
    return Number(row.lastInsertRowid);
  }

  byArn(arn: string): ExecutionRecord | undefined {
    return executionRow.optional().parse(this.#byArn.get(arn));
  }

  byId(id: number): ExecutionRecord | undefined {
    return executionRow.optional().parse(this.#byId.get(id));
  }

  latestOfName(name: string): ExecutionRecord | undefined {
    return executionRow.optional().parse(this.#latestOfName.get(name));
  }

  /** Ends a running execution; its branches must still be there, the last state is read from them. */
  end(id: number, { status, at, output, error, cause }: Ending): boolean {
    return this.#end.run(status, at, output ?? null, error ?? null, cause ?? null, id).changes > 0;
  }

  list(): ListedExecution[] {
    return this.#list.all().map((row) => listedRow.parse(row));
  }

  /** Of a machine, in the order in which they were started; so many, behind one. */
  running(machineArn: string, after: number, most: number): RunningExecution[] {
    return this.#running.all(machineArn, after, most).map((row) => runningRow.parse(row));
  }

  count(): z.infer<typeof countRow> {
    return countRow.parse(this.#count.get());
  }

  nextDue(): number | undefined {
    return dueRow.parse(this.#nextDue.get()).due ?? undefined;
  }

  dueBy(at: number): number[] {
    return this.#due.all(at).map((row) => idRow.parse(row).id);
  }
}
