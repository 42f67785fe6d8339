import { describe, expect, inject, test } from 'vitest';
import { nameOf, readTemplate, rightsOf, roleOf } from './template.ts';

const template = readTemplate(inject('assembly'));

const items = (...actions: string[]) => actions.map((action) => `dynamodb:${action} on RecordsTable`);
const lookup = 'dynamodb:Query on RecordsTable/index/byLookup';
const list = 'dynamodb:Query on RecordsTable/index/byList';
const attention = 'dynamodb:Query on RecordsTable/index/byAttention';
const ses = (resource: string) => `ses:SendRawEmail on arn:aws:ses:eu-west-3:AWS::AccountId:${resource}`;
const mail = [ses('configuration-set/MailSendingConfigurationSet'), ses('identity/MailSendingIdentity')];
const keys = 'secretsmanager:GetSecretValue on MasterSecret';
const ring = 'states:SendTaskSuccess on StageLifecycleMachine';

const executions = (action: string, machine = 'StageLifecycleMachine') =>
  `states:${action} on arn:aws:states:eu-west-3:AWS::AccountId:execution:${machine}.Name:*`;
const stopping = ['DescribeExecution', 'StopExecution'].map((action) => executions(action));
const ofMeetings = (...actions: string[]) => [
  'states:StartExecution on MeetingLifeMachine',
  ...actions.map((action) => executions(action, 'MeetingLifeMachine')),
];

/** Beside writing to its own log group, which every function may. */
const rights: Record<string, string[]> = {
  PlanStage: items('GetItem', 'PutItem', 'UpdateItem', 'Query'),
  SendAssignment: [
    ...items('GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'),
    ...[lookup, ...mail, keys],
  ],
  SendBriefing: [
    ...items('GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'),
    ...[lookup, ...mail, keys],
  ],
  OpenRound: [
    ...items('GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'),
    ...[lookup, list, ...mail, keys],
  ],
  AwaitReport: [...items('GetItem', 'PutItem', 'UpdateItem'), ring],
  SendFarewell: [...items('GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'), ...mail],
  DistributeReport: [
    ...items('GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'),
    ...[lookup, ...mail, keys],
  ],
  RecordUnreturned: [...items('GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'), list, ...mail],
  RecordTrouble: items('GetItem', 'PutItem', 'UpdateItem'),
  WorkOff: [
    ...items('GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'),
    ...[lookup, list, ...mail, keys],
    'states:StartExecution on StageLifecycleMachine',
    executions('StopExecution'),
  ],
  RecordStoppedWork: items('GetItem', 'PutItem'),
  PlanMeeting: items('GetItem', 'PutItem'),
  GatherGuests: [...items('GetItem', 'PutItem', 'Query'), lookup, list, keys],
  TellGuests: [
    ...items('GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'),
    ...[lookup, ...mail, keys],
  ],
  RemindGuests: [
    ...items('GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'),
    ...[lookup, ...mail, keys],
  ],
  CloseMeeting: items('GetItem', 'PutItem'),
  RecordMeetingTrouble: items('GetItem', 'PutItem'),
  Tutor: [
    ...items('GetItem', 'PutItem', 'UpdateItem'),
    lookup,
    keys,
    ring,
    'lambda:InvokeFunction on FunctionsMailLink',
    'lambda:InvokeFunction on FunctionsTellGuests',
  ],
  MailLink: [...items('GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'), lookup, ...mail, keys],
  MailTrial: [...items('GetItem'), lookup, ...mail],
  Console: [
    ...items('GetItem', 'PutItem', 'UpdateItem', 'Query'),
    'dynamodb:PutItem on AuditTable',
    'dynamodb:Query on AuditTable',
    lookup,
    list,
    attention,
    keys,
    'states:StartExecution on WorkListMachine',
    'states:StartExecution on StageLifecycleMachine',
    'lambda:InvokeFunction on FunctionsMailLink',
    'lambda:InvokeFunction on FunctionsMailTrial',
    ...ofMeetings('StopExecution'),
    ...[...stopping, ring],
  ],
  Auth: [...items('GetItem', 'PutItem', 'UpdateItem'), 'dynamodb:PutItem on AuditTable', keys],
  Assets: [],
  MailEvents: [
    ...items('GetItem', 'PutItem', 'UpdateItem', 'Query'),
    'sqs:SendMessage on MailSendingLostEvents',
  ],
  Digest: [...items('GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'), lookup, attention, ...mail],
  LaunchScheduled: [
    ...items('GetItem', 'PutItem', 'UpdateItem', 'Query'),
    list,
    'dynamodb:Query on RecordsTable/index/byDue',
    'states:StartExecution on WorkListMachine',
  ],
  Reconcile: [
    ...items('GetItem', 'PutItem', 'UpdateItem', 'Query'),
    lookup,
    list,
    'dynamodb:Query on RecordsTable/index/byDue',
    'states:StartExecution on WorkListMachine',
    'states:StartExecution on StageLifecycleMachine',
    'states:ListExecutions on StageLifecycleMachine',
    ...ofMeetings('DescribeExecution', 'StopExecution'),
    ...stopping,
  ],
  TakeUp: [
    ...items('GetItem', 'PutItem', 'UpdateItem', 'Query'),
    'dynamodb:Query on RecordsTable/index/byDue',
    executions('DescribeExecution', 'WorkListMachine'),
    'states:StartExecution on WorkListMachine',
    'states:StartExecution on StageLifecycleMachine',
    'lambda:InvokeFunction on FunctionsTellGuests',
    ring,
    ...ofMeetings('DescribeExecution', 'StopExecution'),
    ...stopping,
  ],
};

