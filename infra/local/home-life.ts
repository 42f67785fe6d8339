import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Institute } from '../../schemas/programme.ts';
import { openDataFolder } from './data-folder.ts';
import type { RequestHandler } from './front-door.ts';
import type { HomeOptions } from './home.ts';
import { Clock } from './interpreter/clock.ts';
import { Engine } from './interpreter/engine.ts';
import { Journal } from './interpreter/journal.ts';
import type { SampleAccount } from './sample/sample-accounts.ts';
import { loadSampleData } from './sample/sample-data.ts';
import { asyncInvocations } from './services/async-invocations.ts';
import { type ConsumedUnits, openDynamoDb } from './services/dynamodb.ts';
import { EventBus } from './services/event-bus.ts';
import { redirect, sendHtml } from './services/http-exchange.ts';
import { LambdaRunner } from './services/lambda-runner.ts';
import type { MailFaults } from './services/mail-faults.ts';
import { openMailService } from './services/mail-service.ts';
import { openMailbox } from './services/mailbox.ts';
import { openMeter } from './services/meter.ts';
import { renewedItem } from './services/renewed-item.ts';
import { openSecrets } from './services/secrets.ts';
import { stepFunctions } from './services/step-functions.ts';
import type { AwsServices } from './template/aws-endpoint.ts';
import { httpGateway } from './template/gateway.ts';
import { signInPath } from './template/local-names.ts';
import type { LocalStack } from './template/local-stack.ts';
import { isOwnHost, requestTarget } from './template/request-target.ts';
import type { Rights } from './template/rights.ts';
import { Schedules } from './template/schedules.ts';
import { stageThrottling } from './template/throttle.ts';
import { html, page } from './workbench/html.ts';
import { localRoutes } from './workbench/local-routes.ts';
import type { Snapshots } from './workbench/local-snapshots.ts';
import { readInstant } from './workbench/local-time.ts';

type OnClose = (closer: () => unknown) => void;

/** What one life of the home shares with the next, when it rests for a snapshot: its addresses, and who signs in there. */
export interface Frame {
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

export interface Life {
  clock: Clock;
  lambda: LambdaRunner;
  answer: RequestHandler;
  close(): Promise<void>;
}

/** Opens all that keeps or does something, and lets executions go on. Rejects with everything closed again. */
export async function begin(frame: Frame): Promise<Life> {
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
  const consumed = ({ read, write, readRequests, readItems, writeRequests }: ConsumedUnits) => {
    meter.add('readUnits', read);
    meter.add('writeUnits', write);
    meter.add('readRequests', readRequests);
    meter.add('readItems', readItems);
    meter.add('writeRequests', writeRequests);
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
    onTaken: (taken, isDelivered) => events.announce(taken, isDelivered),
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
