import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { openDataFolder } from './data-folder.ts';
import { Clock } from './interpreter/clock.ts';
import { Engine } from './interpreter/engine.ts';
import { Journal } from './interpreter/journal.ts';
import { type SampleAccount, sampleAccounts } from './sample/sample-accounts.ts';
import { institutionAt, loadSampleData } from './sample/sample-data.ts';
import { asyncInvocations } from './services/async-invocations.ts';
import { type ConsumedUnits, openDynamoDb } from './services/dynamodb.ts';
import { EventBus } from './services/event-bus.ts';
import { redirect, sendHtml, sendJson } from './services/http-exchange.ts';
import { type LambdaResult, LambdaRunner } from './services/lambda-runner.ts';
import { mailFaults } from './services/mail-faults.ts';
import { openMailService } from './services/mail-service.ts';
import { openMailbox } from './services/mailbox.ts';
import { openMeter } from './services/meter.ts';
import { renewedItem } from './services/renewed-item.ts';
import { openSecrets } from './services/secrets.ts';
import { localSignIn } from './services/sign-in.ts';
import { stepFunctions } from './services/step-functions.ts';
import { type AwsServices, openAwsEndpoint, portOf } from './template/aws-endpoint.ts';
import { readAssembly, synthesizedAssembly } from './template/cloud-assembly.ts';
import { httpGateway } from './template/gateway.ts';
import { signInPath } from './template/local-names.ts';
import { readLocalStack } from './template/local-stack.ts';
import { isOwnHost, requestTarget } from './template/request-target.ts';
import { readRights } from './template/rights.ts';
import { Schedules } from './template/schedules.ts';
import { stageThrottling } from './template/throttle.ts';
import { html, page } from './workbench/html.ts';
import { localRoutes } from './workbench/local-routes.ts';
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

async function open(
  options: HomeOptions,
  onClose: (closer: () => unknown) => void,
): Promise<Omit<Home, 'close'>> {
  const startAt = options.at === undefined ? undefined : readInstant(options.at);
  const folder = openDataFolder(options.data);
  onClose(() => folder.close());
  const inFolder = (name: string) => (folder.path === undefined ? undefined : join(folder.path, name));

  // The address first: the functions' environment names it. Requests that come too early wait for the rest.
  const ready = Promise.withResolvers<RequestHandler>();
  ready.promise.catch(() => undefined);
  const server = createServer((request, response) => handOver(ready.promise, request, response));
  await listen(server, options.port);
  onClose(() => closeServer(server));
  const url = `http://127.0.0.1:${portOf(server.address())}`;

  const assembly = await readAssembly(options.assembly ?? (await synthesizedAssembly()));
  const stack = readLocalStack(assembly, url);

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

  const services = Promise.withResolvers<AwsServices>();
  const endpoint = await openAwsEndpoint(() => services.promise);
  onClose(() => endpoint.close());
  const lambda = new LambdaRunner({
    endpoint: endpoint.url,
    logFolder: inFolder('logs'),
    functions: stack.functions,
    onUse: ({ milliseconds, memoryMb }) => {
      meter.add('lambdaInvocations');
      meter.add('lambdaMs', milliseconds);
      meter.add('lambdaGbSeconds', (milliseconds / 1000) * (memoryMb / 1024));
    },
  });
  onClose(() => lambda.close());
  const rights = readRights(assembly.template, url);
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
  const faults = mailFaults();
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
  services.resolve({
    rights,
    dynamoDb,
    secrets,
    mail,
    stepFunctions: stepFunctions(engine),
    invoke: asyncInvocations({ lambda, activity: clock.activity }),
  });

  const institution = await institutionAt(options.institution);
  const accounts = stack.signIn ? sampleAccounts(institution) : [];
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
  const local = localRoutes({ clock, engine, mailbox, faults, meter, accounts });
  const signIn = stack.signIn && localSignIn({ issuer: url + signInPath, ...stack.signIn, accounts });
  ready.resolve((request, response) => {
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
  });
  return { url, awsEndpoint: endpoint.url, clock, accounts, tables: stack.tables.map(({ name }) => name) };
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

type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

async function handOver(
  handler: Promise<RequestHandler>,
  request: IncomingMessage,
  response: ServerResponse,
) {
  try {
    await (await handler)(request, response);
  } catch (error) {
    if (request.destroyed && !request.complete) return;
    console.error(error);
    if (response.headersSent) response.end();
    else sendJson(response, 500, { message: 'Internal Server Error' });
  }
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
