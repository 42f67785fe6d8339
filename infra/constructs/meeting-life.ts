import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  Choice,
  Condition,
  Errors,
  Fail,
  type IChainable,
  Succeed,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { mailingStep, plainStep } from './retry-policies.ts';
import { SopaMachine } from './sopa-machine.ts';
import { callStep } from './step-task.ts';

export type MeetingLifeProps = {
  steps: Record<
    'planMeeting' | 'gatherGuests' | 'tellGuests' | 'remindGuests' | 'closeMeeting' | 'recordMeetingTrouble',
    IFunction
  >;
  /** Longer than any step's own limit. */
  stepTimeout: Duration;
};

/** What every step is told (schemas/workflow.ts, `meetingTask`). A retry sees the same `now`. */
const meetingTask = {
  meetingId: '{% $meetingId %}',
  revision: '{% $revision %}',
  now: '{% $states.context.State.EnteredTime %}',
};
/** What a step over all guests is told beside it: where it goes on. */
const batch = {
  after: '{% $after %}',
  isHeld: '{% $isHeld %}',
  attempt: '{% $attempt %}',
  retry: '{% $states.context.State.RetryCount %}',
};
const answer = '$states.result.Payload';
/** Where a step over all guests begins. */
const fromTheFirst = { after: '{% "" %}', isHeld: '{% false %}', attempt: 0 };

/** Whole seconds until a moment, at least one: it may have passed. */
const secondsUntil = (moment: string): string =>
  `$max([1, $ceil(($toMillis(${moment}) - $toMillis($states.context.State.EnteredTime)) / 1000)])`;
const isAgain = Condition.jsonata('{% $exists($states.input.again) %}');
const isDone = Condition.jsonata('{% $states.input.isDone %}');

/**
 * What a meeting does by itself, one execution a revision: who it is for is written down and told, reminded, and at its end it is closed.
 * A change or a cancellation stops it and starts the next from the beginning, where what was done is found done (ADR 49).
 */
export class MeetingLife extends Construct {
  readonly machine: SopaMachine;
  readonly #props: MeetingLifeProps;
  readonly #recordTrouble: LambdaInvoke;

  constructor(scope: Construct, id: string, props: MeetingLifeProps) {
    super(scope, id);
    this.#props = props;
    this.#recordTrouble = this.#recordTroubleThenFail();
    this.machine = new SopaMachine(this, 'Machine', {
      comment: 'A meeting, from its invitations to its end',
      definition: this.#definition(),
      steps: Object.values(props.steps),
    });
    // A changed construct id must not delete the machine with its meetings running.
    this.machine.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }

  /** In the order in which a meeting lives. */
  #definition(): IChainable {
    const { steps, stepTimeout } = this.#props;
    const input = {
      meetingId: '{% $states.input.meetingId %}',
      revision: '{% $states.input.revision %}',
    };
    const planMeeting = callStep(this, 'PlanMeeting', {
      comment: 'Computes when it reminds, and when all is over',
      step: steps.planMeeting,
      payload: { ...meetingTask, ...input },
      retry: plainStep,
      timeout: stepTimeout,
      assign: { ...input, ...fromTheFirst, plan: `{% ${answer} %}` },
    });
    this.#troubled(planMeeting, input);
    const gatherGuests = this.#overAll('GatherGuests', {
      comment: 'Writes down whom it is for now, each address once; who was written down before stays',
      step: steps.gatherGuests,
    });
    const tellGuests = this.#overAll('TellGuests', {
      comment: 'Invites who was not, and tells those concerned of what has changed since they were told',
      step: steps.tellGuests,
    });
    const remindGuests = this.#overAll('RemindGuests', {
      comment: 'Two working days before: reminds those who come, and those who have not answered',
      step: steps.remindGuests,
    });
    const closeMeeting = callStep(this, 'CloseMeeting', {
      comment: 'It has ended: nobody answers any more',
      step: steps.closeMeeting,
      payload: meetingTask,
      retry: plainStep,
      timeout: stepTimeout,
    });
    this.#troubled(closeMeeting);

    closeMeeting.next(Succeed.jsonata(this, 'MeetingOver', { comment: 'It took place' }));
    const awaitEnd = this.#until('AwaitEnd', 'Waits until it has ended', '$plan.endsAt').next(closeMeeting);
    this.#loop(remindGuests, awaitEnd);
    this.#loop(
      tellGuests,
      Choice.jsonata(this, 'IsCancelled', { comment: 'Is there anything to wait for?' })
        .when(
          Condition.jsonata('{% $plan.isCancelled %}'),
          Succeed.jsonata(this, 'MeetingCancelled', {
            comment: 'Those concerned know that it does not take place',
          }),
        )
        .otherwise(
          this.#until('AwaitReminder', 'Waits for the second working day before it', '$plan.reminderAt').next(
            remindGuests,
          ),
        ),
    );
    this.#loop(gatherGuests, tellGuests);
    return planMeeting.next(gatherGuests);
  }

  /** A step that goes through everybody, batch by batch, from the first; what it answers is where it goes on. */
  #overAll(name: string, { comment, step }: { comment: string; step: IFunction }): LambdaInvoke {
    const task = callStep(this, name, {
      ...{ comment, step, retry: mailingStep, timeout: this.#props.stepTimeout },
      payload: { ...meetingTask, ...batch },
      assign: {
        after: `{% ${answer}.after %}`,
        isHeld: `{% ${answer}.isHeld %}`,
        attempt: `{% ${answer}.attempt %}`,
      },
    });
    this.#troubled(task);
    return task;
  }

  #loop(step: LambdaInvoke, then: IChainable): void {
    const pause = Wait.jsonata(this, `PauseIn${step.id}`, {
      comment: 'It is night, or a quiet day; or the mail service said no',
      time: WaitTime.seconds(
        `{% $exists($states.input.again.in) ? $states.input.again.in : ${secondsUntil('$states.input.again.at')} %}`,
      ),
    }).next(step);
    step.next(
      Choice.jsonata(this, `Is${step.id}Done`, { comment: 'Was that everybody?' })
        .when(isAgain, pause)
        .when(isDone, then)
        .otherwise(step),
    );
  }

  #until(name: string, comment: string, moment: string): Wait {
    return Wait.jsonata(this, name, { comment, time: WaitTime.seconds(`{% ${secondsUntil(moment)} %}`) });
  }

  /** Whatever retries did not mend is written on the meeting, whose page goes on with it. */
  #troubled(task: LambdaInvoke, assign: Record<string, string> = {}): void {
    task.addCatch(this.#recordTrouble, {
      errors: [Errors.ALL],
      assign: { ...assign, troubledState: task.id, error: '{% $states.errorOutput.Error %}' },
    });
  }

  #recordTroubleThenFail(): LambdaInvoke {
    const recordTrouble = callStep(this, 'RecordMeetingTrouble', {
      comment: 'Writes on the meeting which step failed, for the people who hold it',
      step: this.#props.steps.recordMeetingTrouble,
      payload: { ...meetingTask, state: '{% $troubledState %}', error: '{% $error %}' },
      retry: plainStep,
      timeout: this.#props.stepTimeout,
    });
    const troubled = Fail.jsonata(this, 'MeetingTroubled', {
      comment: 'Somebody has to mend this; the meeting’s page goes on with it',
      error: 'MeetingTroubled',
      cause: "{% $troubledState & ' : ' & $error %}",
    });
    recordTrouble.addCatch(troubled, { errors: [Errors.ALL] });
    recordTrouble.next(troubled);
    return recordTrouble;
  }
}
