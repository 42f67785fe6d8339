import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  Choice,
  Condition,
  Errors,
  Fail,
  type IChainable,
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
  | 'sendFarewell'
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
/** Which retry of the state it is, from 0. */
const retryCount = '{% $states.context.State.RetryCount %}';
const roundPayload = {
  occasion: '{% $plan.rounds[$round].occasion %}',
  nominal: '{% $plan.rounds[$round].nominal %}',
};

/** What a step answered. */
const answer = '$states.result.Payload';
const isAgain = Condition.jsonata('{% $again %}');
const isWaitOver = Condition.jsonata(
  '{% $exists($wait.at) and $toMillis($wait.at) <= $toMillis($states.context.State.EnteredTime) %}',
);
const isReported = Condition.jsonata('{% $states.input.reported %}');
/**
 * Whole seconds until what `$wait` names, at least one: Step Functions refuses a timeout of zero, and a moment computed just
 * now may have passed.
 */
const pauseSeconds =
  '$exists($wait.in) ? $wait.in : ' +
  '$max([1, $ceil(($toMillis($wait.at) - $toMillis($states.context.State.EnteredTime)) / 1000)])';

export type StageLifecycleProps = {
  steps: LifecycleSteps;
  /** Longer than any step's own limit. */
  stepTimeout: Duration;
};

