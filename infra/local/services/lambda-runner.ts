import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { localRegion } from '../template/local-names.ts';
import type { Invocation, Outcome } from './lambda-worker.ts';

export interface LambdaFunction {
  name: string;
  arn: string;
  /** The file of the bundle and what it exports: `index.mjs`, `handler`. */
  bundle: string;
  exportName: string;
  environment: Record<string, string>;
  timeoutSeconds: number;
  memoryMb: number;
}

export type LambdaResult =
  | { ok: true; payload: unknown }
  /** `errorType` and `errorMessage` as Lambda gives them: no stack, so that none can reach a page. */
  | { ok: false; errorType: string; errorMessage: string };

export interface LambdaUse {
  milliseconds: number;
  memoryMb: number;
}

/** How many invocations one worker holds at a time; AWS would start as many environments. More would only slow each other. */
const concurrency = 8;

/** In milliseconds: a function that nobody calls for so long lets go of its thread, as Lambda's do. Each holds tens of megabytes. */
const longestIdle = 20_000;
/** In seconds: how long a debugger may hold a function. */
const longestPause = 24 * 3600;
/** Of a thread's new objects, in MB: by default each may fill 48 before it looks for what can go. */
const youngGenerationMb = 12;

interface EnvironmentOptions {
  endpoint: string;
  /** Where each function's log goes; without it what functions print is dropped. */
  logFolder: string | undefined;
  onUse: (use: LambdaUse) => void;
  /** A debugger may stop them: each thread has a port of its own, and no time runs out. */
  inspect?: boolean | undefined;
}

interface Waiting {
  payload: string;
  answered: (result: LambdaResult) => void;
}

/**
 * Runs the functions of the template, each in a worker thread of its own with its own environment variables, started at
 * its first invocation. Lambda gives every concurrent invocation an environment of its own; here they share the thread,
 * which the code must bear anyway, since an environment is used again.
 */
export class LambdaRunner {
  readonly #functions = new Map<string, FunctionEnvironment>();
  readonly #idling: NodeJS.Timeout;

  constructor(options: EnvironmentOptions & { functions: LambdaFunction[] }) {
    if (options.logFolder) mkdirSync(options.logFolder, { recursive: true });
    for (const definition of options.functions) {
      const environment = new FunctionEnvironment(definition, options);
      this.#functions.set(definition.name, environment);
      this.#functions.set(definition.arn, environment);
    }
    this.#idling = setInterval(() => {
      for (const environment of new Set(this.#functions.values())) environment.letGoWhenIdle();
    }, longestIdle / 4).unref();
  }

  /** `target`: a function's name or ARN, qualified or not. Throws only when the template has no such function. */
  invoke(target: string, event: unknown): Promise<LambdaResult> {
    return this.#find(target).invoke(JSON.stringify(event));
  }

  /** Other code for functions that there are; one that is new has no place in the template that runs. */
  replace(definitions: LambdaFunction[]): void {
    for (const definition of definitions) this.#functions.get(definition.name)?.replace(definition);
  }

  has(target: string): boolean {
    return this.#functions.has(target) || this.#functions.has(withoutQualifier(target));
  }

