import type { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  DistributedMap,
  Errors,
  Fail,
  ProvideItems,
  StateMachineType,
  Succeed,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { plainStep } from './retry-policies.ts';
import { SopaMachine } from './sopa-machine.ts';
import { callStep } from './step-task.ts';

export type CampaignLaunchProps = {
  steps: Record<'prepareLaunch' | 'startLifecycles', IFunction>;
  /** Longer than either step's own limit. */
  stepTimeout: Duration;
};

/**
 * Starts the lifecycle of every placement that has none, batch by batch. The map is distributed: the history of an inline
 * one ends at 25,000 events. Launching again, or after a failure, starts what is not yet started (design.md, 6).
 */
export class CampaignLaunch extends Construct {
  readonly machine: SopaMachine;

  constructor(scope: Construct, id: string, { steps, stepTimeout }: CampaignLaunchProps) {
    super(scope, id);
    const launchFailed = Fail.jsonata(this, 'LaunchFailed', {
      comment: 'Some placements are not started; launching again starts them',
      error: 'LaunchFailed',
      cause: '{% $error %}',
    });
    const failure = {
      errors: [Errors.ALL],
      assign: { error: "{% $states.errorOutput.Error & ': ' & $states.errorOutput.Cause %}" },
    };

    const prepareLaunch = callStep(this, 'PrepareLaunch', {
      comment: 'Lists the placements that are not started, in batches',
      step: steps.prepareLaunch,
      payload: {
        campaignId: '{% $states.input.campaignId %}',
        launch: '{% $states.input.launch %}',
        now: '{% $states.context.State.EnteredTime %}',
      },
      retry: plainStep,
      timeout: stepTimeout,
    }).addCatch(launchFailed, failure);

    const startBatch = callStep(this, 'StartBatch', {
      comment: 'Starts the lifecycles of one batch; one that is already running is left alone',
      step: steps.startLifecycles,
      payload: {
        campaignId: '{% $states.input.campaignId %}',
        startedAt: '{% $states.input.startedAt %}',
        studentNumbers: '{% $states.input.studentNumbers %}',
      },
      retry: plainStep,
      timeout: stepTimeout,
    });

    const startLifecycles = DistributedMap.jsonata(this, 'StartLifecycles', {
      comment:
        'Starts the batches, a few at a time so that starting ten thousand stages stays below the account’s rates',
      items: ProvideItems.jsonata('{% $states.input.batches %}'),
      maxConcurrency: 5,
      mapExecutionType: StateMachineType.STANDARD,
    })
      .itemProcessor(startBatch)
      .addCatch(launchFailed, failure);

    this.machine = new SopaMachine(this, 'Machine', {
      comment: 'Launches a campaign: starts the lifecycle of every placement that has none',
      definition: prepareLaunch
        .next(startLifecycles)
        .next(Succeed.jsonata(this, 'Launched', { comment: 'Every placement of the campaign is started' })),
      steps: Object.values(steps),
    });
  }
}
