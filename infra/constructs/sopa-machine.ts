import { ArnFormat, CfnElement, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Effect, Policy, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  DefinitionBody,
  type IChainable,
  LogLevel,
  QueryLanguage,
  StateMachine,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct, IConstruct } from 'constructs';

export type SopaMachineProps = {
  comment: string;
  definition: IChainable;
  /** The functions its tasks call. */
  steps: readonly IFunction[];
};

/**
 * A Standard state machine in JSONata, whose role may call its own steps, and them only: CDK's own role would be allowed
 * every version of them.
 */
export class SopaMachine extends StateMachine {
  constructor(scope: Construct, id: string, { comment, definition, steps }: SopaMachineProps) {
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      description: `${Stack.of(scope).stackName}: ${scope.node.id}`,
      inlinePolicies: {
        Steps: allow(
          ['lambda:InvokeFunction'],
          steps.map(({ functionArn }) => functionArn),
        ),
        Observation: allow([...logDelivery, ...tracing], ['*']),
      },
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'X-Ray and the delivery of logs know no resource: "*" is the only one that these actions accept (Step Functions ' +
        'developer guide, "Logging using CloudWatch Logs" and "IAM policies for X-Ray").',
    });
    super(scope, id, {
      comment,
      definitionBody: DefinitionBody.fromChainable(definition),
      queryLanguage: QueryLanguage.JSONATA,
      role: role.withoutPolicyUpdates(),
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(scope, `${id}Logs`, {
          retention: RetentionDays.THREE_MONTHS,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ERROR,
        // Payloads name people and hold task tokens.
        includeExecutionData: false,
      },
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SF1',
      reason:
        'The execution history holds every event for ninety days; the log keeps errors only, so that a school year of ten ' +
        'thousand executions is not paid for twice.',
    });
  }

  #executions(which: string): string {
    return Stack.of(this).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${this.stateMachineName}${which}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  /** Lets functions ask how executions stand. */
  allowAsking(grantees: readonly IFunction[]): void {
    this.#allow('Asking', 'states:DescribeExecution', grantees);
  }

  /** Lets functions stop executions. */
  allowStopping(grantees: readonly IFunction[]): void {
    this.#allow('Stopping', 'states:StopExecution', grantees);
  }

  /** Lets functions ask which executions run. Beside their roles, as for ringing. */
  allowListing(grantees: readonly IFunction[]): void {
    const policy = new Policy(this, 'Listing', {
      statements: [
        new PolicyStatement({ actions: ['states:ListExecutions'], resources: [this.stateMachineArn] }),
      ],
    });
    for (const { role } of grantees) if (role) policy.attachToRole(role);
  }

  #allow(name: string, action: string, grantees: readonly IFunction[]): void {
    const policy = new Policy(this, name, {
      statements: [new PolicyStatement({ actions: [action], resources: [this.#executions(':*')] })],
    });
    for (const { role } of grantees) if (role) policy.attachToRole(role);
    acknowledgeExecutions(policy, `<${logicalIdOf(this)}.Name>:*`);
  }

  /**
   * Lets functions ring a waiting execution. The policy stands beside their roles and not in them: the machine depends on
   * its functions, a function on its role, and this policy on the machine.
   */
  allowRinging(grantees: readonly IFunction[]): void {
    const policy = new Policy(this, 'Ringing', {
      statements: [
        new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: [this.stateMachineArn] }),
      ],
    });
    for (const { role } of grantees) if (role) policy.attachToRole(role);
  }
}

const logDelivery = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
];
const tracing = [
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

const allow = (actions: string[], resources: string[]): PolicyDocument =>
  new PolicyDocument({ statements: [new PolicyStatement({ effect: Effect.ALLOW, actions, resources })] });

/** @param executions as cdk-nag writes them. */
const acknowledgeExecutions = (policy: IConstruct, executions: string): void => {
  const prefix = `arn:aws:states:${Stack.of(policy).region}:<AWS::AccountId>:execution:`;
  Validations.of(policy).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${prefix}${executions}]`,
    reason: 'Executions of this one machine; their names are only known once they run.',
  });
};

const logicalIdOf = (machine: StateMachine): string => {
  const resource = machine.node.defaultChild;
  if (!CfnElement.isCfnElement(resource)) throw new Error('a state machine has a resource');
  return Stack.of(machine).getLogicalId(resource);
};
