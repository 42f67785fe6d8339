import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule, ContextAttribute, type ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';

export type ScheduledFunctionProps = {
  description: string;
  /** A rate, or a time of day with its zone: what the one-machine home runs (infra/local/template/schedules.ts). */
  schedule: ScheduleExpression;
  /** Is told the moment as `now`. One call that fails is made good by the next. */
  handler: IFunction;
};

/** A function that EventBridge Scheduler calls. */
export class ScheduledFunction extends Construct {
  constructor(scope: Construct, id: string, { description, schedule, handler }: ScheduledFunctionProps) {
    super(scope, id);
    // CDK's own target would be allowed every version of the function.
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      description: `${Stack.of(this).stackName}: ${id}`,
      inlinePolicies: {
        Invocation: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [handler.functionArn] }),
          ],
        }),
      },
    });
    const isTimeOfDay = schedule.expressionString.startsWith('cron(');
    new CfnSchedule(this, 'Schedule', {
      description,
      scheduleExpression: schedule.expressionString,
      // A rate knows no time of day, and CDK's says UTC.
      ...(isTimeOfDay && { scheduleExpressionTimezone: schedule.timeZone?.timezoneName }),
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: handler.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify({ now: ContextAttribute.scheduledTime }),
        retryPolicy: { maximumRetryAttempts: 0 },
      },
    });
  }
}
