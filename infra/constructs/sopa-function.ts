import { type Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export type SopaFunctionProps = {
  code: Code;
  description: string;
  /** Lambda gives processor time in proportion: 1,769 MB is one processor. */
  memorySize: number;
  timeout: Duration;
  environment: Record<string, string>;
};

/**
 * A function with a role and a log group of its own. The role starts with the right to write to that log group and
 * nothing else: the managed basic role would let every function write to every log group of the account.
 *
 * No concurrency is reserved: a new account has ten in all, and what could run away is held back before the functions,
 * by the API's throttle and by the plan that spreads the waves of mail.
 */
export class SopaFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: SopaFunctionProps) {
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `${Stack.of(scope).stackName}: ${props.description}`,
    });
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      // No personal data is logged; three months is how long somebody may still ask what happened to a stage.
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(role);
    super(scope, id, {
      code: props.code,
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      description: props.description,
      memorySize: props.memorySize,
      timeout: props.timeout,
      environment: {
        ...props.environment,
        POWERTOOLS_SERVICE_NAME: id,
        // A second institution in the account counts for itself.
        POWERTOOLS_METRICS_NAMESPACE: Stack.of(scope).stackName,
      },
    });
  }

  /** May hand work over to another function, and to no other version of it than the one there is. */
  allowInvoking(other: SopaFunction): void {
    Grant.addToPrincipal({
      grantee: this,
      actions: ['lambda:InvokeFunction'],
      resourceArns: [other.functionArn],
    });
  }
}
