import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Institute } from '../../schemas/programme.ts';
import { lockDataFolder, openDataFolder } from './data-folder.ts';
import { FrontDoor, type RequestHandler } from './front-door.ts';
import { Clock } from './interpreter/clock.ts';
import { Engine } from './interpreter/engine.ts';
import { Journal } from './interpreter/journal.ts';
import { type SampleAccount, sampleAccounts } from './sample/sample-accounts.ts';
import { institutionAt, loadSampleData } from './sample/sample-data.ts';
import { asyncInvocations } from './services/async-invocations.ts';
import { type ConsumedUnits, openDynamoDb } from './services/dynamodb.ts';
import { EventBus } from './services/event-bus.ts';
import { redirect, sendHtml } from './services/http-exchange.ts';
import { type LambdaResult, LambdaRunner } from './services/lambda-runner.ts';
import { type MailFaults, mailFaults } from './services/mail-faults.ts';
import { openMailService } from './services/mail-service.ts';
import { openMailbox } from './services/mailbox.ts';
import { openMeter } from './services/meter.ts';
import { renewedItem } from './services/renewed-item.ts';
import { openSecrets } from './services/secrets.ts';
import { localSignIn } from './services/sign-in.ts';
import { stepFunctions } from './services/step-functions.ts';
import { finishReturn, listSnapshots, returnTo, takeSnapshot } from './snapshots.ts';
import { type AwsServices, openAwsEndpoint, portOf } from './template/aws-endpoint.ts';
import { readAssembly, synthesizedAssembly } from './template/cloud-assembly.ts';
import { httpGateway } from './template/gateway.ts';
import { signInPath } from './template/local-names.ts';
import { type LocalStack, readLocalStack } from './template/local-stack.ts';
import { isOwnHost, requestTarget } from './template/request-target.ts';
import { type Rights, readRights } from './template/rights.ts';
import { Schedules } from './template/schedules.ts';
import { stageThrottling } from './template/throttle.ts';
import { watchSources } from './watch-sources.ts';
import { html, page } from './workbench/html.ts';
import { localRoutes } from './workbench/local-routes.ts';
import type { Snapshots } from './workbench/local-snapshots.ts';
import { readInstant } from './workbench/local-time.ts';

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

/** What one life of the home shares with the next, when it rests for a snapshot: its addresses, and who signs in there. */
interface Frame {
  options: HomeOptions;
  stack: LocalStack;
  rights: Rights;
  url: string;
  endpoint: { url: string; serve(services: AwsServices): void };
  institution: Institute;
  accounts: SampleAccount[];
  faults: MailFaults;
  signIn: RequestHandler | undefined;
  snapshots: Snapshots | undefined;
}

interface Life {
  clock: Clock;
  lambda: LambdaRunner;
  answer: RequestHandler;
  close(): Promise<void>;
}

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

