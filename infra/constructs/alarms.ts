import { Aws, Duration, Stack } from 'aws-cdk-lib';
import type { HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { CountedEvent } from '../../functions/observability/metrics.ts';

export type AlarmsProps = {
  alarmEmail?: string;
  lifecycle: StateMachine;
  work: StateMachine;
  meeting: StateMachine;
  pages: readonly IFunction[];
  mailEvents: IFunction;
  /** What the clock calls, and what pages hand their mails to. */
  unseen: readonly IFunction[];
  stage: HttpStage;
  lostEvents: Queue;
};

const fiveMinutes = Duration.minutes(5);

/** What wakes somebody up. Each alarm's description names the section of infra/runbook.md that says what to do. */
export class Alarms extends Construct {
  readonly #topic: Topic;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.#topic = new Topic(this, 'Topic', { displayName: 'SOPA', enforceSSL: true });
    // The policy that demands TLS takes the place of the one that lets the account's alarms publish.
    this.#topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.#topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    if (props.alarmEmail) this.#topic.addSubscription(new EmailSubscription(props.alarmEmail));

    const sum = { statistic: 'Sum', period: fiveMinutes };
    const { lifecycle, work, meeting } = props;
    this.#alarm('StageFailed', 'A stage’s life has failed', lifecycle.metricFailed(sum), 1);
    this.#alarm('StageTimedOut', 'A stage’s life has timed out', lifecycle.metricTimedOut(sum), 1);
    this.#alarm('WorkStopped', 'A launch or an import has stopped', work.metricFailed(sum), 1);
    this.#alarm('WorkTimedOut', 'A launch or an import has timed out', work.metricTimedOut(sum), 1);
    this.#alarm('MeetingFailed', 'What a meeting does by itself has failed', meeting.metricFailed(sum), 1);
    this.#alarm(
      'MeetingTimedOut',
      'What a meeting does by itself has timed out',
      meeting.metricTimedOut(sum),
      1,
    );
    // A failing step is retried and shows as a failed stage; a failing page is seen by a person at once.
    this.#alarm(
      'PageErrors',
      'A page fails',
      this.#sumOver(props.pages, (one) => one.metricErrors()),
      1,
    );
    // Nobody sees these fail, and each is tried three times: less than that mends itself.
    this.#alarm(
      'UnseenErrors',
      'What the clock or a page hands over fails',
      this.#sumOver(props.unseen, (one) => one.metricErrors()),
      3,
    );
    this.#alarm('PageServerErrors', 'The site answers with errors', props.stage.metricServerError(sum), 5);
    this.#alarm('MailEventErrors', 'SES’s events are not written', props.mailEvents.metricErrors(sum), 1);
    this.#alarm(
      'LostMailEvents',
      'SES’s events wait in the dead-letter queue',
      props.lostEvents.metricApproximateNumberOfMessagesVisible({
        statistic: 'Maximum',
        period: fiveMinutes,
      }),
      1,
    );
    // A page catches what goes wrong and says so in French: Lambda's own errors do not know of it.
    this.#alarm(
      'PageFailed',
      'A page says that something went wrong',
      this.#counted('PageFailed', ['Tutor', 'Console', 'Auth', 'Assets']),
      1,
    );
    this.#alarm('LinkRequests', 'Many links are asked for', this.#counted('LinkAsked', ['Tutor']), 200);
    this.#alarm('SignInFailures', 'Many sign-ins fail', this.#counted('SignInFailed', ['Auth']), 20);
    this.#alarm(
      'LifecyclesLost',
      'The night found stages that nobody watched over',
      this.#counted('LifecycleRestored', ['Reconcile']),
      10,
    );
    // Of the whole account: an alarm's expression takes ten metrics at the most, and the limit is the account's.
    this.#alarm('Throttled', 'Functions are turned away', LambdaFunction.metricAllThrottles(sum), 50);
    // 429 among them: API Gateway counts what it throttles as a client's error.
    this.#alarm('ClientErrors', 'Many requests are refused', props.stage.metricClientError(sum), 500);
    // SES reviews an account at 5 % bounces and 0.1 % complaints (SES developer guide, "Enforcement FAQs"); warn before.
    this.#alarm('BounceRate', 'Too many mails come back', this.#reputation('BounceRate'), 0.04);
    this.#alarm(
      'ComplaintRate',
      'Too many mails are marked as spam',
      this.#reputation('ComplaintRate'),
      0.0008,
    );
  }

  #alarm(name: string, what: string, metric: IMetric, threshold: number): void {
    new Alarm(this, name, {
      alarmDescription: `${what}. infra/runbook.md, "${name}".`,
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(this.#topic));
  }

  #sumOver<Thing>(things: readonly Thing[], metricOf: (thing: Thing) => IMetric): MathExpression {
    const metrics = things.map((one, index): [string, IMetric] => [`metric${index}`, metricOf(one)]);
    return new MathExpression({
      expression: `SUM([${metrics.map(([name]) => name).join(', ')}])`,
      usingMetrics: Object.fromEntries(metrics),
      period: fiveMinutes,
      label: 'Sum',
    });
  }

  /** What our own code counts (functions/observability/metrics.ts). */
  #counted(metricName: CountedEvent, services: readonly string[]): MathExpression {
    const namespace = Stack.of(this).stackName;
    return this.#sumOver(
      services,
      (service) => new Metric({ namespace, metricName, dimensionsMap: { service }, statistic: 'Sum' }),
    );
  }

  /** Of the whole account, as SES judges it; published when there is something to say. */
  #reputation(rate: 'BounceRate' | 'ComplaintRate'): Metric {
    return new Metric({
      namespace: 'AWS/SES',
      metricName: `Reputation.${rate}`,
      statistic: 'Average',
      period: Duration.hours(1),
    });
  }
}
