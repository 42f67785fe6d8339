import validate from 'asl-validator';
import { describe, expect, inject, test } from 'vitest';
import {
  awaitTask,
  launchBatch,
  lifecycleTask,
  plannedTask,
  prepareLaunchTask,
  roundTask,
  type StagePlan,
  troubleTask,
} from '../../schemas/workflow.ts';
import { definitionOf, evaluate, type Retrier, type State } from './definitions.ts';
import { nameOf, readTemplate } from './template.ts';

const template = readTemplate(inject('assembly'));
const lifecycle = definitionOf(template, 'StageLifecycleMachine');
const launch = definitionOf(template, 'CampaignLaunchMachine');
const startBatch = launch.find('StartLifecycles').ItemProcessor?.States.StartBatch;
if (!startBatch) throw new Error('the launch starts batches');

const allStates: [string, State][] = [
  ...Object.entries(lifecycle.states),
  ...Object.entries(launch.states),
  ['StartBatch', startBatch],
];
const tasks = allStates.filter(([, { Type }]) => Type === 'Task');

const plan: StagePlan = {
  assignment: { at: '2026-09-28T06:00:00.000Z', nominal: '2026-09-28', skip: false },
  briefing: { at: '2026-09-28T06:00:00.000Z', nominal: '2026-09-28', skip: true },
  rounds: [
    { at: '2026-10-09T14:00:00.000Z', nominal: '2026-10-09', occasion: 'request' },
    { at: '2026-10-13T06:00:00.000Z', nominal: '2026-10-13', occasion: 'reminder1' },
    { at: '2026-11-16T07:00:00.000Z', nominal: '2026-11-15', occasion: 'closing' },
  ],
  dueDate: '2026-10-16',
};
const at = (now: string, more: object = {}) => ({
  campaignId: '2026-sopa1',
  studentNumber: '22600107',
  revision: 2,
  plan,
  round: 1,
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
  ['CampaignLaunchMachine', launch],
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
  test.each(tasks)('%s has a timeout, retries, and somewhere to go when they end', (name, task) => {
    expect(task.TimeoutSeconds).toBeDefined();
    expect(task.Retry.length).toBeGreaterThan(0);
    const handlers = name === 'StartBatch' ? launch.find('StartLifecycles').Catch : task.Catch;
    expect(handlers.at(-1)?.ErrorEquals).toEqual(['States.ALL']);
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
  const mailing = ['SendAssignment', 'SendBriefing', 'OpenRound', 'DistributeReport', 'RecordUnreturned'];
  const retrierFor = (state: State, error: string): Retrier => {
    const found = state.Retry.find(({ ErrorEquals }) => ErrorEquals.includes(error));
    if (!found) throw new Error(`${error} is not retried`);
    return found;
  };
  const patience = ({ IntervalSeconds, MaxAttempts, BackoffRate, MaxDelaySeconds = Infinity }: Retrier) =>
    Array.from({ length: MaxAttempts }, (_, attempt) =>
      Math.min(IntervalSeconds * BackoffRate ** attempt, MaxDelaySeconds),
    ).reduce((total, wait) => total + wait, 0);

  test.each(mailing)('%s is tried for three hours while the mail service refuses', (name) => {
    expect(patience(retrierFor(lifecycle.find(name), 'MailRefused'))).toBe(10_830);
  });

  test.each(mailing)('%s waits out the lease of a mail that nobody is sure of', (name) => {
    for (const error of ['MailUnconfirmed', 'States.Timeout'])
      expect(retrierFor(lifecycle.find(name), error).IntervalSeconds).toBeGreaterThanOrEqual(120);
  });

  test('tells these apart from everything else, which is retried last', () => {
    for (const name of mailing)
      expect(lifecycle.find(name).Retry.at(-1)?.ErrorEquals).toEqual(['States.TaskFailed']);
  });
});

describe('the wait for the report', () => {
  const waits = tasks.filter(([, { Resource }]) => Resource?.endsWith('.waitForTaskToken'));
  const secondsOf = (name: string, time: string) => evaluate(lifecycle.find(name).TimeoutSeconds, at(time));

  test('happens during the stage and after each round, and nowhere else', () => {
    expect(waits.map(([name]) => name).sort()).toEqual(['AwaitEndOfStage', 'AwaitReport']);
  });

  test('ends at the next moment of the plan', async () => {
    expect(await secondsOf('AwaitEndOfStage', '2026-10-09T13:00:00.000Z')).toBe(3600);
    expect(await secondsOf('AwaitReport', '2026-11-16T06:59:00.000Z')).toBe(60);
  });

  test('never ends before it, whatever the milliseconds', async () => {
    expect(await secondsOf('AwaitEndOfStage', '2026-10-09T13:59:57.001Z')).toBe(3);
  });

  test('lasts a second when that moment has passed', async () => {
    expect(await secondsOf('AwaitEndOfStage', '2026-12-01T00:00:00.000Z')).toBe(1);
  });

  test('that times out leads to the next round, is never retried, and is no trouble', () => {
    expect(lifecycle.find('AwaitEndOfStage').Catch[0]).toMatchObject({
      ErrorEquals: ['States.Timeout'],
      Next: 'OpenRound',
      Assign: { round: 0 },
    });
    expect(lifecycle.find('AwaitReport').Catch[0]).toMatchObject({
      ErrorEquals: ['States.Timeout'],
      Next: 'NextRound',
    });
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
    ['DistributeReport', lifecycleTask],
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

  test('PrepareLaunch and StartBatch: the launch, and a batch of it, be it of one placement', async () => {
    const { states } = at(now);
    const given = async (state: State, input: object) =>
      payloadOf(state, { states: { ...states, input: { ...input } } });
    const input = { campaignId: '2026-sopa1', launch: 1 };
    expect(prepareLaunchTask.parse(await given(launch.find('PrepareLaunch'), input))).toEqual({
      ...input,
      now,
    });
    const batch = { campaignId: '2026-sopa1', startedAt: now, studentNumbers: ['22600107'] };
    expect(launchBatch.parse(await given(startBatch, batch))).toEqual(batch);
  });
});
