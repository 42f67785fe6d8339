import { constants, existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

/** All that a data folder keeps, but its lock, its logs and the snapshots themselves. */
const pieces = ['dynamodb', 'mail', ...['home.db', 'executions.db'].flatMap((file) => [file, `${file}-wal`])];

/** Also a folder's name: letters, digits and what stands between words, beginning with a letter or digit. */
const rule =
  'Un nom d’instantané est fait de lettres, de chiffres, d’espaces et de tirets, 60 signes au plus.';
export const snapshotName = z
  .string(rule)
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} '’_-]{0,59}$/u, rule);
const snapshot = z.object({ name: z.string(), at: z.string() });
/** `at`: what the home's clock showed (ISO). */
export type Snapshot = z.infer<typeof snapshot>;

/** A sentence for whoever asks for a snapshot that cannot be taken or returned to. */
export class SnapshotRefused extends Error {
  override name = 'SnapshotRefused';
}

const folderOf = (data: string, name = '') => join(data, 'snapshots', name);

/** Copies the folder of a home that is at rest. A rename publishes the copy: a kill on the way leaves none. @throws SnapshotRefused */
export async function takeSnapshot(data: string, { name, at }: Snapshot): Promise<void> {
  if (existsSync(folderOf(data, name)))
    throw new SnapshotRefused(`Il y a déjà un instantané « ${name} » : choisissez un autre nom.`);
  await mkdir(folderOf(data), { recursive: true });
  const draft = await mkdtemp(folderOf(data, '.draft-'));
  await copyPieces(data, draft);
  await writeFile(join(draft, 'snapshot.json'), JSON.stringify({ name, at }));
  await rename(draft, folderOf(data, name));
}

/** The newest by the home's clock first. */
export async function listSnapshots(data: string): Promise<Snapshot[]> {
  const names = existsSync(folderOf(data)) ? await readdir(folderOf(data)) : [];
  const found = names
    .filter((name) => !name.startsWith('.'))
    .map(async (name) => JSON.parse(await readFile(join(folderOf(data, name), 'snapshot.json'), 'utf8')));
  return z
    .array(snapshot)
    .parse(await Promise.all(found))
    .sort((one, other) => other.at.localeCompare(one.at));
}

const intention = (data: string) => join(data, 'returning.json');

/** Puts a snapshot in the place of all there is: the home is at rest. */
export async function returnTo(data: string, name: string): Promise<void> {
  await writeFile(intention(data), JSON.stringify({ name }));
  await finishReturn(data);
}

/** Does what a home that was killed while it returned to a snapshot had begun; nothing, most often. */
export async function finishReturn(data: string): Promise<void> {
  if (!existsSync(intention(data))) return;
  const { name } = z.object({ name: z.string() }).parse(JSON.parse(await readFile(intention(data), 'utf8')));
  for (const piece of pieces) await rm(join(data, piece), { recursive: true, force: true });
  await copyPieces(folderOf(data, name), data);
  // Time goes on from the snapshot's moment, not from as long after it as was spent elsewhere.
  const journal = new DatabaseSync(join(data, 'executions.db'));
  journal.prepare('UPDATE clock SET offset = latest - ?').run(Date.now());
  journal.close();
  await rm(intention(data));
}

async function copyPieces(from: string, to: string): Promise<void> {
  for (const piece of pieces) {
    if (existsSync(join(from, piece)))
      await cp(join(from, piece), join(to, piece), { recursive: true, mode: constants.COPYFILE_FICLONE });
  }
}
