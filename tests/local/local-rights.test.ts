import { describe, expect, inject, test } from 'vitest';
import { readAssembly } from '../../infra/local/template/cloud-assembly.ts';
import { localArn } from '../../infra/local/template/local-names.ts';
import { readLocalStack } from '../../infra/local/template/local-stack.ts';
import { readRights } from '../../infra/local/template/rights.ts';

const url = 'http://127.0.0.1:3000';
const assembly = await readAssembly(inject('assembly'));
const rights = readRights(assembly.template, url);
const { functions, tables, machines, secrets } = readLocalStack(assembly, url);

const named = (start: string): string => {
  const found = functions.find(({ name }) => name.startsWith(start));
  if (!found) throw new Error(`no function ${start}`);
  return found.name;
};
const [table] = tables;
const [secret] = secrets;
const machine = (start: string) => machines.find(({ name }) => name.startsWith(start))?.arn;

const dynamoDb = (operation: string, more: object = {}) =>
  [`DynamoDB_20120810.${operation}`, JSON.stringify({ TableName: table?.name, ...more })] as const;
const states = (operation: string, body: object) =>
  [`AWSStepFunctions.${operation}`, JSON.stringify(body)] as const;
const mail = (set: string, source = 'sopa@sopa.example') =>
  [undefined, `Action=SendRawEmail&ConfigurationSetName=${set}&Source=${source}`] as const;
const configurationSet =
  functions.find(({ name }) => name === named('FunctionsOpenRound'))?.environment.CONFIGURATION_SET ?? '';

describe('on this machine too', () => {
  test.each([
    ['FunctionsPlanStage', ...dynamoDb('GetItem')],
    ['FunctionsOpenRound', ...dynamoDb('Query', { IndexName: 'byLookup' })],
    ['FunctionsOpenRound', ...mail(configurationSet)],
    ['FunctionsAwaitReport', ...states('SendTaskSuccess', { taskToken: 'token' })],
    ['FunctionsConsole', ...states('StartExecution', { stateMachineArn: machine('WorkList') })],
    [
      'FunctionsConsole',
      ...states('StopExecution', {
        executionArn: `${machine('StageLifecycle')?.replace(':stateMachine:', ':execution:')}:2026-sopa1-1-r1`,
      }),
    ],
    ['FunctionsAuth', 'secretsmanager.GetSecretValue', JSON.stringify({ SecretId: secret?.arn })],
  ])('%s may call %s', (name, target, body) => {
    expect(rights.refusal(named(name), target, body)).toBeUndefined();
  });

  test.each([
    ['FunctionsPlanStage', ...dynamoDb('Query', { IndexName: 'byLookup' })],
    ['FunctionsRecordUnreturned', ...dynamoDb('Query', { IndexName: 'byLookup' })],
    ['FunctionsTutor', ...dynamoDb('Scan')],
    ['FunctionsAssets', ...dynamoDb('GetItem')],
    ['FunctionsConsole', ...mail(configurationSet)],
    ['FunctionsOpenRound', ...mail('another')],
    ['FunctionsOpenRound', ...mail(configurationSet, '')],
    ['FunctionsOpenRound', ...mail(configurationSet, 'other@sopa.example')],
    ['FunctionsTutor', ...states('StartExecution', { stateMachineArn: machine('StageLifecycle') })],
    ['FunctionsWorkOff', ...states('StartExecution', { stateMachineArn: machine('WorkList') })],
    [
      'FunctionsConsole',
      ...states('StopExecution', {
        executionArn: `${machine('WorkList')?.replace(':stateMachine:', ':execution:')}:2026-sopa1-work`,
      }),
    ],
    [
      'FunctionsAuth',
      'secretsmanager.GetSecretValue',
      JSON.stringify({ SecretId: localArn('secretsmanager', 'secret:other') }),
    ],
  ])('%s may not call %s on what is not its own', (name, target, body) => {
    expect(JSON.parse(rights.refusal(named(name), target, body)?.body ?? '{}')).toMatchObject({
      __type: 'AccessDeniedException',
    });
  });

  test('a machine calls its own steps, and nothing else', () => {
    const lifecycle = machine('StageLifecycle') ?? '';
    const step = localArn('lambda', `function:${named('FunctionsPlanStage')}`);
    expect(rights.lacking(lifecycle, 'lambda:InvokeFunction', step)).toBeUndefined();
    expect(rights.lacking(machine('WorkList') ?? '', 'lambda:InvokeFunction', step)).toContain(
      'lambda:InvokeFunction',
    );
    expect(rights.lacking(lifecycle, 'states:StartExecution', lifecycle)).toContain('states:StartExecution');
  });

  test('who is no function of the template is not held to a role', () => {
    expect(rights.refusal('local', ...dynamoDb('Scan'))).toBeUndefined();
  });
});
