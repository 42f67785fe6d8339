import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import * as z from 'zod';

type Done<Value = void> = (error: Error | null, value?: Value) => void;
/** As dynalite's queries ask for a part of a sorted list. */
interface Range {
  gte?: string;
  gt?: string;
  lte?: string;
  lt?: string;
  reverse?: boolean;
}
type Change = { type: 'put'; key: string; value: unknown } | { type: 'del'; key: string };

/** A sorted list of JSON values: a table's items, the entries of an index, or the tables themselves. */
interface SortedList {
  get(key: string, done: Done<unknown>): void;
  put(key: string, value: unknown, done: Done): void;
  del(key: string, done: Done): void;
  batch(changes: Change[], done: Done): void;
  createKeyStream(range?: Range): Readable;
  createValueStream(range?: Range): Readable;
  lock: unknown;
}

interface KnownTable {
  TableStatus: string;
}

const fromDynalite = createRequire(createRequire(import.meta.url).resolve('dynalite'));
const { Lock }: { Lock: () => unknown } = fromDynalite('lock');

const row = z.object({ key: z.string(), value: z.string() });
/** How many rows a stream reads at a time: most questions of ours are answered by fewer. */
const chunk = 64;
const databaseFile = 'items.db';

/**
 * What dynalite's actions keep their items in, instead of LevelDB: one SQLite file, under the very keys that LevelDB had. SQLite is
 * asked in this thread, without a turn of the event loop for each question, and a request's changes are one transaction.
 */
export class TableStore {
  readonly options = {
    ...{ createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 },
    maxItemSizeKb: 400,
    maxItemSize: 400 * 1024,
  };
  readonly tableDb: SortedList & { awsAccountId: string; awsRegion: string };
  readonly #database: DatabaseSync;
  readonly #lists = new Map<string, SortedList>();

  private constructor(database: DatabaseSync) {
    this.#database = database;
    database.exec(
      // Pages that hold an item or two, each whole: in a table without row numbers, items of a kilobyte take several pages.
      `PRAGMA page_size = 8192; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;
       PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000;
       CREATE TABLE IF NOT EXISTS items (key TEXT PRIMARY KEY, value TEXT NOT NULL)`,
    );
    this.tableDb = Object.assign(this.#list('table'), {
      awsAccountId: '000000000000',
      awsRegion: 'us-east-1',
    });
  }

  /** @param folder where it is kept; without it nothing is. A folder of before SQLite is taken over. */
  static async open(folder: string | undefined): Promise<TableStore> {
    if (folder === undefined) return new TableStore(new DatabaseSync(':memory:'));
    mkdirSync(folder, { recursive: true });
    const store = new TableStore(new DatabaseSync(join(folder, databaseFile)));
    if (existsSync(join(folder, 'CURRENT'))) await store.#takeOver(folder);
    return store;
  }

  getItemDb = (table: string): SortedList => this.#list(`item-${table}`);
  deleteItemDb = (table: string, done: Done): void => this.#empty(`item-${table}`, done);
  getIndexDb = (kind: string, table: string, index: string): SortedList =>
    this.#list(indexName(kind, table, index));
  deleteIndexDb = (kind: string, table: string, index: string, done: Done): void =>
    this.#empty(indexName(kind, table, index), done);
  getTagDb = (table: string): SortedList => this.#list(`tag-${table}`);
  deleteTagDb = (table: string, done: Done): void => this.#empty(`tag-${table}`, done);

  /** @param checkStatus left out as true: a table that is being made or taken away is not there. */
  getTable = (name: string, ...more: [Done<KnownTable>] | [boolean, Done<KnownTable>]): void => {
    const [checkStatus, done] = more.length === 1 ? [true, more[0]] : more;
    this.tableDb.get(name, (_, value) => {
      const table = knownTable.safeParse(value).data;
      if (!table || (checkStatus && ['CREATING', 'DELETING'].includes(table.TableStatus)))
        return done(notFound(name, checkStatus));
      done(null, table);
    });
  };

  /** Runs the work as one transaction, as far as it is done before it returns. */
  atOnce(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
    this.#database.exec('COMMIT');
  }

  close(): void {
    this.#database.close();
  }

  #list(name: string): SortedList {
    const known = this.#lists.get(name);
    if (known) return known;
    const list = sortedList(this.#database, `${name}~`);
    this.#lists.set(name, list);
    return list;
  }

  #empty(name: string, done: Done): void {
    const prefix = `${name}~`;
    this.#database.prepare('DELETE FROM items WHERE key >= ? AND key < ?').run(prefix, `${prefix}\u00ff`);
    done(null);
  }

  /** Killed on the way, the next start begins anew: LevelDB's files go last, the one that names it a database first. */
  async #takeOver(folder: string): Promise<void> {
    const { Level } = fromDynalite('level');
    const old = new Level(folder, { valueEncoding: 'utf8' });
    const put = this.#database.prepare('INSERT OR REPLACE INTO items (key, value) VALUES (?, ?)');
    this.#database.exec('BEGIN IMMEDIATE; DELETE FROM items');
    for await (const [key, value] of old.iterator()) put.run(key, value);
    this.#database.exec('COMMIT');
    await old.close();
    const ofLevel = readdirSync(folder).filter((name) => !name.startsWith(databaseFile));
    for (const name of ['CURRENT', ...ofLevel]) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

