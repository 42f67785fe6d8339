import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { HomeOptions } from './home.ts';
import { readInstant } from './workbench/local-time.ts';

export const usage = `npm start -- [options]
  --port 3000      le port des pages
  --data .local    le dossier qui garde tout
  --memory         ne rien garder
  --at DATE        faire partir l’horloge de cette date (2026-09-01 ou 2026-09-01T08:00)
  --empty          sans campagne d’exemple
  --inspect        déboguer les fonctions : points d’arrêt dans leur TypeScript (port 9229)
  --institution F  le fichier de l’institut (sans ce choix : celui d’exemple)
  --smtp URL       faire vraiment partir les courriels, par ce relais (smtp://hôte:port)`;

/** A sentence about an option, for whoever typed it. */
export class BadOption extends Error {
  override name = 'BadOption';
}

/** What was typed after `npm start --`. @throws BadOption */
export function readStartOptions(args: string[]): HomeOptions {
  const { values } = parse(args);
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new BadOption(`--port attend un nombre entre 0 et 65535, pas « ${values.port} ».`);
  }
  if (values.memory && values.data !== undefined) {
    throw new BadOption('--memory et --data ne vont pas ensemble : avec --memory, rien n’est gardé.');
  }
  if (values.at !== undefined) readInstant(values.at);
  if (values.smtp !== undefined && !/^smtps?:$/.test(URL.parse(values.smtp)?.protocol ?? '')) {
    throw new BadOption(`--smtp attend une adresse comme smtp://hôte:587, pas « ${values.smtp} ».`);
  }
  return {
    port,
    data: values.memory ? undefined : resolve(values.data ?? '.local'),
    at: values.at,
    empty: values.empty,
    inspect: values.inspect,
    // Who starts it works on it: there is no other way to have it than a checkout.
    watch: true,
    institution: values.institution,
    smtp: values.smtp,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string', default: '3000' },
        data: { type: 'string' },
        memory: { type: 'boolean', default: false },
        at: { type: 'string' },
        empty: { type: 'boolean', default: false },
        inspect: { type: 'boolean', default: false },
        institution: { type: 'string' },
        smtp: { type: 'string' },
      },
    });
  } catch (cause) {
    const [, option = ''] = /'(-[^' ]*)/.exec(cause instanceof Error ? cause.message : '') ?? [];
    throw new BadOption(option ? `L’option ${option} est inconnue ou mal employée.` : 'Argument inattendu.', {
      cause,
    });
  }
}
