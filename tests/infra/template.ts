import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const resource = z.object({
  Type: z.string(),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});
const template = z.object({ Resources: z.record(z.string(), resource) });
type Resource = z.output<typeof resource> & { id: string };

const reference = z.union([
  z.object({ Ref: z.string() }).transform(({ Ref }) => nameOf(Ref)),
  z
    .object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })
    .transform(({ 'Fn::GetAtt': [id, attribute] }) => {
      return attribute === 'Arn' ? nameOf(id) : `${nameOf(id)}.${attribute}`;
    }),
]);
const joined = z.object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) });

/** A logical id without the digest that CDK adds: `RecordsTable`. */
export const nameOf = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');

/** A value of the template as a person reads it: `RecordsTable/index/byLookup`. */
export function readable(value: unknown): string {
  if (typeof value === 'string') return value;
  const asReference = reference.safeParse(value);
  if (asReference.success) return asReference.data;
  const asJoined = joined.safeParse(value);
  if (asJoined.success) return asJoined.data['Fn::Join'][1].map(readable).join('');
  return JSON.stringify(value);
}

export type Template = ReturnType<typeof readTemplate>;

/** The one stack's template, with the few questions that the tests ask of it. */
export function readTemplate(assembly: string) {
  const { Resources } = template.parse(
    JSON.parse(readFileSync(join(assembly, 'Sopa.template.json'), 'utf8')),
  );
  const all: Resource[] = Object.entries(Resources).map(([id, one]) => ({ id, ...one }));
  const ofType = (type: string) => all.filter(({ Type }) => Type === type);
  return {
    all,
    ofType,
    /** @throws unless there is exactly one. */
    only: (type: string): Resource => {
      const [first, ...more] = ofType(type);
      if (!first || more.length > 0)
        throw new Error(`${more.length + (first ? 1 : 0)} resources are ${type}`);
      return first;
    },
    named: (type: string, name: string): Resource => {
      const found = ofType(type).find(({ id }) => nameOf(id) === name);
      if (!found) throw new Error(`no ${type} is called ${name}`);
      return found;
    },
  };
}

const statement = z.object({
  Effect: z.literal('Allow'),
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.union([z.array(z.unknown()), z.unknown()]),
});
const policies = z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(statement) }) }));
const attachedPolicy = z.object({
  PolicyDocument: z.object({ Statement: z.array(statement) }),
  Roles: z.array(z.object({ Ref: z.string() })),
});

/** What a role may do, one line a right: `dynamodb:GetItem on RecordsTable`. */
export function rightsOf({ all, ofType }: Template, roleId: string): string[] {
  const role = all.find(({ id }) => id === roleId);
  const inline = policies.parse(role?.Properties.Policies ?? []);
  const attached = ofType('AWS::IAM::Policy')
    .map(({ Properties }) => attachedPolicy.parse(Properties))
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref === roleId));
  return [...inline, ...attached]
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((one) => `${action} on ${readable(one)}`)),
    )
    .sort();
}

const roleReference = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) });
export const roleOf = ({ Properties }: Resource, property = 'Role'): string =>
  roleReference.parse(Properties[property])['Fn::GetAtt'][0];
