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
import type { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { mailingStep, plainStep, tokenWait } from './retry-policies.ts';
import { SopaMachine } from './sopa-machine.ts';
import { awaitToken, callStep } from './step-task.ts';

export type LifecycleSteps = Record<
  | 'planStage'
  | 'sendAssignment'
  | 'sendBriefing'
  | 'openRound'
  | 'awaitReport'
  | 'distributeReport'
  | 'recordUnreturned'
  | 'recordTrouble',
  IFunction
>;

/** What every step is told (schemas/workflow.ts, `lifecycleTask`). A retry sees the same `now`. */
const lifecycleTask = {
  campaignId: '{% $campaignId %}',
  studentNumber: '{% $studentNumber %}',
  revision: '{% $revision %}',
  now: '{% $states.context.State.EnteredTime %}',
  execution: '{% $states.context.Execution.Name %}',
};
const roundTask = {
  ...lifecycleTask,
  occasion: '{% $plan.rounds[$round].occasion %}',
  nominal: '{% $plan.rounds[$round].nominal %}',
};

export type StageLifecycleProps = {
  steps: LifecycleSteps;
  /** Longer than any step's own limit. */
  stepTimeout: Duration;
};

/**
 * The life of one placement's stage, one execution each (design.md, 4): what is mailed when, and how the wait for the
 * report ends: by the report, or by the closing of the campaign. Not returned is an outcome, not a failure.
 */
export class StageLifecycle extends Construct {
  readonly machine: SopaMachine;
  readonly #props: StageLifecycleProps;
  readonly #recordTrouble: LambdaInvoke;

  constructor(scope: Construct, id: string, props: StageLifecycleProps) {
    super(scope, id);
    this.#props = props;
    this.#recordTrouble = this.#recordTroubleThenFail();
    this.machine = new SopaMachine(this, 'Machine', {
      comment: 'The life of one placement’s stage, from the plan to the distributed report',
      definition: this.#definition(),
      steps: Object.values(props.steps),
    });
  }

  #definition() {
    const { steps } = this.#props;

    const distributed = Succeed.jsonata(this, 'Distributed', {
      comment: 'The registrars and the student have the report',
    });
    const distributeReport = this.#mailing('DistributeReport', {
      comment: 'Mails the report to registrars and student, and the receipt to the tutor',
      step: steps.distributeReport,
      payload: lifecycleTask,
    });
    distributeReport.next(distributed);

    const nextRound = Pass.jsonata(this, 'NextRound', {
      comment: 'The report is still missing when the next occasion of the timetable comes',
      assign: { round: '{% $round + 1 %}' },
    });
    const openRound = this.#mailing('OpenRound', {
      comment: 'Requests the report, reminds, or escalates, unless the report is in',
      step: steps.openRound,
      payload: roundTask,
    });
    const awaitReport = this.#awaitingReport('AwaitReport', {
      comment: 'Waits for the report until the next occasion of the timetable',
      until: '$plan.rounds[$round + 1].at',
    });
    awaitReport.addCatch(nextRound, { errors: [Errors.TIMEOUT] });
    this.#troubled(awaitReport);
    awaitReport.next(distributeReport);
    openRound.next(awaitReport);

    const recordUnreturned = this.#mailing('RecordUnreturned', {
      comment: 'The campaign closes: records the report as not returned and tells the registrars',
      step: steps.recordUnreturned,
      payload: roundTask,
    });
    recordUnreturned.next(
      Choice.jsonata(this, 'IsReported', { comment: 'Did the report arrive in the same second?' })
        .when(Condition.jsonata('{% $states.input.reported %}'), distributeReport)
        .otherwise(Succeed.jsonata(this, 'Unreturned', { comment: 'The report was not returned' })),
    );
    nextRound.next(
      Choice.jsonata(this, 'IsClosing', { comment: 'Is this the occasion that ends the wait?' })
        .when(Condition.jsonata("{% $plan.rounds[$round].occasion = 'closing' %}"), recordUnreturned)
        .otherwise(openRound),
    );

    const awaitEndOfStage = this.#awaitingReport('AwaitEndOfStage', {
      comment: 'Waits for the last day of the stage; a tutor may send the report before it is asked for',
      until: '$plan.rounds[0].at',
    });
    awaitEndOfStage.addCatch(openRound, { errors: [Errors.TIMEOUT], assign: { round: 0 } });
    this.#troubled(awaitEndOfStage);
    awaitEndOfStage.next(distributeReport);

    return this.#planStage()
      .next(
        this.#waitUntil(
          'WaitForAssignment',
          'Waits for its place in the wave of assignments',
          '$plan.assignment.at',
        ),
      )
      .next(
        this.#mailing('SendAssignment', {
          comment: 'Mails the mission letter to the tutor and the placement to the student',
          step: steps.sendAssignment,
          payload: {
            ...lifecycleTask,
            nominal: '{% $plan.assignment.nominal %}',
            skip: '{% $plan.assignment.skip %}',
          },
        }),
      )
      .next(this.#waitUntil('WaitForBriefing', 'Waits for the week before the stage', '$plan.briefing.at'))
      .next(
        this.#mailing('SendBriefing', {
          comment: 'Reminds tutor and student of the dates and the framing',
          step: steps.sendBriefing,
          payload: {
            ...lifecycleTask,
            nominal: '{% $plan.briefing.nominal %}',
            skip: '{% $plan.briefing.skip %}',
          },
        }),
      )
      .next(awaitEndOfStage);
  }

  #planStage(): LambdaInvoke {
    const input = {
      campaignId: '{% $states.input.campaignId %}',
      studentNumber: '{% $states.input.studentNumber %}',
      revision: '{% $states.input.revision %}',
    };
    const planStage = callStep(this, 'PlanStage', {
      comment: 'Computes every moment of the stage, once, from the timetable and the quiet days',
      step: this.#props.steps.planStage,
      payload: { ...lifecycleTask, ...input },
      retry: plainStep,
      timeout: this.#props.stepTimeout,
      assign: { ...input, plan: '{% $states.result.Payload %}' },
    });
    this.#troubled(planStage, input);
    return planStage;
  }

  #waitUntil(name: string, comment: string, moment: string): Wait {
    return Wait.jsonata(this, name, { comment, time: WaitTime.timestamp(`{% ${moment} %}`) });
  }

  #mailing(
    name: string,
    props: { comment: string; step: IFunction; payload: Record<string, string> },
  ): LambdaInvoke {
    const task = callStep(this, name, { ...props, retry: mailingStep, timeout: this.#props.stepTimeout });
    this.#troubled(task);
    return task;
  }

  #awaitingReport(name: string, props: { comment: string; until: string }): LambdaInvoke {
    return awaitToken(this, name, {
      ...props,
      step: this.#props.steps.awaitReport,
      payload: { ...lifecycleTask, taskToken: '{% $states.context.Task.Token %}' },
      retry: tokenWait,
    });
  }

  /** Whatever retries did not mend is written on the placement, where "relancer" starts it again. */
  #troubled(task: LambdaInvoke, assign: Record<string, string> = {}): void {
    task.addCatch(this.#recordTrouble, {
      errors: [Errors.ALL],
      assign: { ...assign, troubledState: task.id, error: '{% $states.errorOutput.Error %}' },
    });
  }

  #recordTroubleThenFail(): LambdaInvoke {
    const recordTrouble = callStep(this, 'RecordTrouble', {
      comment: 'Writes on the placement which step failed, for the people who watch the campaign',
      step: this.#props.steps.recordTrouble,
      payload: { ...lifecycleTask, state: '{% $troubledState %}', error: '{% $error %}' },
      retry: plainStep,
      timeout: this.#props.stepTimeout,
    });
    const troubled = Fail.jsonata(this, 'Troubled', {
      comment: 'Somebody has to mend this; the placement’s page starts the stage again',
      error: 'Troubled',
      cause: "{% $troubledState & ' : ' & $error %}",
    });
    recordTrouble.addCatch(troubled, { errors: [Errors.ALL] });
    recordTrouble.next(troubled);
    return recordTrouble;
  }
}
