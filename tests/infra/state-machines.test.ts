import validate from 'asl-validator';
import { describe, expect, inject, test } from 'vitest';
import type { StagePlan } from '../../schemas/plan.ts';
import {
  awaitTask,
  guestsTask,
  lifecycleTask,
  mailingTask,
  meetingTask,
  meetingTroubleTask,
  plannedTask,
  roundTask,
  troubleTask,
  workOffTask,
  workStoppedTask,
} from '../../schemas/workflow.ts';
import { definitionOf, evaluate, type State } from './definitions.ts';
import { nameOf, readTemplate } from './template.ts';

const template = readTemplate(inject('assembly'));
const lifecycle = definitionOf(template, 'StageLifecycleMachine');
const workList = definitionOf(template, 'WorkListMachine');

const meetingLife = definitionOf(template, 'MeetingLifeMachine');

const allStates: [string, State][] = [
  ...Object.entries(lifecycle.states),
  ...Object.entries(workList.states),
  ...Object.entries(meetingLife.states),
];
const tasks = allStates.filter(([, { Type }]) => Type === 'Task');

const plan: StagePlan = {
  assignment: { at: '2026-09-28T06:00:00.000Z', nominal: '2026-09-28', skip: false, onlyCorrections: false },
  briefing: { at: '2026-09-28T06:00:00.000Z', nominal: '2026-09-28', skip: true },
  rounds: [
    { at: '2026-10-09T14:00:00.000Z', nominal: '2026-10-09', occasion: 'request' },
    { at: '2026-10-13T06:00:00.000Z', nominal: '2026-10-13', occasion: 'reminder1' },
    { at: '2026-11-16T07:00:00.000Z', nominal: '2026-11-15', occasion: 'closing' },
  ],
  dueDate: '2026-10-16',
  lateBy: 0,
};
const at = (now: string, more: object = {}) => ({
  campaignId: '2026-sopa1',
  studentNumber: '22600107',
  revision: 2,
  plan,
  round: 1,
  wait: { at: '2026-10-13T06:00:00.000Z' },
  again: false,
  attempt: 0,
  troubledState: 'OpenRound',
  error: 'MailRefused',
  states: {
    input: {},
    context: {
      Execution: { Name: '2026-sopa1-22600107-r2' },
      State: { EnteredTime: now, RetryCount: 0 },
      Task: { Token: 'token' },
      ...more,
    },
  },
});
const now = '2026-10-09T14:00:00.000Z';

describe.each([
  ['StageLifecycleMachine', lifecycle],
  ['WorkListMachine', workList],
  ['MeetingLifeMachine', meetingLife],
])('%s', (name, definition) => {
  test('is accepted by the validator of the states language', () => {
    const { isValid, errorsText } = validate(structuredClone(definition.source));
    expect(isValid, isValid ? '' : errorsText()).toBe(true);
  });

  test('logs errors without what people wrote, and is traced', () => {
    expect(template.named('AWS::StepFunctions::StateMachine', name).Properties).toMatchObject({
      LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false },
      TracingConfiguration: { Enabled: true },
    });
  });

  test('asks no clock but the one that comes with the state', () => {
    expect(definition.text).not.toMatch(/\$(now|millis)\(/);
  });
});

describe('every task', () => {
  test.each(tasks)('%s has a timeout, retries, and somewhere to go when they end', (_, task) => {
    expect(task.TimeoutSeconds).toBeDefined();
    expect(task.Retry.length).toBeGreaterThan(0);
    expect(task.Catch.at(-1)?.ErrorEquals).toEqual(['States.ALL']);
  });

  test('waits longer than its function may run, unless it waits for a token', () => {
    for (const [name, task] of tasks) {
      if (task.Resource?.endsWith('.waitForTaskToken')) continue;
      const called = template.named('AWS::Lambda::Function', nameOf(task.Arguments?.FunctionName ?? ''));
      expect(task.TimeoutSeconds, name).toBeGreaterThan(Number(called.Properties.Timeout));
    }
  });

  test('says in the field’s words what it does, and so does every other state', () => {
    for (const [name, { Comment }] of allStates) expect(Comment, name).toBeTruthy();
  });

  test('that fails for good is recorded on the placement under its own name', () => {
    for (const [name, { Type, Catch }] of Object.entries(lifecycle.states)) {
      if (Type !== 'Task' || name === 'RecordTrouble') continue;
      expect(Catch.at(-1)).toMatchObject({ Next: 'RecordTrouble', Assign: { troubledState: name } });
    }
  });
});

