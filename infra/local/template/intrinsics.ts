import type { Template } from './cloud-assembly.ts';
import { localAccount, localPartition, localRegion } from './local-names.ts';

/** What a resource answers to `Ref` and `Fn::GetAtt` on this machine; undefined when the home knows no such value. */
export type AttributeOf = (logicalId: string, attribute: 'Ref' | (string & {})) => string | undefined;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Resolves CloudFormation's intrinsic functions. Whatever it cannot resolve is an error naming the logical id or the
 * function: a value left out in silence would be a function running with half its configuration.
 */
export function intrinsics(template: Template, attributeOf: AttributeOf) {
  const noValue = Symbol('AWS::NoValue');

  const pseudoParameters: Record<string, unknown> = {
    'AWS::Region': localRegion,
    'AWS::AccountId': localAccount,
    'AWS::Partition': localPartition,
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': 'local',
    'AWS::StackId': `arn:${localPartition}:cloudformation:${localRegion}:${localAccount}:stack/local/local`,
    'AWS::NoValue': noValue,
  };

  function attribute(logicalId: string, name: string): unknown {
    if (logicalId in pseudoParameters && name === 'Ref') return pseudoParameters[logicalId];
    const parameter = template.Parameters[logicalId];
    if (parameter && name === 'Ref') {
      if (parameter.Default === undefined) throw new Error(`Parameter ${logicalId} has no default value`);
      return parameter.Default;
    }
    const type = template.Resources[logicalId]?.Type;
    if (!type) throw new Error(`Nothing is called ${logicalId} in the template`);
    const value = attributeOf(logicalId, name);
    if (value === undefined)
      throw new Error(`${name} of ${logicalId} (${type}) is unknown to the one-machine home`);
    return value;
  }

  function condition(name: string): boolean {
    if (!(name in template.Conditions))
      throw new Error(`Nothing is called ${name} in the template’s conditions`);
    return resolve(template.Conditions[name]) === true;
  }

  function text(value: unknown, where: string): string {
    const resolved = resolve(value);
    if (typeof resolved === 'string') return resolved;
    if (typeof resolved === 'number' || typeof resolved === 'boolean') return String(resolved);
    throw new Error(`${where} does not give a text: ${JSON.stringify(value)}`);
  }

  function list(value: unknown, where: string): unknown[] {
    const resolved = resolve(value);
    if (!Array.isArray(resolved)) throw new Error(`${where} does not give a list: ${JSON.stringify(value)}`);
    return resolved;
  }

  function substitute(argument: unknown): string {
    const [pattern, variables] = Array.isArray(argument) ? argument : [argument, {}];
    return text(pattern, 'Fn::Sub').replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (isRecord(variables) && name in variables) return text(variables[name], `Fn::Sub ${name}`);
      const [logicalId = '', ...rest] = name.split('.');
      return String(attribute(logicalId, rest.length > 0 ? rest.join('.') : 'Ref'));
    });
  }

  function arguments2(name: string, value: unknown): [unknown, unknown] {
    if (!Array.isArray(value) || value.length !== 2) throw new Error(`${name} takes two arguments`);
    return [value[0], value[1]];
  }

  const functions: Record<string, (argument: unknown) => unknown> = {
    Ref: (argument) => attribute(String(argument), 'Ref'),
    'Fn::GetAtt': (argument) => {
      const [logicalId = '', ...name] = Array.isArray(argument)
        ? argument.map(String)
        : String(argument).split('.');
      return attribute(logicalId, name.join('.'));
    },
    'Fn::Sub': substitute,
    'Fn::Join': (argument) => {
      const [separator, parts] = arguments2('Fn::Join', argument);
      return list(parts, 'Fn::Join')
        .map((part) => text(part, 'Fn::Join'))
        .join(text(separator, 'Fn::Join'));
    },
    'Fn::Select': (argument) => {
      const [index, choices] = arguments2('Fn::Select', argument);
      const chosen = list(choices, 'Fn::Select')[Number(resolve(index))];
      if (chosen === undefined) throw new Error(`Fn::Select finds nothing at ${JSON.stringify(index)}`);
      return chosen;
    },
    'Fn::Split': (argument) => {
      const [separator, source] = arguments2('Fn::Split', argument);
      return text(source, 'Fn::Split').split(text(separator, 'Fn::Split'));
    },
    'Fn::If': (argument) => {
      if (!Array.isArray(argument) || argument.length !== 3) throw new Error('Fn::If takes three arguments');
      return resolve(condition(String(argument[0])) ? argument[1] : argument[2]);
    },
    'Fn::FindInMap': (argument) => {
      const [map = '', first = '', second = ''] = list(argument, 'Fn::FindInMap').map(String);
      const found = template.Mappings[map]?.[first]?.[second];
      if (found === undefined) throw new Error(`Fn::FindInMap finds no ${map}.${first}.${second}`);
      return found;
    },
    'Fn::Base64': (argument) => Buffer.from(text(argument, 'Fn::Base64')).toString('base64'),
    'Fn::Equals': (argument) => {
      const [left, right] = arguments2('Fn::Equals', argument);
      return JSON.stringify(resolve(left)) === JSON.stringify(resolve(right));
    },
    'Fn::Not': (argument) => list(argument, 'Fn::Not')[0] !== true,
    'Fn::And': (argument) => list(argument, 'Fn::And').every((value) => value === true),
    'Fn::Or': (argument) => list(argument, 'Fn::Or').some((value) => value === true),
    Condition: (argument) => condition(String(argument)),
  };

  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve).filter((item) => item !== noValue);
    if (!isRecord(value)) return value;
    const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
    if (
      others.length === 0 &&
      (name === 'Ref' || name.startsWith('Fn::') || isConditionReference(name, argument))
    ) {
      const apply = functions[name];
      if (!apply) throw new Error(`${name} is unknown to the one-machine home`);
      return apply(argument);
    }
    const entries = Object.entries(value).map(([key, item]) => [key, resolve(item)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== noValue));
  }

  // An IAM statement also has a "Condition", an object; a reference to a condition is its name.
  const isConditionReference = (name: string, argument: unknown) =>
    name === 'Condition' && typeof argument === 'string';

  return { resolve, condition };
}
