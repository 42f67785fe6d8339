import { Stack } from 'aws-cdk-lib';
import type { HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
  Metric,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

export type DashboardProps = {
  lifecycle: StateMachine;
  stage: HttpStage;
  functions: readonly IFunction[];
  table: { metricConsumedReadCapacityUnits(): Metric; metricConsumedWriteCapacityUnits(): Metric };
};

const sum = { statistic: 'Sum' };

/** One page: lifecycles by state, mails by fate, the pages' latency and errors, and what drives the bill. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { lifecycle, stage, functions, table }: DashboardProps) {
    super(scope, id);
    const mail = (metricName: string, label: string) =>
      new Metric({ namespace: 'AWS/SES', metricName, label, ...sum });
    const graph = (title: string, left: IMetric[], right: IMetric[] = []) =>
      new GraphWidget({ title, left, right, width: 12, height: 6 });
    new CloudWatchDashboard(this, 'Page', {
      dashboardName: Stack.of(this).stackName,
      widgets: [
        [
          graph('Stages: lifecycles by state', [
            lifecycle.metricStarted(sum),
            lifecycle.metricSucceeded(sum),
            lifecycle.metricFailed(sum),
            lifecycle.metricAborted(sum),
            lifecycle.metricTimedOut(sum),
          ]),
          graph('Mails by fate (whole account)', [
            mail('Send', 'sent'),
            mail('Delivery', 'delivered'),
            mail('Bounce', 'came back'),
            mail('Complaint', 'marked as spam'),
            mail('Reject', 'refused by SES'),
          ]),
        ],
        [
          graph(
            'Pages: requests and latency',
            [stage.metricCount(sum)],
            [stage.metricLatency({ statistic: 'p50' }), stage.metricLatency({ statistic: 'p99' })],
          ),
          graph('Pages: errors', [stage.metricClientError(sum), stage.metricServerError(sum)]),
        ],
        [
          graph(
            'Cost: functions',
            functions.map((one) => one.metricInvocations({ ...sum, label: one.node.id })),
          ),
          graph('Cost: table', [
            table.metricConsumedReadCapacityUnits(),
            table.metricConsumedWriteCapacityUnits(),
          ]),
        ],
        [
          new TextWidget({
            width: 24,
            height: 2,
            markdown:
              'The amount itself is in Billing, which CloudWatch knows in us-east-1 alone; what is paid for is above. ' +
              'What to do about an alarm: infra/runbook.md.',
          }),
        ],
      ],
    });
  }
}
