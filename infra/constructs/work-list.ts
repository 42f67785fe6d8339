import type { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  Choice,
  Condition,
  Errors,
  Fail,
  Pass,
  Succeed,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { plainStep } from './retry-policies.ts';
import { SopaMachine } from './sopa-machine.ts';
import { callStep } from './step-task.ts';

export type WorkListProps = {
  steps: Record<'workOff' | 'recordStoppedWork', IFunction>;
  /** Longer than either step's own limit. */
  stepTimeout: Duration;
};

/** What both steps are told (schemas/workflow.ts, `workOffTask`). A retry sees the same `now`. */
const workTask = {
  campaignId: '{% $campaignId %}',
  workId: '{% $workId %}',
  run: '{% $run %}',
  now: '{% $states.context.State.EnteredTime %}',
};
/** The name alone is written down: a cause may quote a person. The execution itself keeps both. */
const failure = {
  errorName: '{% $states.errorOutput.Error %}',
  error: "{% $states.errorOutput.Error & ': ' & $states.errorOutput.Cause %}",
};

/** Whole seconds, at least one: the moment may have passed. */
const secondsToNext =
  '$max([1, $ceil(($toMillis($states.input.again.at) - $toMillis($states.context.State.EnteredTime)) / 1000)])';

/**
 * Does one thing to many placements, batch by batch: launches, takes the rows of an import, starts again. How far it is stands
 * in the table, so what is handed over is the key, however many placements there are (ADR 23).
 */
export class WorkList extends Construct {
  readonly machine: SopaMachine;

  constructor(scope: Construct, id: string, { steps, stepTimeout }: WorkListProps) {
    super(scope, id);
    const beginWork = Pass.jsonata(this, 'BeginWork', {
      comment: 'Remembers which work it is',
      assign: {
        campaignId: '{% $states.input.campaignId %}',
        workId: '{% $states.input.workId %}',
        run: '{% $states.input.run %}',
      },
    });
    const workOff = callStep(this, 'WorkOff', {
      comment: 'Does the next batch; one that was done before is left as it is',
      step: steps.workOff,
      payload: workTask,
      retry: plainStep,
      timeout: stepTimeout,
    });
    const workStopped = Fail.jsonata(this, 'WorkStopped', {
      comment: 'The rest is not done; somebody goes on with it from the campaign’s page',
      error: 'WorkStopped',
      cause: '{% $error %}',
    });
    const recordStoppedWork = callStep(this, 'RecordStoppedWork', {
      comment: 'Writes down that it stopped, and why',
      step: steps.recordStoppedWork,
      payload: { ...workTask, error: '{% $errorName %}' },
      retry: plainStep,
      timeout: stepTimeout,
    });
    workOff.addCatch(recordStoppedWork, { errors: [Errors.ALL], assign: failure });
    recordStoppedWork.addCatch(workStopped, { errors: [Errors.ALL] });
    recordStoppedWork.next(workStopped);

    this.machine = new SopaMachine(this, 'Machine', {
      comment: 'Does one thing to many placements of a campaign, batch by batch',
      definition: beginWork.next(workOff).next(
        Choice.jsonata(this, 'IsDone', { comment: 'Was that the last batch?' })
          .when(
            Condition.jsonata('{% $states.input.isDone %}'),
            Succeed.jsonata(this, 'WorkDone', { comment: 'It is done to every placement of the list' }),
          )
          .when(
            Condition.jsonata('{% $exists($states.input.again) %}'),
            Wait.jsonata(this, 'WaitForNext', {
              comment:
                'What becomes of a slice’s mails, or of what was asked for before, is waited for; or the mail service is away',
              time: WaitTime.seconds(`{% ${secondsToNext} %}`),
            }).next(workOff),
          )
          .otherwise(workOff),
      ),
      steps: Object.values(steps),
    });
  }
}