describe('mailing', () => {
  const mailing = [
    ...['SendFarewell', 'SendAssignment', 'SendBriefing'],
    ...['OpenRound', 'DistributeReport', 'RecordUnreturned'],
  ];
  test.each(mailing)(
    '%s is entered again for a mail that did not leave, and not retried at the same moment',
    (name) => {
      const { ErrorEquals, MaxAttempts } = lifecycle.find(name).Retry[1] ?? {};
      expect(ErrorEquals).toEqual(['MailRefused', 'MailUnconfirmed', 'MailUnderWay']);
      expect(MaxAttempts).toBe(0);
    },
  );

  test.each(mailing)(
    '%s says whether it is to be entered again, and how often it was in vain',
    async (name) => {
      const answered = (Payload: object) =>
        evaluate(lifecycle.find(name).Assign, {
          ...at(now),
          states: { ...at(now).states, result: { Payload } },
        });
      const again = { in: 30 };
      expect(await answered({ again, attempt: 1 })).toMatchObject({ again: true, wait: again, attempt: 1 });
      expect(await answered({ attempt: 0 })).toMatchObject({ again: false, attempt: 0 });
    },
  );

  test('OpenRound waits for the moment that its mails left room for, or for the plan’s', async () => {
    const answered = async (Payload: object) =>
      evaluate(lifecycle.find('OpenRound').Assign, {
        ...at(now),
        states: { ...at(now).states, result: { Payload } },
      });
    const next = '2026-11-20T07:00:00.000Z';
    expect(await answered({ attempt: 0, next })).toMatchObject({ wait: { at: next } });
    expect(await answered({ attempt: 0 })).toMatchObject({ wait: { at: '2026-11-16T07:00:00.000Z' } });
  });

  test('tells these apart from everything else, which is retried last', () => {
    for (const name of mailing)
      expect(lifecycle.find(name).Retry.at(-1)?.ErrorEquals).toEqual(['States.TaskFailed']);
  });
});