  #find(target: string): FunctionEnvironment {
    const found = this.#functions.get(target) ?? this.#functions.get(withoutQualifier(target));
    if (!found) throw new Error(`The template has no function ${target}`);
    return found;
  }

  async close(): Promise<void> {
    clearInterval(this.#idling);
    await Promise.all([...new Set(this.#functions.values())].map((environment) => environment.close()));
  }
}

// arn:aws:lambda:region:account:function:name:qualifier
const withoutQualifier = (arn: string) => arn.split(':').slice(0, 7).join(':');

class FunctionEnvironment {
  #definition: LambdaFunction;
  readonly #options: EnvironmentOptions;
  readonly #waiting: Waiting[] = [];
  readonly #threads = new Set<Thread>();
  #current: Thread | undefined;
  #calledAt = 0;
  #closed = false;

  constructor(definition: LambdaFunction, options: EnvironmentOptions) {
    this.#definition = definition;
    this.#options = options;
  }

  invoke(payload: string): Promise<LambdaResult> {
    this.#calledAt = performance.now();
    return new Promise((answered) => {
      this.#waiting.push({ payload, answered });
      this.#startWaiting();
    });
  }

  #startWaiting(): void {
    while (!this.#closed && this.#waiting.length > 0) {
      if (!this.#current?.usable) this.#current = this.#startThread();
      const thread = this.#current;
      if (thread.busy >= concurrency) return;
      const next = this.#waiting.shift();
      if (!next) return;
      thread.run(next.payload).then(({ result, milliseconds }) => {
        this.#options.onUse({ milliseconds, memoryMb: this.#definition.memoryMb });
        next.answered(result);
        this.#startWaiting();
      });
    }
  }

  #startThread(): Thread {
    const thread = new Thread(this.#definition, this.#options, () => this.#threads.delete(thread));
    this.#threads.add(thread);
    return thread;
  }

  /** Ends the thread, unless it is at work or was a moment ago; the next invocation starts another. */
  letGoWhenIdle(): void {
    const isAtWork = this.#waiting.length > 0 || (this.#current?.busy ?? 0) > 0;
    if (isAtWork || this.#options.inspect || performance.now() - this.#calledAt < longestIdle) return;
    this.#current?.close();
    this.#current = undefined;
  }

  /** Invocations from now on use the other code; those at work end with the old. */
  replace(definition: LambdaFunction): void {
    this.#definition = definition;
    this.#current?.retire();
    this.#current = undefined;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { answered } of this.#waiting.splice(0)) answered(stopped);
    await Promise.all([...this.#threads].map((thread) => thread.close()));
  }
}

const stopped: LambdaResult = {
  ok: false,
  errorType: 'Runtime.ExitError',
  errorMessage: 'The home is closing',
};

interface Running {
  requestId: string;
  started: number;
  timer: NodeJS.Timeout;
  answered: (answer: { result: LambdaResult; milliseconds: number }) => void;
}

class Thread {
  readonly #definition: LambdaFunction;
  readonly #worker: Worker;
  readonly #running = new Map<number, Running>();
  #invocations = 0;
  usable = true;

  constructor(
    definition: LambdaFunction,
    { endpoint, logFolder, inspect = false }: EnvironmentOptions,
    onGone: () => void,
  ) {
    this.#definition = inspect ? { ...definition, timeoutSeconds: longestPause } : definition;
    this.#worker = new Worker(new URL('./lambda-worker.ts', import.meta.url), {
      workerData: {
        bundle: pathToFileURL(definition.bundle).href,
        exportName: definition.exportName,
        inspect,
      },
      env: environmentOf(definition, endpoint),
      execArgv: ['--disable-warning=ExperimentalWarning'],
      resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb },
      stdout: true,
      stderr: true,
    });
    const log = logFolder && createWriteStream(join(logFolder, `${definition.name}.log`), { flags: 'a' });
    for (const stream of [this.#worker.stdout, this.#worker.stderr]) {
      if (log) stream.pipe(log, { end: false });
      else stream.resume();
    }
    this.#worker.on('message', (said: Outcome | { inspector: string }) => {
      if ('inspector' in said) console.log(`Débogueur de ${definition.name} : ${said.inspector}`);
      else this.#settle(said);
    });
    const gone = (message: string) => {
      this.usable = false;
      for (const id of [...this.#running.keys()]) {
        this.#settle({ id, ok: false, errorType: 'Runtime.ExitError', errorMessage: message });
      }
    };
    this.#worker.on('error', (error) => gone(error instanceof Error ? error.message : String(error)));
    this.#worker.on('exit', () => {
      gone('Runtime exited');
      if (log) log.end();
      onGone();
    });
  }

  get busy(): number {
    return this.#running.size;
  }

  run(event: string): Promise<{ result: LambdaResult; milliseconds: number }> {
    const { name, arn, memoryMb, timeoutSeconds } = this.#definition;
    const id = ++this.#invocations;
    const requestId = randomUUID();
    return new Promise((answered) => {
      const timer = setTimeout(() => this.#timeOut(id), timeoutSeconds * 1000);
      this.#running.set(id, { requestId, started: performance.now(), timer, answered });
      const invocation: Invocation = {
        id,
        event,
        timeoutMs: timeoutSeconds * 1000,
        context: {
          functionName: name,
          functionVersion: '$LATEST',
          invokedFunctionArn: arn,
          memoryLimitInMB: String(memoryMb),
          awsRequestId: requestId,
          logGroupName: `/aws/lambda/${name}`,
          logStreamName: 'local',
        },
      };
      this.#worker.postMessage(invocation);
    });
  }

  #settle(outcome: Outcome): void {
    const running = this.#running.get(outcome.id);
    if (!running) return;
    this.#running.delete(outcome.id);
    clearTimeout(running.timer);
    const { id: _, ...rest } = outcome;
    const result: LambdaResult = rest.ok ? { ok: true, payload: JSON.parse(rest.payload) } : rest;
    running.answered({ result, milliseconds: Math.ceil(performance.now() - running.started) });
    if (!this.usable && this.#running.size === 0) this.close();
  }

  /** Ends, once what it does is done. */
  retire(): void {
    this.usable = false;
    if (this.#running.size === 0) this.close();
  }

  /** Lambda kills the environment at the timeout; here it takes no new work, and ends once the others in it are done. */
  #timeOut(id: number): void {
    this.usable = false;
    const { timeoutSeconds } = this.#definition;
    const requestId = this.#running.get(id)?.requestId;
    this.#settle({
      id,
      ok: false,
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** What the AWS SDK needs to find this machine's services. The key's id says who calls (rights.ts); the key itself is not checked. */
export const awsEnvironment = (endpoint: string): Record<string, string> => ({
  AWS_REGION: localRegion,
  AWS_DEFAULT_REGION: localRegion,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL: endpoint,
});

function environmentOf(
  { name, environment, memoryMb }: LambdaFunction,
  endpoint: string,
): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
    ...awsEnvironment(endpoint),
    AWS_ACCESS_KEY_ID: name,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    ...environment,
  };
}
