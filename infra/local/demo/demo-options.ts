import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { isoDate } from '../../../schemas/time.ts';
import { BadOption } from '../start-options.ts';

export const usage = `npm run demo -- [options]
  --placements FICHIER   les affectations à importer (sans ce choix : des personnes inventées)
  --generate 24          combien d’affectations inventer
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

const demoOptions = z
  .object({
    placements: z.string().optional(),
    generate: whole(1, 10_000),
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
  .refine(({ from, to }) => from <= to, '--to précède --from.');
export type DemoOptions = z.infer<typeof demoOptions>;

/** What was typed after `npm run demo --`. @throws BadOption, a sentence for whoever typed it. */
export const readDemoOptions = (args: string[]): DemoOptions => {
  const read = demoOptions.safeParse(typed(args));
  if (read.success) return { ...read.data, folder: resolve(read.data.folder) };
  const [issue] = read.error.issues;
  const option = issue?.path[0] === undefined ? '' : `--${String(issue.path[0])} `;
  throw new BadOption(`${option}${issue?.message ?? 'option inattendue'}`);
};

const typed = (args: string[]) => {
  try {
    return parseArgs({
      args,
      options: {
        placements: { type: 'string' },
        generate: { type: 'string', default: '24' },
        institution: { type: 'string' },
        stage: { type: 'string', default: '1' },
        from: { type: 'string', default: '2026-10-05' },
        to: { type: 'string', default: '2026-10-09' },
        seed: { type: 'string', default: '1' },
        folder: { type: 'string', default: '.demo' },
        kills: { type: 'string', default: '0' },
        rest: { type: 'string', default: '0' },
        json: { type: 'boolean', default: false },
        resume: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    const [, option = ''] = /'(-[^' ]*)/.exec(cause instanceof Error ? cause.message : '') ?? [];
    throw new BadOption(option ? `L’option ${option} est inconnue ou mal employée.` : 'Argument inattendu.', {
      cause,
    });
  }
};