describe('the wait for the report', () => {
  const waits = tasks.filter(([, { Resource }]) => Resource?.endsWith('.waitForTaskToken'));
  const secondsOf = (name: string, time: string, wait: object = { at: '2026-10-09T14:00:00.000Z' }) =>
    evaluate(lifecycle.find(name).TimeoutSeconds, { ...at(time), wait });

  test('begins with the first state, so that a report sent early is distributed at once', () => {
    expect(waits.map(([name]) => name).sort()).toEqual([
      'AwaitAssignment',
      'AwaitBriefing',
      'AwaitClosing',
      'AwaitEndOfStage',
      'AwaitFarewell',
      'AwaitReport',
    ]);
  });

  test('ends at the moment it is told, or after so many seconds', async () => {
    expect(await secondsOf('AwaitEndOfStage', '2026-10-09T13:00:00.000Z')).toBe(3600);
    expect(await secondsOf('AwaitReport', '2026-10-09T13:59:00.000Z')).toBe(60);
    expect(await secondsOf('AwaitReport', '2026-10-09T13:59:00.000Z', { in: 120 })).toBe(120);
  });

  test('never ends before it, whatever the milliseconds', async () => {
    expect(await secondsOf('AwaitEndOfStage', '2026-10-09T13:59:57.001Z')).toBe(3);
  });

  test('lasts a second when that moment has passed', async () => {
    expect(await secondsOf('AwaitEndOfStage', '2026-12-01T00:00:00.000Z')).toBe(1);
  });

  test('is not begun where there is nothing to wait for', async () => {
    const isDue = (wait: object) =>
      evaluate(lifecycle.find('IsAssignmentDue').Choices[1]?.Condition, { ...at(now), wait });
    expect(await isDue({ at: now })).toBe(true);
    expect(await isDue({ at: '2026-10-09T14:00:00.001Z' })).toBe(false);
    expect(await isDue({ in: 30 })).toBe(false);
  });

  test('that times out leads to the next round, is never retried, and is no trouble', () => {
    expect(lifecycle.find('AwaitEndOfStage').Catch[0]).toMatchObject({
      ErrorEquals: ['States.Timeout'],
      Next: 'OpenRound',
      Assign: { round: 0 },
    });
    expect(lifecycle.find('AwaitReport').Catch[0]).toMatchObject({
      ErrorEquals: ['States.Timeout'],
      Next: 'IsRoundOpen',
    });
    const { Choices, Default } = lifecycle.find('IsRoundOpen');
    expect([Choices[0]?.Condition, Choices[0]?.Next, Default]).toEqual([
      '{% $again %}',
      'OpenRound',
      'NextRound',
    ]);
    for (const [, { Retry }] of waits) {
      const retried = Retry.flatMap(({ ErrorEquals }) => ErrorEquals);
      expect(retried).not.toContain('States.Timeout');
      expect(retried).not.toContain('States.ALL');
    }
  });

  test('goes on round by round until the closing', async () => {
    expect(await evaluate(lifecycle.find('NextRound').Assign, at(now))).toEqual({ round: 2 });
    const { Choices, Default } = lifecycle.find('IsClosing');
    const isClosing = (round: number) => evaluate(Choices[0]?.Condition, { ...at(now), round });
    expect(await isClosing(1)).toBe(false);
    expect(await isClosing(2)).toBe(true);
    expect([Choices[0]?.Next, Default]).toEqual(['RecordUnreturned', 'OpenRound']);
  });

  test('that a report ends in the closing’s own second ends in its distribution', async () => {
    const { Choices, Default } = lifecycle.find('IsReported');
    const isReported = (reported: boolean) =>
      evaluate(Choices[0]?.Condition, { states: { input: { reported } } });
    expect(await isReported(true)).toBe(true);
    expect(await isReported(false)).toBe(false);
    expect([Choices[0]?.Next, Default]).toEqual(['DistributeReport', 'Unreturned']);
  });
});

describe('what a step receives', () => {
  const payloadOf = (state: State, variables: Record<string, unknown>) =>
    evaluate(state.Arguments?.Payload, variables);

  test.each([
    ['SendAssignment', plannedTask],
    ['SendBriefing', plannedTask],
    ['OpenRound', roundTask],
    ['RecordUnreturned', roundTask],
    ['AwaitEndOfStage', awaitTask],
    ['AwaitReport', awaitTask],
    ['DistributeReport', mailingTask],
    ['RecordTrouble', troubleTask],
  ])('%s: what its schema asks for', async (name, schema) => {
    expect(schema.parse(await payloadOf(lifecycle.find(name), at(now)))).toMatchObject({
      campaignId: '2026-sopa1',
      studentNumber: '22600107',
      revision: 2,
      now,
      execution: '2026-sopa1-22600107-r2',
    });
  });

  test('PlanStage: the execution’s input', async () => {
    const { states } = at(now);
    const input = { campaignId: '2026-sopa1', studentNumber: '22600107', revision: 1 };
    const payload = await payloadOf(lifecycle.find('PlanStage'), { states: { ...states, input } });
    expect(lifecycleTask.parse(payload)).toMatchObject(input);
  });

  test('OpenRound: the round that the execution is in', async () => {
    expect(await payloadOf(lifecycle.find('OpenRound'), at(now))).toMatchObject({
      occasion: 'reminder1',
      nominal: '2026-10-13',
    });
  });

  test('WorkOff and RecordStoppedWork: the key of the work and nothing that grows', async () => {
    const variables = { campaignId: '2026-sopa1', workId: '20261009140000000-launch-1', run: 2 };
    const { states } = at(now);
    const given = { ...variables, errorName: 'States.Timeout', states };
    expect(workOffTask.parse(await payloadOf(workList.find('WorkOff'), given))).toEqual({
      ...variables,
      now,
    });
    expect(workStoppedTask.parse(await payloadOf(workList.find('RecordStoppedWork'), given))).toEqual({
      ...variables,
      ...{ now, error: 'States.Timeout' },
    });
  });
});