async function begin(frame: Frame): Promise<Life> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return { ...(await live(frame, (closer) => closers.push(closer))), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function live(frame: Frame, onClose: OnClose): Promise<Omit<Life, 'close'>> {
  const { options, stack, rights, url, endpoint, institution, accounts, faults, signIn } = frame;
  const startAt = options.at === undefined ? undefined : readInstant(options.at);
  const folder = openDataFolder(options.data);
  onClose(() => folder.close());
  const inFolder = (name: string) => (folder.path === undefined ? undefined : join(folder.path, name));

  let schedules: Schedules | undefined;
  const meter = openMeter(folder.database);
  onClose(() => meter.close());
  const consumed = ({ read, write }: ConsumedUnits) => {
    meter.add('readUnits', read);
    meter.add('writeUnits', write);
    if (write > 0) schedules?.noteWrite();
  };
  const dynamoDb = await openDynamoDb(inFolder('dynamodb'), consumed, renewedItem);
  onClose(() => dynamoDb.close());
  for (const { name, properties } of stack.tables)
    await dynamoDb.ensureTable(name, properties, { killed: folder.wasKilled });
  const secrets = openSecrets(folder.database);
  for (const { arn, properties } of stack.secrets) secrets.ensure(arn, properties);

  const journal = new Journal(inFolder('executions.db') ?? ':memory:');
  onClose(() => journal.close());
  const clock = new Clock({
    memory: journal,
    ...(startAt !== undefined && { startAt }),
    ...(options.frozen !== undefined && { frozen: options.frozen }),
  });
  onClose(() => clock.stop());

  const lambda = new LambdaRunner({
    endpoint: endpoint.url,
    logFolder: inFolder('logs'),
    inspect: options.inspect,
    functions: stack.functions,
    onUse: ({ milliseconds, memoryMb }) => {
      meter.add('lambdaInvocations');
      meter.add('lambdaMs', milliseconds);
      meter.add('lambdaGbSeconds', (milliseconds / 1000) * (memoryMb / 1024));
    },
  });
  onClose(() => lambda.close());
  const engine = new Engine({
    machines: stack.machines,
    journal,
    clock,
    lacking: (...asked) => rights.lacking(...asked),
    onTransition: () => meter.add('stateTransitions'),
    invoke: async (arn, payload) => {
      const result = await lambda.invoke(arn, payload);
      options.onStep?.(arn, payload, result);
      return result.ok ? { kind: 'result', payload: result.payload } : { kind: 'error', ...result };
    },
  });

  const mailbox = openMailbox(folder.database, inFolder('mail'));
  const events = new EventBus({
    rules: stack.rules,
    destinations: stack.eventDestinations,
    lambda,
    mailbox,
    activity: clock.activity,
  });
  const mail = openMailService({
    mailbox,
    faults,
    meter,
    now: () => clock.now(),
    smtpUrl: options.smtp,
    onTaken: (taken) => events.announce(taken),
    onFailed: (failed, fault) => events.announceFailure(failed, fault),
  });
  onClose(() => mail.close());
  endpoint.serve({
    rights,
    dynamoDb,
    secrets,
    mail,
    stepFunctions: stepFunctions(engine),
    invoke: asyncInvocations({ lambda, activity: clock.activity }),
  });

  const [table] = stack.tables;
  if (table) {
    const { database } = folder;
    const empty = options.empty ?? false;
    const order = {
      database,
      endpoint: endpoint.url,
      tableName: table.name,
      now: clock.now(),
      institution,
      empty,
    };
    await loadSampleData(order);
  }
  // Outcomes of mails first: an execution that goes on looks at them.
  await events.announceForgotten();
  engine.resume();
  schedules = new Schedules({ schedules: stack.schedules, clock, lambda, rights });
  clock.attach(schedules);

  const gateway = httpGateway({
    routes: stack.routes,
    throttling: options.unthrottled ? stageThrottling.parse({}) : stack.throttling,
    lambda,
    meter,
    now: () => clock.millis(),
  });
  const local = localRoutes({ clock, engine, mailbox, faults, meter, accounts, snapshots: frame.snapshots });
  const answer: RequestHandler = (request, response) => {
    const { path, query } = requestTarget(request);
    // Cookies and the sign-in's addresses belong to one host name.
    if (request.headers.host?.startsWith('localhost:'))
      return redirect(response, `${url}${path}${query && `?${query}`}`, 302);
    const isLocal = path === '/_local' || path.startsWith('/_local/');
    const isSignIn = signIn && path.startsWith(`${signInPath}/`);
    if ((isLocal || isSignIn) && !isOwnHost(request.headers.host)) return refuseHost(response);
    if (isSignIn) return signIn(request, response);
    if (isLocal) return local(request, response);
    return gateway(request, response);
  };
  return { clock, lambda, answer };
}

const refuseHost = (response: ServerResponse) =>
  sendHtml(
    response,
    403,
    page(
      'Adresse refusée',
      html`<p>Ces pages ne s’ouvrent que par l’adresse de cette machine : 127.0.0.1 ou localhost.</p>`,
    ),
  );

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
