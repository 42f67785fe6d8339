import { readFileSync, writeFileSync } from 'node:fs';
import { expect, inject, test } from 'vitest';
import * as z from 'zod';
import { definitionOf, type State } from './definitions.ts';
import { nameOf, readTemplate } from './template.ts';

/**
 * What executions that are under way hold on to: a stage lives for months, and its execution goes on with the definition it
 * began with, calling functions of today. Names of states and what they hand over may be added to, and never taken away.
 * `RECORD_MACHINES=1 npx vitest run tests/infra/machine-steps.test.ts` records what was added.
 */
const file = `${import.meta.dirname}/machine-steps.json`;
const steps = z.record(z.string(), z.record(z.string(), z.array(z.string())));
const recorded = steps.parse(JSON.parse(readFileSync(file, 'utf8')));

const template = readTemplate(inject('assembly'));
const payloadsOf = (states: Record<string, State>): [string, string[]][] =>
  Object.entries(states).flatMap(([name, { Arguments, ItemProcessor }]) => [
    [name, Object.keys(Arguments?.Payload ?? {}).sort()] as [string, string[]],
    ...payloadsOf(ItemProcessor?.States ?? {}),
  ]);
const machines = template.ofType('AWS::StepFunctions::StateMachine');
const current = Object.fromEntries(
  machines.map(({ id }) => [id, Object.fromEntries(payloadsOf(definitionOf(template, nameOf(id)).states))]),
);

if (process.env.RECORD_MACHINES) {
  writeFileSync(file, `${JSON.stringify(current, undefined, 2)}\n`);
} else {
  test.each(Object.entries(recorded))(
    '%s still stands under its name, with every state it had',
    (id, states) => {
      expect(Object.keys(current)).toContain(id);
      expect(Object.keys(current[id] ?? {})).toEqual(expect.arrayContaining(Object.keys(states)));
    },
  );

  test.each(Object.entries(recorded))('%s hands over all that it did', (id, states) => {
    for (const [name, keys] of Object.entries(states))
      expect(current[id]?.[name], name).toEqual(expect.arrayContaining(keys));
  });

  test('what was added is recorded: from here on it may be under way', () => {
    expect(recorded).toEqual(current);
  });

  test('the machine of the stages outlives its template: executions go on when it is taken out', () => {
    const { DeletionPolicy, UpdateReplacePolicy } = template.named(
      'AWS::StepFunctions::StateMachine',
      'StageLifecycleMachine',
    );
    expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
  });
}
