import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../functions/store/store.ts';
import { type Home, startHome } from '../../infra/local/home.ts';
import { sampleInstitution } from '../../infra/local/sample/sample-data.ts';
import { awsEnvironment } from '../../infra/local/services/lambda-runner.ts';
import { montclairFile } from '../montclair.ts';
import { writeSmallAssembly } from './small-assembly.ts';

let assembly: string;
let folder: string;
let home: Home;
beforeAll(async () => {
  assembly = await writeSmallAssembly();
  folder = await mkdtemp(join(tmpdir(), 'sopa-institution-'));
  home = await startHome({ port: 0, assembly, frozen: true });
});
afterAll(async () => {
  await home.close();
  await rm(assembly, { recursive: true });
  await rm(folder, { recursive: true });
});

/** As an engineer runs it, with the home in the place of an account. */
const load = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['infra/load-institution.ts', ...args], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: home.awsEndpoint,
      AWS_REGION: 'eu-west-3',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
  });

test('an institution’s file is put into the table, and again when it has changed', async () => {
  const { stdout } = await load('--table', 'Table', 'infra/institutions/poitiers.json');
  expect(stdout).toContain('4 sites');
  const changed = join(folder, 'changed.json');
  const institution = await sampleInstitution();
  await writeFile(changed, JSON.stringify({ ...institution, sites: institution.sites.slice(0, 1) }));
  expect((await load('--table', 'Table', changed)).stdout).toContain('1 sites');
});

test('a file that is not an institution is refused with the fields that are wrong', async () => {
  const wrong = join(folder, 'wrong.json');
  await writeFile(wrong, JSON.stringify({ ...(await sampleInstitution()), contactEmail: 'nobody' }));
  await expect(load('--table', 'Table', wrong)).rejects.toThrow('contactEmail');
  await expect(load('infra/institutions/poitiers.json')).rejects.toThrow('Usage');
});

test('another institute’s file is refused where one is loaded: its own stack is the place for it', async () => {
  await load('--table', 'Table', 'infra/institutions/poitiers.json');
  await expect(load('--table', 'Table', montclairFile)).rejects.toThrow(
    'must keep, as they were published: sopa1',
  );
});

test('a newer programme is seen by a function that had read the older one', async () => {
  Object.assign(process.env, awsEnvironment(home.awsEndpoint));
  const { institutions } = openStore('Table');
  await load('--table', 'Table', 'infra/institutions/poitiers.json');
  expect((await institutions.get()).programme.version).toBe('2026-2');
  const newer = await sampleInstitution();
  const words = { ...newer.programme.words, allStages: 'quatre stages' };
  const file = join(folder, 'newer.json');
  await writeFile(
    file,
    JSON.stringify({ ...newer, programme: { ...newer.programme, version: '2026-3', words } }),
  );
  await load('--table', 'Table', file);
  expect((await institutions.get()).programme.words.allStages).toBe('quatre stages');
});