describe('a meeting', () => {
  const ofMeeting = (input: object, more: object = {}) => ({
    ...{ meetingId: '20261012-1f0c9a2e', revision: 2, after: 'a@ac.example', isHeld: true, attempt: 3 },
    plan: { isCancelled: false, reminderAt: now, endsAt: '2026-10-09T16:30:00.000Z' },
    ...{ troubledState: 'TellGuests', error: 'MailRefused', ...more },
    states: { ...at(now).states, input },
  });
  const passes = ['GatherGuests', 'TellGuests', 'RemindGuests'];

  test('reads as it lives: plan, gather, tell, wait, remind, wait, close', () => {
    const way = ['PlanMeeting'];
    for (let name: string | undefined = 'PlanMeeting'; name; ) {
      const state: State = meetingLife.find(name);
      // Of a choice, the way on is where the step is done, or where the meeting is not called off.
      const next: string | undefined =
        state.Next ?? (name === 'IsCancelled' ? state.Default : state.Choices.at(-1)?.Next);
      if (next) way.push(next);
      name = next;
    }
    expect(way.filter((name) => !name.startsWith('Is'))).toEqual([
      ...['PlanMeeting', 'GatherGuests', 'TellGuests', 'AwaitReminder', 'RemindGuests'],
      ...['AwaitEnd', 'CloseMeeting', 'MeetingOver'],
    ]);
  });

  test('that fails for good is recorded on it under its own name', () => {
    for (const [name, { Type, Catch }] of Object.entries(meetingLife.states)) {
      if (Type !== 'Task' || name === 'RecordMeetingTrouble') continue;
      expect(Catch.at(-1)).toMatchObject({ Next: 'RecordMeetingTrouble', Assign: { troubledState: name } });
    }
  });

  test.each(passes)(
    '%s goes through everybody batch by batch, with what its schema asks for',
    async (name) => {
      const payload = await evaluate(meetingLife.find(name).Arguments?.Payload, ofMeeting({}));
      expect(guestsTask.parse(payload)).toEqual({
        ...{ meetingId: '20261012-1f0c9a2e', revision: 2, now },
        ...{ after: 'a@ac.example', isHeld: true, attempt: 3, retry: 0 },
      });
      const { Choices, Default } = meetingLife.find(`Is${name}Done`);
      const isMet = (input: object) =>
        Promise.all(Choices.map(({ Condition }) => evaluate(Condition, ofMeeting(input))));
      expect(Default).toBe(name);
      expect(await isMet({ isDone: false })).toEqual([false, false]);
      expect(await isMet({ isDone: true })).toEqual([false, true]);
      expect(await isMet({ isDone: false, again: { in: 30 } })).toEqual([true, false]);
      expect(Choices[0]?.Next).toBe(`PauseIn${name}`);
    },
  );

  test('its other steps are told what their schemas ask for', async () => {
    const key = { meetingId: '20261012-1f0c9a2e', revision: 2 };
    const payload = (name: string, given: object) =>
      evaluate(meetingLife.find(name).Arguments?.Payload, given as Record<string, unknown>);
    const { meetingId: _, revision: _1, ...before } = ofMeeting(key);
    expect(meetingTask.parse(await payload('PlanMeeting', before))).toEqual({ ...key, now });
    expect(meetingTask.parse(await payload('CloseMeeting', ofMeeting({})))).toEqual({ ...key, now });
    expect(meetingTroubleTask.parse(await payload('RecordMeetingTrouble', ofMeeting({})))).toEqual({
      ...{ ...key, now, state: 'TellGuests', error: 'MailRefused' },
    });
  });
});
