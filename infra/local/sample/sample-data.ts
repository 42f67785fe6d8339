import { resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import type { Institute } from '../../../schemas/programme.ts';
import { readInstitutionFile } from '../../institution-file.ts';
import { FolderUnusable } from '../data-folder.ts';
import { awsEnvironment } from '../services/lambda-runner.ts';
import { BadOption } from '../start-options.ts';

export const sampleInstitution = (): Promise<Institute> =>
  readInstitutionFile(resolve(import.meta.dirname, '../../institutions/poitiers.json'));

/** @throws BadOption when a file is named that is no institute's. */
export const institutionAt = async (path: string | undefined): Promise<Institute> => {
  if (path === undefined) return sampleInstitution();
  try {
    return await readInstitutionFile(resolve(path));
  } catch (cause) {
    throw new BadOption(`--institution : ${cause instanceof Error ? cause.message : path}`, { cause });
  }
};

/**
 * Loads the institution and, unless `empty`, a campaign ready to launch: once, on a folder that has nothing yet. A folder with
 * an older programme takes the newer one, as a deployed table would. @throws FolderUnusable when it is another institute's.
 */
export async function loadSampleData(options: {
  database: DatabaseSync;
  endpoint: string;
  tableName: string;
  now: string;
  institution: Institute;
  empty: boolean;
}): Promise<void> {
  const { database, endpoint, tableName, now, institution, empty } = options;
  const { version } = institution.programme;
  database.exec('CREATE TABLE IF NOT EXISTS sample (loadedAt TEXT NOT NULL)');
  database.exec('CREATE TABLE IF NOT EXISTS programme (version TEXT PRIMARY KEY)');
  if (database.prepare('SELECT 1 FROM programme WHERE version = ?').get(version)) return;
  const isNew = database.prepare('SELECT 1 FROM sample').get() === undefined;
  const worker = new Worker(new URL('./sample-data-worker.ts', import.meta.url), {
    workerData: { tableName, now, institution, withCampaign: isNew && !empty },
    env: awsEnvironment(endpoint),
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  await new Promise<void>((done, failed) => {
    worker.on('error', (cause: Error) => failed(isNew ? cause : anotherInstitutes(cause)));
    worker.on('exit', () => done());
  });
  if (isNew) database.prepare('INSERT INTO sample (loadedAt) VALUES (?)').run(now);
  database.prepare('INSERT INTO programme (version) VALUES (?)').run(version);
}

const anotherInstitutes = (cause: Error) =>
  new FolderUnusable(
    'Ce dossier est celui d’un autre institut. Donnez son fichier avec --institution, ou un autre dossier avec --data.',
    { cause },
  );