const knownTable = z.looseObject({ TableStatus: z.string() });
const indexName = (kind: string, table: string, index: string) =>
  `index-${kind.toLowerCase()}~${table}~${index}`;

const notFound = (name: string, isUsed: boolean) =>
  Object.assign(new Error(`no table ${name}`), {
    ...{ name: 'NotFoundError', statusCode: 400 },
    body: {
      __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
      message: `Requested resource not found${isUsed ? '' : `: Table: ${name} not found`}`,
    },
  });

function sortedList(database: DatabaseSync, prefix: string): SortedList {
  const find = database.prepare('SELECT key, value FROM items WHERE key = ?');
  const write = database.prepare(
    'INSERT INTO items (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const remove = database.prepare('DELETE FROM items WHERE key = ?');
  const ascending = database.prepare(
    `SELECT key, value FROM items WHERE key >= ? AND key <= ? AND key > ? AND key < ? ORDER BY key LIMIT ${chunk}`,
  );
  const descending = database.prepare(
    `SELECT key, value FROM items WHERE key >= ? AND key <= ? AND key > ? AND key < ? ORDER BY key DESC LIMIT ${chunk}`,
  );
  const end = `${prefix}\u00ff`;
  const within = (bound: string | undefined, otherwise: string) =>
    bound === undefined ? otherwise : prefix + bound;

  const stream = (range: Range, shown: (key: string, value: string) => unknown): Readable => {
    const { gte, lte, reverse = false } = range;
    let gt = within(range.gt, '');
    let lt = within(range.lt, end);
    return new Readable({
      objectMode: true,
      read() {
        const [from, to] = [within(gte, prefix), within(lte, end)];
        const rows = (reverse ? descending : ascending).all(from, to, gt, lt).map((one) => row.parse(one));
        const last = rows.at(-1)?.key;
        if (last !== undefined && reverse) lt = last;
        else if (last !== undefined) gt = last;
        for (const { key, value } of rows) this.push(shown(key.slice(prefix.length), value));
        if (rows.length < chunk) this.push(null);
      },
    });
  };

  return {
    get(key, done) {
      const found = find.get(prefix + key);
      done(null, found && JSON.parse(row.parse(found).value));
    },
    put(key, value, done) {
      write.run(prefix + key, JSON.stringify(value));
      done(null);
    },
    del(key, done) {
      remove.run(prefix + key);
      done(null);
    },
    batch(changes, done) {
      for (const change of changes)
        if (change.type === 'put') write.run(prefix + change.key, JSON.stringify(change.value));
        else remove.run(prefix + change.key);
      done(null);
    },
    createKeyStream: (range = {}) => stream(range, (key) => key),
    createValueStream: (range = {}) => stream(range, (_, value) => JSON.parse(value)),
    lock: Lock(),
  };
}
