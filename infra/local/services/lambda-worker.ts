import { open, url } from 'node:inspector';
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';

/**
 * Runs inside a worker thread: one function's execution environment. Its environment variables are those of the template,
 * given by the thread that started it; the bundle is imported once, like a cold start.
 */
const { bundle, exportName, inspect } = z
  .object({ bundle: z.string(), exportName: z.string(), inspect: z.boolean() })
  .parse(workerData);
if (inspect) {
  open(0, '127.0.0.1');
  parentPort?.postMessage({ inspector: url() });
}

export interface Invocation {
  id: number;
  event: string;
  context: {
    functionName: string;
    functionVersion: string;
    invokedFunctionArn: string;
    memoryLimitInMB: string;
    awsRequestId: string;
    logGroupName: string;
    logStreamName: string;
  };
  timeoutMs: number;
}
export type Outcome =
  | { id: number; ok: true; payload: string }
  | { id: number; ok: false; errorType: string; errorMessage: string };

const imported = import(bundle).then((module: Record<string, unknown>) => {
  const handler = module[exportName];
  if (typeof handler !== 'function') throw new Error(`${exportName} is not exported by ${bundle}`);
  return handler;
});
// Said by the first invocation, which awaits it; without this line the rejection would end the worker before.
imported.catch(() => undefined);

parentPort?.on('message', async ({ id, event, context, timeoutMs }: Invocation) => {
  const deadline = performance.now() + timeoutMs;
  const lambdaContext = {
    ...context,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
  try {
    const handler = await imported;
    const result: unknown = await handler(JSON.parse(event), lambdaContext);
    post({ id, ok: true, payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
    // What Lambda itself writes to the function's log; the caller gets the type and the message, never the stack.
    console.error(
      JSON.stringify({ level: 'ERROR', errorType: name, errorMessage: message, stack: stackOf(error) }),
    );
    post({ id, ok: false, errorType: name, errorMessage: message });
  }
});

const stackOf = (error: unknown) => (error instanceof Error ? error.stack?.split('\n') : undefined);
const post = (outcome: Outcome) => parentPort?.postMessage(outcome);
