import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export class FolderInUse extends Error {
  override name = 'FolderInUse';
}

export class FolderUnusable extends Error {
  override name = 'FolderUnusable';
}

export interface DataFolder {
  /** Absent with `--memory`: nothing is kept. */
  path: string | undefined;
  /** The small things the home itself keeps: mail index, meter, settings. */
  database: DatabaseSync;
  /** The last run did not come to its end. */
  wasKilled: boolean;
  close(): void;
}

/**
 * Keeps the folder for this process alone; answers how to let go of it. The lock is SQLite's own on a file of its own, hence the
 * system's: it falls with the process, so that a home that was killed never leaves its folder closed (a file with a process number
 * would).
 */
export function lockDataFolder(path: string): () => void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (cause) {
    throw new FolderUnusable(`${path} ne peut pas servir de dossier. Choisissez-en un autre avec --data.`, {
      cause,
    });
  }
  const lock = new DatabaseSync(join(path, 'lock.db'));
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
  } catch (cause) {
    lock.close();
    throw new FolderInUse(
      `Le dossier ${path} est déjà utilisé par un autre « npm start ». Arrêtez-le, ou choisissez un autre dossier avec --data.`,
      { cause },
    );
  }
  return () => lock.close();
}

/** Opens a folder that is locked, or one that is kept in memory. */
export function openDataFolder(path: string | undefined): DataFolder {
  if (path === undefined) {
    const database = new DatabaseSync(':memory:');
    return { path, database, wasKilled: false, close: () => database.close() };
  }
  const database = new DatabaseSync(join(path, 'home.db'));
  // No fsync at each commit: what must survive is the end of the process, not of the machine.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  database.exec('CREATE TABLE IF NOT EXISTS underway (since TEXT NOT NULL)');
  const wasKilled = database.prepare('SELECT 1 FROM underway').get() !== undefined;
  if (!wasKilled) database.prepare('INSERT INTO underway (since) VALUES (?)').run(new Date().toISOString());
  return {
    path,
    database,
    wasKilled,
    close() {
      database.exec('DELETE FROM underway');
      database.close();
    },
  };
}