/**
 * The life of one placement's stage, one execution each (architecture, 4): what is mailed when, and how the wait for the
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
    // A changed construct id must not delete the machine with its stages running.
    this.machine.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }

  /** What is done, then how one leads to the next: both in the order in which a stage lives. */
  #definition() {
    const { steps } = this.#props;

    const planStage = this.#planStage();
    const sendAssignment = this.#mailing('SendAssignment', {
      comment: 'Mails the mission letter to the tutor and the placement to the student',
      step: steps.sendAssignment,
      payload: {
        nominal: '{% $plan.assignment.nominal %}',
        skip: '{% $plan.assignment.skip %}',
        onlyCorrections: '{% $plan.assignment.onlyCorrections %}',
      },
      otherwise: '{"at": $plan.briefing.at}',
    });
    const sendBriefing = this.#mailing('SendBriefing', {
      comment: 'Reminds tutor and student of the dates and the framing',
      step: steps.sendBriefing,
      payload: {
        nominal: '{% $plan.briefing.nominal %}',
        skip: '{% $plan.briefing.skip %}',
      },
      otherwise: '{"at": $plan.rounds[0].at}',
    });
    const openRound = this.#mailing('OpenRound', {
      comment: 'Requests the report, reminds, or escalates, unless the report is in',
      step: steps.openRound,
      payload: roundPayload,
      otherwise: `{"at": $exists(${answer}.next) ? ${answer}.next : $plan.rounds[$round + 1].at}`,
    });
    const nextRound = Pass.jsonata(this, 'NextRound', {
      comment: 'The report is still missing when the next occasion of the timetable comes',
      assign: { round: '{% $round + 1 %}' },
    });
    const recordUnreturned = this.#mailing('RecordUnreturned', {
      comment: 'The campaign closes: records the report as not returned and tells the registrars',
      step: steps.recordUnreturned,
      payload: roundPayload,
      otherwise: '$wait',
    });
    const distributeReport = this.#mailing('DistributeReport', {
      comment: 'Mails the report to registrars and student, and the receipt to the tutor',
      step: steps.distributeReport,
      otherwise: '$wait',
    });

    /** Whatever is waited for, the report may come first. */
    const awaiting = (name: string, comment: string, then: IChainable, assign = {}): LambdaInvoke => {
      const wait = awaitToken(this, name, {
        comment,
        seconds: pauseSeconds,
        step: steps.awaitReport,
        payload: {
          ...lifecycleTask,
          taskToken: '{% $states.context.Task.Token %}',
          retry: retryCount,
        },
        retry: tokenWait,
        assign: { attempt: 0 },
      });
      wait.addCatch(then, { errors: [Errors.TIMEOUT], assign });
      this.#troubled(wait);
      wait.next(distributeReport);
      return wait;
    };

    const sendFarewell = this.#mailing('SendFarewell', {
      comment: 'Tells those whose stage it is no more, and closes the report of one that somebody ended',
      step: steps.sendFarewell,
      otherwise: '{"at": $plan.assignment.at}',
      assign: { isFarewellDue: '{% false %}' },
    });
    // Asked in the choice that comes anyway: nobody pays for what hardly ever happens.
    const isAssignmentDue = this.#isDone(
      'IsAssignmentDue',
      'Is anybody to be told before? Is it time, or past it?',
    )
      .when(Condition.jsonata('{% $isFarewellDue %}'), sendFarewell)
      .when(isWaitOver, sendAssignment)
      .otherwise(
        awaiting('AwaitAssignment', 'Waits for its place in the wave of assignments', sendAssignment),
      );
    sendFarewell.next(
      this.#isDone('IsFarewellSaid', 'Are the mails out, and does the stage go on?')
        .when(isReported, distributeReport)
        .when(
          isAgain,
          awaiting('AwaitFarewell', 'Waits for the morning, or for the mail service', sendFarewell),
        )
        .when(
          Condition.jsonata("{% $plan.kind = 'ended' %}"),
          Succeed.jsonata(this, 'Ended', { comment: 'Somebody ended the stage before its day' }),
        )
        .otherwise(isAssignmentDue),
    );
    planStage.next(isAssignmentDue);

    const isBriefingDue = this.#isDue('IsBriefingDue', sendBriefing).otherwise(
      awaiting('AwaitBriefing', 'Waits for the week before the stage', sendBriefing),
    );
    sendAssignment.next(
      this.#isDone('IsAssigned', 'Are the mails out?')
        .when(isAgain, isAssignmentDue)
        .otherwise(isBriefingDue),
    );

    const awaitEndOfStage = awaiting(
      'AwaitEndOfStage',
      'Waits for the last day of the stage; a tutor may send the report before it is asked for',
      openRound,
      { round: 0 },
    );
    sendBriefing.next(
      this.#isDone('IsBriefed', 'Are the mails out?').when(isAgain, isBriefingDue).otherwise(awaitEndOfStage),
    );

    const isRoundOpen = Choice.jsonata(this, 'IsRoundOpen', {
      comment: 'Did the mails of this occasion leave, or is it too early or the mail service away?',
    })
      .when(isAgain, openRound)
      .otherwise(nextRound);
    openRound.next(
      awaiting('AwaitReport', 'Waits for the report until the next occasion of the timetable', isRoundOpen),
    );
    nextRound.next(
      Choice.jsonata(this, 'IsClosing', { comment: 'Is this the occasion that ends the wait?' })
        .when(Condition.jsonata("{% $plan.rounds[$round].occasion = 'closing' %}"), recordUnreturned)
        .otherwise(openRound),
    );

    recordUnreturned.next(
      Choice.jsonata(this, 'IsReported', { comment: 'Did the report arrive in the same second?' })
        .when(isReported, distributeReport)
        .when(
          isAgain,
          awaiting('AwaitClosing', 'Waits for the morning, or for the mail service', recordUnreturned),
        )
        .otherwise(Succeed.jsonata(this, 'Unreturned', { comment: 'The report was not returned' })),
    );

    distributeReport.next(
      this.#isDone('IsDistributed', 'Is every mail about the report out?')
        .when(
          isAgain,
          Wait.jsonata(this, 'WaitToDistribute', {
            comment: 'The mail service said no, or the alert waits for the morning',
            time: WaitTime.seconds(`{% ${pauseSeconds} %}`),
          }).next(distributeReport),
        )
        .otherwise(
          Succeed.jsonata(this, 'Distributed', { comment: 'The registrars and the student have the report' }),
        ),
    );

    return planStage;
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
      assign: {
        ...input,
        plan: `{% ${answer} %}`,
        isFarewellDue: `{% ${answer}.isFarewellDue %}`,
        wait: `{% {"at": ${answer}.assignment.at} %}`,
        attempt: 0,
      },
    });
    this.#troubled(planStage, input);
    return planStage;
  }

  /**
   * A step that mails. It answers whether it is to be entered again, and when (schemas/workflow.ts, `MailingAnswer`): a retry of
   * the same state would see the moment of its first attempt, and not that it has become night.
   *
   * @param otherwise what is waited for once it is done
   */
  #mailing(
    name: string,
    {
      otherwise,
      payload = {},
      assign = {},
      ...props
    }: {
      comment: string;
      step: IFunction;
      payload?: Record<string, string>;
      otherwise: string;
      assign?: Record<string, string>;
    },
  ): LambdaInvoke {
    const task = callStep(this, name, {
      ...props,
      payload: { ...lifecycleTask, ...payload, attempt: '{% $attempt %}', retry: retryCount },
      retry: mailingStep,
      timeout: this.#props.stepTimeout,
      assign: {
        again: `{% $exists(${answer}.again) %}`,
        wait: `{% $exists(${answer}.again) ? ${answer}.again : ${otherwise} %}`,
        attempt: `{% ${answer}.attempt %}`,
        ...assign,
      },
    });
    this.#troubled(task);
    return task;
  }

  #isDone(name: string, comment: string): Choice {
    return Choice.jsonata(this, name, { comment });
  }

  /** Where nothing has to be waited for, no token is handed out. */
  #isDue(name: string, due: IChainable): Choice {
    return Choice.jsonata(this, name, { comment: 'Is it time, or past it?' }).when(isWaitOver, due);
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
