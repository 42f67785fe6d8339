import { resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import type { Institution } from '../../../schemas/institution.ts';
import { readInstitutionFile } from '../../institution-file.ts';
import { awsEnvironment } from '../services/lambda-runner.ts';

export const sampleInstitution = (): Promise<Institution> =>
  readInstitutionFile(resolve(import.meta.dirname, '../../institutions/poitiers.json'));

/** Loads the institution and, unless `empty`, a campaign ready to launch: once, on a folder that has nothing yet. */
export async function loadSampleData(options: {
  database: DatabaseSync;
  endpoint: string;
  tableName: string;
  now: string;
  institution: Institution;
  empty: boolean;
}): Promise<void> {
  const { database, endpoint, tableName, now, institution, empty } = options;
  database.exec('CREATE TABLE IF NOT EXISTS sample (loadedAt TEXT NOT NULL)');
  if (database.prepare('SELECT 1 FROM sample').get()) return;
  const worker = new Worker(new URL('./sample-data-worker.ts', import.meta.url), {
    workerData: { tableName, now, institution, withCampaign: !empty },
    env: awsEnvironment(endpoint),
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  await new Promise<void>((done, failed) => {
    worker.on('error', failed);
    worker.on('exit', () => done());
  });
  database.prepare('INSERT INTO sample (loadedAt) VALUES (?)').run(now);
}