describe('who may do what', () => {
  const functions = template.ofType('AWS::Lambda::Function');

  test('every function is named here, and no other exists', () => {
    expect(functions.map(({ id }) => nameOf(id)).sort()).toEqual(
      Object.keys(rights)
        .map((name) => `Functions${name}`)
        .sort(),
    );
  });

  test.each(Object.entries(rights))(
    '%s may do what its work needs, on what it works on',
    (name, expected) => {
      const one = template.named('AWS::Lambda::Function', `Functions${name}`);
      const log = ['CreateLogStream', 'PutLogEvents'].map(
        (action) => `logs:${action} on Functions${name}Logs`,
      );
      expect(rightsOf(template, roleOf(one))).toEqual([...expected, ...log].sort());
    },
  );

  test('no two functions share a role, and nothing else holds one of theirs', () => {
    const roles = functions.map((one) => roleOf(one));
    expect(new Set(roles).size).toBe(functions.length);
  });

  test('no role has a managed policy', () => {
    for (const { Properties } of template.ofType('AWS::IAM::Role'))
      expect(Properties.ManagedPolicyArns).toBeUndefined();
  });

  test('mail leaves from the configured address only', () => {
    const statements = JSON.stringify(
      template.ofType('AWS::IAM::Policy').map(({ Properties }) => Properties),
    );
    const sending = statements.split('"ses:SendRawEmail"').length - 1;
    const conditions =
      statements.split('{"StringEquals":{"ses:FromAddress":"sopa@sopa.example"}}').length - 1;
    expect(sending).toBeGreaterThan(0);
    expect(conditions).toBe(sending);
  });

  test('each machine calls its own steps; the star is left to tracing and the delivery of logs', () => {
    const calls = (name: string) =>
      rightsOf(template, roleOf(template.named('AWS::StepFunctions::StateMachine', name), 'RoleArn'));
    const steps = (names: string[]) =>
      names.map((name) => `lambda:InvokeFunction on Functions${name}`).sort();
    const isOwn = (right: string) => !/^(logs|xray):/.test(right);
    expect(calls('StageLifecycleMachine').filter(isOwn)).toEqual(
      steps([
        'PlanStage',
        'SendFarewell',
        'SendAssignment',
        'SendBriefing',
        'OpenRound',
        'AwaitReport',
        'DistributeReport',
        'RecordUnreturned',
        'RecordTrouble',
      ]),
    );
    expect(calls('WorkListMachine').filter(isOwn)).toEqual(steps(['WorkOff', 'RecordStoppedWork']));
    expect(calls('MeetingLifeMachine').filter(isOwn)).toEqual(
      steps([
        ...['PlanMeeting', 'GatherGuests', 'TellGuests', 'RemindGuests'],
        ...['CloseMeeting', 'RecordMeetingTrouble'],
      ]),
    );
    const sweeper = template.ofType('AWS::IAM::Role').find(({ id }) => id.startsWith('TakingUpRole'));
    expect(rightsOf(template, sweeper?.id ?? '')).toEqual(steps(['TakeUp']));
    const launcher = template
      .ofType('AWS::IAM::Role')
      .find(({ id }) => id.startsWith('ScheduledLaunchesRole'));
    expect(rightsOf(template, launcher?.id ?? '')).toEqual(steps(['LaunchScheduled']));
    const night = template
      .ofType('AWS::IAM::Role')
      .find(({ id }) => id.startsWith('NightlyReconciliationRole'));
    expect(rightsOf(template, night?.id ?? '')).toEqual(steps(['Reconcile']));
    const morning = template.ofType('AWS::IAM::Role').find(({ id }) => id.startsWith('MorningDigestRole'));
    expect(rightsOf(template, morning?.id ?? '')).toEqual(steps(['Digest']));
    const roles = template.ofType('AWS::IAM::Role').flatMap(({ id }) => rightsOf(template, id));
    const starred = roles.filter((right) => right.endsWith(' on *'));
    expect(starred.length).toBeGreaterThan(0);
    for (const right of starred) expect(right).toMatch(/^(xray|logs):/);
  });

  test('nobody scans the table', () => {
    expect(JSON.stringify(template.all)).not.toMatch(/dynamodb:(Scan|\*)/);
  });
});
