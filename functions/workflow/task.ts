import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type * as z from 'zod';
import { logger } from '../observability/logger.ts';

/**
 * A task of a state machine: its environment and its event are parsed once, then it runs. What it throws is logged by name
 * only (messages may quote a person) and goes to the state machine, which retries or gives up.
 */
export const task = <Environment extends z.ZodType, Input extends z.ZodType, Output>(
  environment: Environment,
  input: Input,
  run: (input: z.output<Input>, env: z.output<Environment>) => Promise<Output>,
) =>
  middy<unknown, Output>()
    .use(injectLambdaContext(logger))
    .onError(({ error }) => {
      logger.error('task failed', { errorName: error?.name ?? 'unknown' });
    })
    .handler((event: unknown) => run(input.parse(event), environment.parse(process.env)));
