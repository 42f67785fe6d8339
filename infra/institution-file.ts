import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import * as z from 'zod';
import { readLogo } from '../functions/documents/png.ts';
import type { Logo } from '../schemas/notices.ts';
import { type Institute, institute } from '../schemas/programme.ts';

/** What may stand in a file of its own beside the one that names it. */
const outside = z.looseObject({});
const institutionFile = z.looseObject({ programme: z.union([z.string(), outside]) });
const programmeFile = z.looseObject({
  guide: z.union([z.string(), outside]),
  reportForms: z.array(z.union([z.string(), outside])),
  notices: z.union([z.string(), outside]).optional(),
  logo: z.union([z.string(), outside]).optional(),
});

/**
 * Reads an institute from its JSON file. Its programme, and that programme's guide, report forms, notices and logo (a PNG), stand
 * in it or in files that it names. @throws Error naming each field that is wrong
 */
export async function readInstitutionFile(path: string): Promise<Institute> {
  const content = expected(path, institutionFile, await json(path));
  const at = typeof content.programme === 'string' ? besides(path, content.programme) : path;
  const programme = expected(at, programmeFile, await read(path, content.programme));
  const [guide, ...reportForms] = await Promise.all(
    [programme.guide, ...programme.reportForms].map((part) => read(at, part)),
  );
  const notices = programme.notices ? await read(at, programme.notices) : undefined;
  const logo =
    typeof programme.logo === 'string' ? await logoFile(besides(at, programme.logo)) : programme.logo;
  return expected(path, institute, {
    ...content,
    programme: { ...programme, guide, reportForms, notices, logo },
  });
}

/** @throws Error when the file is not a picture that we can draw */
const logoFile = async (path: string): Promise<Logo> => {
  const read = readLogo(await readFile(path));
  if ('problem' in read) throw new Error(`${path}: ${read.problem}`);
  return read.logo;
};

const besides = (path: string, name: string): string => resolve(dirname(path), name);

const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

const read = async (path: string, part: unknown): Promise<unknown> =>
  typeof part === 'string' ? json(besides(path, part)) : part;

function expected<Content>(path: string, schema: z.ZodType<Content>, value: unknown): Content {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(`${path}:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
