import * as z from 'zod';
import type { Engine } from '../interpreter/engine.ts';
import { ServiceError } from '../interpreter/errors.ts';
import type { ServiceAnswer } from './dynamodb.ts';

const seconds = (iso: string) => Date.parse(iso) / 1000;

/** The Step Functions API as our functions call it: AWS JSON 1.0, over the engine. */
export function stepFunctions(engine: Engine): (operation: string, body: string) => ServiceAnswer {
  const operations: Record<string, (body: unknown) => unknown> = {
    StartExecution(body) {
      const { stateMachineArn, name, input } = z
        .object({ stateMachineArn: z.string(), name: z.string().optional(), input: z.string().optional() })
        .parse(body);
      const { executionArn, startDate } = engine.start({ machineArn: stateMachineArn, name, input });
      return { executionArn, startDate: seconds(startDate) };
    },
    StopExecution(body) {
      const { executionArn, error, cause } = z
        .object({ executionArn: z.string(), error: z.string().optional(), cause: z.string().optional() })
        .parse(body);
      return { stopDate: seconds(engine.stop(executionArn, error, cause).stopDate) };
    },
    DescribeExecution(body) {
      const { executionArn } = z.object({ executionArn: z.string() }).parse(body);
      const { startDate, stopDate, ...description } = engine.describe(executionArn);
      return {
        ...description,
        startDate: seconds(startDate),
        ...(stopDate && { stopDate: seconds(stopDate) }),
      };
    },
    ListExecutions(body) {
      const { stateMachineArn, maxResults, nextToken } = z
        .object({
          stateMachineArn: z.string(),
          statusFilter: z.literal('RUNNING', 'Only those that run are listed on this machine'),
          maxResults: z.int().min(1).max(1000),
          nextToken: z.string().optional(),
        })
        .parse(body);
      const page = engine.listRunning({ machineArn: stateMachineArn, most: maxResults, nextToken });
      const executions = page.executions.map((one) => ({
        ...{ ...one, stateMachineArn, status: 'RUNNING', startDate: seconds(one.startDate) },
      }));
      return { ...page, executions };
    },
    SendTaskSuccess(body) {
      const { taskToken, output } = z.object({ taskToken: z.string(), output: z.string() }).parse(body);
      engine.sendTaskSuccess(taskToken, output);
      return {};
    },
    SendTaskFailure(body) {
      const { taskToken, error, cause } = z
        .object({ taskToken: z.string(), error: z.string().optional(), cause: z.string().optional() })
        .parse(body);
      engine.sendTaskFailure(taskToken, error, cause);
      return {};
    },
  };
  return (operation, body) => {
    const call = operations[operation];
    if (!call) return refuse('UnknownOperationException', `${operation} is not simulated on this machine`);
    try {
      return awsJson(200, call(JSON.parse(body)));
    } catch (error) {
      if (error instanceof ServiceError) return refuse(error.name, error.message);
      if (error instanceof z.ZodError) return refuse('ValidationException', z.prettifyError(error));
      throw error;
    }
  };
}

export const awsJson = (status: number, value: unknown): ServiceAnswer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(value),
});
export const refuse = (type: string, message: string): ServiceAnswer =>
  awsJson(400, { __type: type, message });
