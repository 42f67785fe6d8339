import * as z from 'zod';
import type { Activity } from '../interpreter/activity.ts';
import type { ServiceAnswer } from './dynamodb.ts';
import type { LambdaRunner } from './lambda-runner.ts';
import { refuse } from './step-functions.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: of an asynchronous invocation */
const payloadLimit = 256 * 1024;
/** Lambda tries an asynchronous invocation three times; it waits a minute and two in between, which nothing here needs. */
const attempts = 3;

const invocationPath = /^\/2015-03-31\/functions\/([^/?]+)\/invocations/;

/** The function that a request to Lambda's API names, if it is one. */
export const invokedFunction = (url: string | undefined): string | undefined => {
  const [, name] = invocationPath.exec(url ?? '') ?? [];
  return name === undefined ? undefined : decodeURIComponent(name);
};

/** Lambda's Invoke, for functions that hand work over to another without waiting for it. */
export const asyncInvocations =
  ({ lambda, activity }: { lambda: LambdaRunner; activity: Activity }) =>
  (functionArn: string, type: string | undefined, payload: string): ServiceAnswer => {
    if (type !== 'Event')
      return refuse('InvalidParameterValueException', 'Only asynchronous invocations are simulated here');
    if (!lambda.has(functionArn)) return refuse('ResourceNotFoundException', `No function ${functionArn}`);
    if (Buffer.byteLength(payload) > payloadLimit)
      return { ...refuse('RequestEntityTooLargeException', `More than ${payloadLimit} bytes`), status: 413 };
    const event = z.record(z.string(), z.unknown()).parse(JSON.parse(payload));
    void activity.during(async () => {
      for (let attempt = 1; attempt <= attempts; attempt += 1)
        if ((await lambda.invoke(functionArn, event)).ok) return;
    });
    return { status: 202, headers: {}, body: '' };
  };
