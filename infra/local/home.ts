import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { lockDataFolder } from './data-folder.ts';
import { FrontDoor } from './front-door.ts';
import { begin, type Frame } from './home-life.ts';
import type { Clock } from './interpreter/clock.ts';
import { type SampleAccount, sampleAccounts } from './sample/sample-accounts.ts';
import { institutionAt } from './sample/sample-data.ts';
import type { LambdaResult } from './services/lambda-runner.ts';
import { mailFaults } from './services/mail-faults.ts';
import { localSignIn } from './services/sign-in.ts';
import { finishReturn, listSnapshots, returnTo, takeSnapshot } from './snapshots.ts';
import { type AwsServices, openAwsEndpoint, portOf } from './template/aws-endpoint.ts';
import { readAssembly, synthesizedAssembly } from './template/cloud-assembly.ts';
import { signInPath } from './template/local-names.ts';
import { readLocalStack } from './template/local-stack.ts';
import { readRights } from './template/rights.ts';
import { watchSources } from './watch-sources.ts';
import type { Snapshots } from './workbench/local-snapshots.ts';

export interface HomeOptions {
  /** 0: any free one. */
  port: number;
  /** The folder that keeps everything; without it nothing is kept (`--memory`). */
  data?: string | undefined;
  /** Where the clock of a new folder starts: an instant, or a date in Paris. */
  at?: string | undefined;
  /** Time stands still unless the clock is moved: for tests and the demo. */
  frozen?: boolean | undefined;
  /** No sample campaign, only the institution. */
  empty?: boolean | undefined;
  /** The institute's file; by default the sample's. */
  institution?: string | undefined;
  /** A relay by which mails really leave. */
  smtp?: string | undefined;
  /** Lets every request through, however many: for the fuzzer. */
  unthrottled?: boolean | undefined;
  /** Takes over the functions' sources when they are saved, and says so. */
  watch?: boolean | undefined;
  /** Functions can be debugged: readable bundles, and a port for each thread. */
  inspect?: boolean | undefined;
  /** The folder of an assembly that is already synthesized. */
  assembly?: string | undefined;
  /** Told of each step of an execution, once it has answered: what history is recorded from. */
  onStep?: ((functionArn: string, payload: unknown, result: LambdaResult) => void) | undefined;
}

export interface Home {
  /** `http://127.0.0.1:3000` */
  url: string;
  /** Where the functions find their AWS services: for tests that look into the table. */
  awsEndpoint: string;
  clock: Clock;
  accounts: SampleAccount[];
  /** Names of the template's tables. */
  tables: string[];
  close(): Promise<void>;
}

/** Starts the whole product on this machine. Rejects with a sentence in French when the port or the folder is taken. */
export async function startHome(options: HomeOptions): Promise<Home> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return { ...(await open(options, (closer) => closers.push(closer))), close };
  } catch (error) {
    await close();
    throw error;
  }
}

type OnClose = (closer: () => unknown) => void;

async function open(options: HomeOptions, onClose: OnClose): Promise<Omit<Home, 'close'>> {
  const { data } = options;
  if (data !== undefined) {
    onClose(lockDataFolder(data));
    await finishReturn(data);
  }

  // The address first: the functions' environment names it. Requests that come too early wait for the rest.
  const door = new FrontDoor();
  const server = createServer((request, response) => door.enter(request, response));
  await listen(server, options.port);
  onClose(() => closeServer(server));
  const url = `http://127.0.0.1:${portOf(server.address())}`;

  const synthesize = () => synthesizedAssembly({ readable: options.inspect ?? false });
  const assembly = await readAssembly(options.assembly ?? (await synthesize()));
  const stack = readLocalStack(assembly, url);
  const first = Promise.withResolvers<AwsServices>();
  let services = first.promise;
  const endpoint = await openAwsEndpoint(() => services);
  onClose(() => endpoint.close());
  const institution = await institutionAt(options.institution);
  const accounts = stack.signIn ? sampleAccounts(institution) : [];
  const frame: Frame = {
    ...{ options, stack, url, institution, accounts, rights: readRights(assembly.template, url) },
    endpoint: {
      url: endpoint.url,
      serve(current) {
        first.resolve(current);
        services = Promise.resolve(current);
      },
    },
    faults: mailFaults(),
    signIn: stack.signIn && localSignIn({ issuer: url + signInPath, ...stack.signIn, accounts }),
    snapshots: data === undefined ? undefined : snapshotsOf(data),
  };

  let life = await begin(frame);
  onClose(() => life.close());
  door.open(life.answer);

  if (options.watch)
    onClose(
      watchSources({
        running: { assembly, functions: stack.functions },
        ...{ publicUrl: url, synthesize, say: console.log },
        take(changed) {
          const others = stack.functions.filter(({ name }) => !changed.some((one) => one.name === name));
          stack.functions = [...others, ...changed];
          life.lambda.replace(changed);
        },
      }),
    );
  const goOn = async () => {
    try {
      life = await begin(frame);
      door.open(life.answer);
    } catch (error) {
      door.fail(error);
      throw error;
    }
  };
  let resting: Promise<unknown> = Promise.resolve();
  onClose(() => resting.catch(() => undefined));
  /** Does something to the folder while nothing is at work: who is inside ends first, who comes waits. */
  function atRest<T>(work: (now: string) => Promise<T>): Promise<T> {
    const turn = resting.then(async () => {
      const { clock } = life;
      do {
        await door.inside.quiet();
        await clock.activity.quiet();
      } while (!door.inside.isQuiet || !clock.activity.isQuiet);
      door.close();
      clock.stop();
      await clock.activity.quiet();
      await life.close();
      try {
        return await work(clock.now());
      } finally {
        await goOn();
      }
    });
    resting = turn.catch(() => undefined);
    return turn;
  }
  function snapshotsOf(folder: string): Snapshots {
    return {
      list: () => listSnapshots(folder),
      take: (name) =>
        atRest(async (at) => {
          await takeSnapshot(folder, { name, at });
          return { name, at };
        }),
      returnTo: (name) => atRest(() => returnTo(folder, name)),
    };
  }
  return {
    ...{ url, awsEndpoint: endpoint.url, accounts, tables: stack.tables.map(({ name }) => name) },
    get clock() {
      return life.clock;
    },
  };
}

export class PortInUse extends Error {
  override name = 'PortInUse';
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause;
    throw new PortInUse(
      `Le port ${port} est déjà utilisé. Arrêtez le programme qui l’occupe, ou choisissez-en un autre avec --port.`,
      { cause },
    );
  }
}

const closeServer = (server: Server) =>
  new Promise<void>((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
