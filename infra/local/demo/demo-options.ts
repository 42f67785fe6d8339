import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { isoDate } from '../../../schemas/time.ts';
import { BadOption } from '../start-options.ts';

export const usage = `npm run demo -- [options]
  --placements FICHIER   les affectations à importer (sans ce choix : des personnes inventées)
  --generate 24          combien d’affectations inventer
  --year 2026            les quatre stages d’une année, réunions et jurys compris, au lieu d’une campagne
  --semesters 2          combien de semestres de cette année
  --institution FICHIER  l’institut (sans ce choix : celui d’exemple)
  --stage 1              le stage, par son rang dans l’année
  --from 2026-10-05      premier jour du stage
  --to 2026-10-09        dernier jour du stage
  --seed 1               le hasard des tuteurs : le même nombre rejoue la même campagne
  --folder .demo         où laisser les courriels et les PDF
  --kills 0              combien de fois tuer le programme en chemin (SIGKILL) et le relancer
  --rest 0               secondes de repos de la machine à la fin (pour mesurer sa mémoire)
  --json                 un objet JSON pour finir, au lieu d’un résumé`;

const whole = (min: number, max: number) => {
  const expected = `attend un nombre entier de ${min} à ${max}.`;
  return z.coerce.number(expected).int(expected).min(min, expected).max(max, expected);
};

/** Students of a year: enough for each of its events to happen to somebody, and no more than one spreadsheet takes. */
const fewest = 4;
const most = 4_000;

const demoOptions = z
  .object({
    placements: z.string().optional(),
    generate: whole(1, 10_000),
    /** Absent, one campaign is played. */
    year: whole(2020, 2099).optional(),
    /** Of the year, from the first. */
    semesters: whole(1, 2),
    institution: z.string().optional(),
    stage: whole(1, 9),
    from: isoDate,
    to: isoDate,
    seed: whole(0, 1_000_000_000),
    folder: z.string().min(1),
    kills: whole(0, 100),
    rest: whole(0, 3_600),
    json: z.boolean(),
    /** Set by the demo itself, for the process that it kills: go on where the folder is. */
    resume: z.boolean(),
  })
  .refine(({ from, to }) => from <= to, '--to précède --from.')
  .refine(({ year, generate }) => year === undefined || (generate >= fewest && generate <= most), {
    path: ['generate'],
    message: `attend, avec --year, un nombre entier de ${fewest} à ${most}.`,
  });
export type DemoOptions = z.infer<typeof demoOptions>;

/** What was typed after `npm run demo --`. @throws BadOption, a sentence for whoever typed it. */
export const readDemoOptions = (args: string[]): DemoOptions => {
  const read = demoOptions.safeParse(typed(args));
  if (read.success) return { ...read.data, folder: resolve(read.data.folder) };
  const [issue] = read.error.issues;
  const option = issue?.path[0] === undefined ? '' : `--${String(issue.path[0])} `;
  throw new BadOption(`${option}${issue?.message ?? 'option inattendue'}`);
};

/** What one campaign is played with, and a whole year is not. */
const ofOneCampaign = ['placements', 'institution', 'stage', 'from', 'to', 'kills'] as const;

const defaults = {
  ...{ generate: '24', stage: '1', from: '2026-10-05', to: '2026-10-09', seed: '1', folder: '.demo' },
  ...{ kills: '0', rest: '0', semesters: '2', json: false, resume: false },
};

const typed = (args: string[]) => {
  const given = parsed(args);
  const stranger = ofOneCampaign.find((option) => given.year !== undefined && given[option] !== undefined);
  if (stranger)
    throw new BadOption(
      `--${stranger} ne va pas avec --year, qui joue les quatre stages de l’institut d’exemple avec des personnes inventées.`,
    );
  return { ...defaults, ...given };
};

const parsed = (args: string[]) => {
  const string = { type: 'string' } as const;
  const boolean = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args,
      options: {
        ...{ placements: string, generate: string, year: string, institution: string, stage: string },
        ...{ semesters: string },
        ...{ from: string, to: string, seed: string, folder: string, kills: string, rest: string },
        ...{ json: boolean, resume: boolean },
      },
    }).values;
  } catch (cause) {
    const [, option = ''] = /'(-[^' ]*)/.exec(cause instanceof Error ? cause.message : '') ?? [];
    throw new BadOption(option ? `L’option ${option} est inconnue ou mal employée.` : 'Argument inattendu.', {
      cause,
    });
  }
};
