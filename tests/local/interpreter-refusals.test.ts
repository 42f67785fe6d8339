import { expect, test } from 'vitest';
import { readMachine } from '../../infra/local/interpreter/definition.ts';
import { machineOf, taskOf, tokenTaskOf } from './interpreter-home.ts';

const read = (definition: unknown) => readMachine({ arn: 'arn', name: 'Lifecycle', definition });
const done = { Type: 'Succeed' };
const work = (more: object) => machineOf({ Work: taskOf('work', { End: true, ...more }), Done: done });
test('a refusal names the machine, the state and the field', () => {
  expect(() => read(work({ HeartbeatSeconds: 5 }))).toThrow(
    'State machine “Lifecycle”, state “Work”: field HeartbeatSeconds is not covered',
  );
});

test.each<[string, unknown, string]>([
  ['a state type', machineOf({ Both: { Type: 'Parallel' } }), 'state “Both”: Type “Parallel” is not covered'],
  ['a field of the machine', { ...work({}), ProcessorConfig: {} }, '“Lifecycle”: field ProcessorConfig'],
  ['a field of a retrier', work({ Retry: [{ ErrorEquals: ['A'], Jitter: 1 }] }), 'Retry.0.Jitter'],
  [
    'a field of a catcher',
    work({ Catch: [{ ErrorEquals: ['A'], Next: 'Done', ResultPath: '$' }] }),
    'ResultPath',
  ],
  [
    'a field of the arguments',
    work({ Arguments: { FunctionName: 'arn:x', InvocationType: 'Event' } }),
    'InvocationType',
  ],
  ['another integration', work({ Resource: 'arn:aws:states:::sqs:sendMessage' }), 'only lambda:invoke'],
  ['JSONPath', machineOf({ Done: done }, { QueryLanguage: 'JSONPath' }), 'only JSONata'],
  [
    'no query language',
    machineOf({ Done: done }, { QueryLanguage: undefined }),
    'state “Done”: QueryLanguage',
  ],
  ['JSONPath’s fields', work({ TimeoutSecondsPath: '$.x' }), 'TimeoutSecondsPath'],
  ['a Next that leads nowhere', work({ End: undefined, Next: 'Nowhere' }), 'Nowhere'],
  ['a StartAt that is none', { ...work({}), StartAt: 'Nowhere' }, 'Nowhere'],
  ['neither Next nor End', work({ End: undefined }), 'Next or End'],
  ['both Next and End', work({ Next: 'Done' }), 'exclude each other'],
  [
    'a Wait for two things',
    machineOf({ Hold: { Type: 'Wait', Seconds: 1, Timestamp: 'x', End: true } }),
    'exactly one',
  ],
  ['States.ALL in company', work({ Catch: [{ ErrorEquals: ['States.ALL', 'A'], Next: 'Done' }] }), 'alone'],
  [
    'States.ALL before another',
    work({ Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['A'] }] }),
    'in the last entry',
  ],
  ['the wall clock', work({ Output: '{% $now() %}' }), '$now is not covered'],
  ['the wall clock, hidden', work({ Assign: { x: { y: ['{% $map([1], $millis) %}'] } } }), '$millis'],
  ['chance', tokenMachine('{% $uuid() %}'), '$uuid'],
  ['a wrong expression', work({ Output: '{% $states. %}' }), 'is not JSONata'],
  ['half an expression', work({ Output: '{% $states.input' }), 'lacks its closing'],
  ['a timeout of nothing', work({ TimeoutSeconds: 0 }), 'TimeoutSeconds'],
  ['a Map', machineOf({ Each: { Type: 'Map', Items: [1], End: true } }), 'Type “Map” is not covered'],
  ['no JSON', 'States:', 'definition'],
])('refuses %s', (_, definition, reason) => {
  expect(() => read(definition)).toThrow(reason);
});

function tokenMachine(Payload: string) {
  const { Arguments, ...state } = tokenTaskOf('await', { End: true });
  return machineOf({ Await: { ...state, Arguments: { ...Arguments, Payload } } });
}

test('reads the JSON text of a definition as well as its value', () => {
  expect(read(JSON.stringify(work({}))).startAt).toBe('Work');
});
