import { open as openInspector } from 'node:inspector';
import { setFlagsFromString } from 'node:v8';
import type { Home } from './home.ts';
import { BadOption, readStartOptions, usage } from './start-options.ts';
import { inFrench, readInstant, targetOf, UnusableTime } from './workbench/local-time.ts';

/** `npm start`: the whole product on this machine (architecture, 1). */
const began = performance.now();
// Many threads and little to do: memory counts for more than speed.
setFlagsFromString('--optimize-for-size');
try {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    console.log(usage);
    process.exit(0);
  }
  const options = readStartOptions(args);
  // Lambda's own time zone.
  process.env.TZ = 'UTC';
  silenceExperimentalWarnings();
  // The home takes a moment to load; a typing error should not.
  const { startHome } = await import('./home.ts');
  console.log('Démarrage…');
  if (options.inspect) openInspector(9229, '127.0.0.1');
  const home = await startHome(options);
  stopOnSignal(home);
  if (options.at !== undefined) await catchUp(home, readInstant(options.at));
  present(home);
  if (options.inspect) explainDebugging();
} catch (error) {
  if (error instanceof BadOption || error instanceof UnusableTime)
    console.error(`${error.message}\n\n${usage}`);
  else if (error instanceof Error && ['FolderInUse', 'FolderUnusable', 'PortInUse'].includes(error.name))
    console.error(error.message);
  else console.error(error);
  process.exit(1);
}

function explainDebugging(): void {
  console.log(`
Débogage : attachez VS Code à 127.0.0.1:9229 (« Node.js: Attach »), il suit toutes les fonctions. Dans Chrome, chrome://inspect :
chaque fonction a son port, annoncé ici à son premier appel. Aucun délai ne court pour une fonction arrêtée.`);
}

function present({ url, clock, accounts }: Home): void {
  console.log(`
SOPA est prêt (${((performance.now() - began) / 1000).toFixed(1)} s).

  Accueil             ${url}/
  Console             ${url}/console
  Courriels, horloge  ${url}/_local
  L’horloge indique   ${inFrench(clock.now())}

Comptes d’exemple (sans mot de passe, à choisir sur la page de connexion) :
${accounts.map(({ name, label }) => `  ${name} : ${label}`).join('\n')}

Ctrl+C pour arrêter.`);
}

/** A folder that already has a clock keeps it: `--at` moves it forward, everything due on the way included, or not at all. */
async function catchUp({ clock }: Home, at: string): Promise<void> {
  const sinceThen = Date.parse(clock.now()) - Date.parse(at);
  if (sinceThen < 0) {
    await clock.advanceTo(targetOf({ to: at }, clock.now(), undefined)).catch((error) => {
      if (!(error instanceof Error && error.name === 'TooManyTimers')) throw error;
      console.log(
        `L’horloge s’est arrêtée avant --at : une étape recommence sans fin. Voyez la page /_local.`,
      );
    });
  }
  if (sinceThen > 60_000)
    console.log(`L’horloge de ce dossier est déjà plus loin que --at : elle ne recule pas.`);
}

function stopOnSignal(home: Home): void {
  let stopping = false;
  const stop = async () => {
    // A second Ctrl+C does not wait: nothing is lost that way either.
    if (stopping) process.exit(130);
    stopping = true;
    await home.close();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** SQLite in Node 24 still calls itself experimental at every start, which says nothing to whoever runs this. */
function silenceExperimentalWarnings(): void {
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name !== 'ExperimentalWarning') console.warn(`${warning.name}: ${warning.message}`);
  });
}
