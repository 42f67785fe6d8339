import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { BranchRecords } from './branch-records.ts';
import { EventRecords } from './event-records.ts';
import { ExecutionRecords } from './execution-records.ts';

const schema = `
  CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 1), offset INTEGER NOT NULL, latest INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS definitions (hash TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS executions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    machineArn TEXT NOT NULL, machineName TEXT NOT NULL, definition TEXT NOT NULL,
    status TEXT NOT NULL, input TEXT NOT NULL, startedAt INTEGER NOT NULL, deadline INTEGER,
    stoppedAt INTEGER, lastState TEXT, output TEXT, error TEXT, cause TEXT);
  CREATE INDEX IF NOT EXISTS executionsDue ON executions (deadline) WHERE deadline IS NOT NULL AND status = 'RUNNING';
  CREATE TABLE IF NOT EXISTS branches (
    id INTEGER PRIMARY KEY AUTOINCREMENT, execution INTEGER NOT NULL, version INTEGER NOT NULL,
    kind TEXT NOT NULL, state TEXT NOT NULL, enteredAt INTEGER NOT NULL, due INTEGER, body TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS branchesDue ON branches (due) WHERE due IS NOT NULL;
  CREATE INDEX IF NOT EXISTS branchesOfExecution ON branches (execution);
  CREATE TABLE IF NOT EXISTS events (
    execution INTEGER NOT NULL, last INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (execution, last)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS endings (position INTEGER PRIMARY KEY AUTOINCREMENT, execution INTEGER NOT NULL);
`;

const clockRow = z.object({ offset: z.number(), latest: z.number() });
/** What the clock keeps across restarts, in milliseconds: virtual minus real time, and the latest virtual time seen. */
export type ClockMemory = z.infer<typeof clockRow>;

const definitionRow = z.object({ text: z.string() });

/**
 * Everything the interpreter must not forget, in one SQLite file (or ':memory:'). Each call that writes is one durable
 * checkpoint: a SIGKILL between two calls loses neither. In WAL mode with synchronous=NORMAL a power cut may lose the
 * last moments, never the file.
 */
export class Journal {
  readonly executions: ExecutionRecords;
  readonly branches: BranchRecords;
  readonly events: EventRecords;
  readonly #database: DatabaseSync;
  readonly #onCheckpoint: () => void;
  #depth = 0;

  /** @param onCheckpoint called after each durable write; tests cut the power there. */
  constructor(path: string, { onCheckpoint = () => {} }: { onCheckpoint?: () => void } = {}) {
    this.#database = new DatabaseSync(path);
    this.#onCheckpoint = onCheckpoint;
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    this.#database.exec(schema);
    this.executions = new ExecutionRecords(this.#database);
    this.branches = new BranchRecords(this.#database);
    this.events = new EventRecords(this.#database);
  }

  get isOpen(): boolean {
    return this.#database.isOpen;
  }

  /** Runs the work as one checkpoint: all of its writes are kept, or none. Nested calls join the outer one. */
  checkpoint<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.#database.exec('BEGIN IMMEDIATE');
    this.#depth += 1;
    let result: T;
    try {
      result = work();
    } catch (error) {
      this.#database.exec('ROLLBACK');
      this.events.rolledBack();
      throw error;
    } finally {
      this.#depth -= 1;
    }
    this.#database.exec('COMMIT');
    this.#onCheckpoint();
    return result;
  }

  /** Definitions are kept by their hash: an execution ends with the definition it began with, as on AWS. */
  keepDefinition(hash: string, text: string): void {
    this.#database.prepare('INSERT OR IGNORE INTO definitions (hash, text) VALUES (?, ?)').run(hash, text);
  }

  definition(hash: string): string {
    const row = this.#database.prepare('SELECT text FROM definitions WHERE hash = ?').get(hash);
    return definitionRow.parse(row).text;
  }

  clockMemory(): ClockMemory | undefined {
    const row = this.#database.prepare('SELECT offset, latest FROM clock').get();
    return row === undefined ? undefined : clockRow.parse(row);
  }

  keepClock({ offset, latest }: ClockMemory): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO clock (id, offset, latest) VALUES (1, ?, ?)')
      .run(offset, latest);
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}
