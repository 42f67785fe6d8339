import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Institution, institution } from '../schemas/institution.ts';

/** Reads an institution from its JSON file. @throws Error naming each field that is wrong */
export async function readInstitutionFile(path: string): Promise<Institution> {
  const parsed = institution.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path}:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
