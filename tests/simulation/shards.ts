import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sampleInstitution } from '../../infra/local/sample/sample-data.ts';
import { readAssembly, synthesizedAssembly } from '../../infra/local/template/cloud-assembly.ts';
import { type LocalStack, readLocalStack } from '../../infra/local/template/local-stack.ts';
import type { Institute } from '../../schemas/programme.ts';
import { bundleSimulation, type Defect } from './bundle.ts';
import type { Template } from './home.ts';
import type { Order, Outcome } from './play.ts';
import { shapeOf } from './services/memory-table.ts';

export type Ordered = Omit<Order, 'faults'> & { faults: string };

const folder = mkdtempSync(join(tmpdir(), 'sopa-simulation-'));

const nameOf = (arn: string): string => arn.replace(/^.*:Functions|[0-9A-F]{8}$/g, '');

/** The sweep and the look for scheduled launches have a rate; the others come daily. */
const timesOf = (
  schedules: LocalStack['schedules'],
): Pick<Template, 'sweepEvery' | 'launchEvery' | 'daily'> => {
  const everyOf = (wanted: string, otherwise: number): number => {
    const found = schedules.find(({ Target }) => nameOf(Target.Arn) === wanted)?.ScheduleExpression;
    return found && 'every' in found ? found.every : otherwise;
  };
  const daily = schedules.flatMap(({ ScheduleExpression: timing, Target }) =>
    'daily' in timing ? [{ name: nameOf(Target.Arn), at: timing }] : [],
  );
  return {
    sweepEvery: everyOf('TakeUp', 1_800_000),
    launchEvery: everyOf('LaunchScheduled', 300_000),
    daily,
  };
};

/** What a run is to know of the template: `FunctionsPlanStage96BCF60A` is `PlanStage`. */
const templateOf = ({ functions, machines, tables, schedules }: LocalStack): Template => ({
  machines,
  tables: tables.map(({ name, properties }) => ({ name, shape: shapeOf(properties) })),
  functions: Object.fromEntries(
    functions.map(({ name, arn, timeoutSeconds }) => [
      name.replace(/^Functions|[0-9A-F]{8}$/g, ''),
      { arn, timeoutSeconds },
    ]),
  ),
  ...timesOf(schedules),
});

let stack: Promise<LocalStack> | undefined;
const synthesized = async (): Promise<LocalStack> =>
  readLocalStack(await readAssembly(await synthesizedAssembly()), 'http://127.0.0.1:3000');
const stackNow = (): Promise<LocalStack> => {
  stack ??= synthesized();
  return stack;
};

const bundles = new Map<string, Promise<string>>();
/** The simulation of the sources as they are, or with defects; bundled once, in a file of its own, whoever asks meanwhile. */
const bundleWith = (defects: readonly Defect[]): Promise<string> => {
  const key = JSON.stringify(defects);
  const known = bundles.get(key);
  if (known) return known;
  // Beside the packages that it imports.
  const outfile = join(
    import.meta.dirname,
    `../../node_modules/.cache/simulation-${process.pid}-${bundles.size}.mjs`,
  );
  const bundle = bundleSimulation(outfile, defects).then(() => outfile);
  bundles.set(key, bundle);
  return bundle;
};

/** The last of the sites has two: what concerns a delegate is to reach both. */
const withSecondDelegate = (institute: Institute): Institute => ({
  ...institute,
  sites: institute.sites.map((site, at) =>
    at === institute.sites.length - 1
      ? { ...site, otherDelegates: [{ name: 'Armelle Gadioux', email: 'armelle.gadioux@inspe.example' }] }
      : site,
  ),
});

export type ShardOptions = {
  orders: readonly Ordered[];
  /** Processes at once. */
  atOnce?: number;
  defects?: readonly Defect[];
  /** Return true to have no further seed begun. */
  onOutcome?: (outcome: Outcome) => boolean | undefined;
  signal?: AbortSignal;
};

let files = 0;

/** Plays the orders in processes of their own. @throws with what a process said when it broke */
export const playInShards = async ({
  orders,
  atOnce = 2,
  defects = [],
  onOutcome = () => undefined,
  signal,
}: ShardOptions): Promise<Outcome[]> => {
  const local = await stackNow();
  const bundle = await bundleWith(defects);
  const institute = withSecondDelegate(await sampleInstitution());
  const env = Object.assign({}, ...local.functions.map(({ environment }) => environment));
  const outcomes: Outcome[] = [];
  const stop = new AbortController();
  const signals = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const shard = async (mine: readonly Ordered[]) => {
    if (mine.length === 0) return;
    files += 1;
    const file = join(folder, `${files}.json`);
    writeFileSync(file, JSON.stringify({ template: templateOf(local), institute, orders: mine }));
    const child = spawn(process.execPath, ['--enable-source-maps', bundle, file], {
      env: {
        PATH: process.env.PATH,
        SIMTEXT: process.env.SIMTEXT ?? '',
        ...env,
        ...{ TZ: 'UTC', AWS_REGION: 'eu-west-3', NODE_NO_WARNINGS: '1' },
        ...{ POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const kill = () => child.kill('SIGKILL');
    signals.addEventListener('abort', kill);
    let said = '';
    child.stderr.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-8_000);
    });
    const gone = new Promise<{ code: number | null; killedBy: string | null }>((resolve) =>
      child.once('close', (code, killedBy) => resolve({ code, killedBy })),
    );
    for await (const line of createInterface({ input: child.stdout })) {
      if (!line.startsWith('{')) continue;
      const outcome: Outcome = JSON.parse(line);
      outcomes.push(outcome);
      if (onOutcome(outcome)) stop.abort();
    }
    const { code, killedBy } = await gone;
    signals.removeEventListener('abort', kill);
    if (code !== 0 && !signals.aborted)
      throw new Error(
        `a simulation broke, ${killedBy ? `killed by ${killedBy}` : `exit code ${code}`}:\n${said}`,
      );
  };
  await Promise.all(
    Array.from({ length: atOnce }, (_, number) => shard(orders.filter((_, at) => at % atOnce === number))),
  );
  return outcomes.sort((a, b) => a.seed - b.seed);
};
