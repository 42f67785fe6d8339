import type { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { IntegrationPattern, type RetryProps, TaskInput, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke, type LambdaInvokeJsonataProps } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';

type StepTaskProps = {
  comment: string;
  step: IFunction;
  payload: Record<string, string>;
  retry: readonly RetryProps[];
  assign?: Record<string, string | number>;
};

function stepTask(
  scope: Construct,
  name: string,
  { comment, step, payload, retry, assign }: StepTaskProps,
  more: Pick<LambdaInvokeJsonataProps, 'taskTimeout' | 'integrationPattern' | 'outputs'>,
): LambdaInvoke {
  const task = LambdaInvoke.jsonata(scope, name, {
    comment,
    lambdaFunction: step,
    payload: TaskInput.fromObject(payload),
    // CDK's own retry repeats calls that may have run; ours are named, with their reasons, in retry-policies.ts.
    retryOnServiceExceptions: false,
    ...(assign && { assign }),
    ...more,
  });
  for (const policy of retry) task.addRetry(policy);
  return task;
}

/** Calls a function and goes on with what it answers. `timeout` is longer than the function's own. */
export const callStep = (
  scope: Construct,
  name: string,
  { timeout, ...props }: StepTaskProps & { timeout: Duration },
): LambdaInvoke =>
  stepTask(scope, name, props, {
    taskTimeout: Timeout.duration(timeout),
    outputs: '{% $states.result.Payload %}',
  });

/** Gives a function a task token and waits until the token is rung, or for as many `seconds`, an expression. */
export const awaitToken = (
  scope: Construct,
  name: string,
  { seconds, ...props }: StepTaskProps & { seconds: string },
): LambdaInvoke =>
  stepTask(scope, name, props, {
    integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
    taskTimeout: Timeout.jsonata(`{% ${seconds} %}`),
    outputs: '{% $states.result %}',
  });
