import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule, ContextAttribute, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';

export type TakingUpProps = { takeUp: IFunction };

/** How long something that was intended may lie, at the most: half an hour, beside the ten minutes it is left alone. */
const every = Duration.minutes(30);

/** The sweep over what died between an intention and its effect (architecture, 15). */
export class TakingUp extends Construct {
  constructor(scope: Construct, id: string, { takeUp }: TakingUpProps) {
    super(scope, id);
    // CDK's own target would be allowed every version of the function.
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      description: `${Stack.of(this).stackName}: TakingUp`,
      inlinePolicies: {
        Invocation: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [takeUp.functionArn] }),
          ],
        }),
      },
    });
    new CfnSchedule(this, 'Schedule', {
      description: 'Takes up what was intended and is not done',
      scheduleExpression: ScheduleExpression.rate(every).expressionString,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: takeUp.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify({ now: ContextAttribute.scheduledTime }),
        // One that fails is made good by the next.
        retryPolicy: { maximumRetryAttempts: 0 },
      },
    });
  }
}
