import * as z from 'zod';
import type { ServiceAnswer } from '../services/dynamodb.ts';
import { refuse } from '../services/step-functions.ts';
import type { Template } from './cloud-assembly.ts';
import { intrinsics } from './intrinsics.ts';
import { localAttributes } from './local-attributes.ts';
import { localArn } from './local-names.ts';

const texts = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
/** The one condition that our rights have. Without the address in the request itself, SES has nothing to hold it against. */
const condition = z.object({ StringEquals: z.object({ 'ses:FromAddress': z.string() }) });
const statement = z.object({
  Effect: z.literal('Allow'),
  Action: texts,
  Resource: texts,
  Condition: condition.optional(),
});
const policyDocument = z.object({ Statement: z.array(statement) });
const attachedPolicy = z.object({ PolicyDocument: policyDocument, Roles: z.array(z.string()) });
const inlinePolicies = z.array(z.object({ PolicyDocument: policyDocument }));
type Statement = z.infer<typeof statement>;

/** What a request asks for. Without `resource`, the request does not say: the action alone is checked. */
type Call = { action: string; resource?: string; from?: string };

export interface Rights {
  /**
   * @param caller name of the function that calls; anybody else (tests, sample data) may do everything.
   * @param target `x-amz-target` of the request, absent for SES.
   * @returns what AWS answers when the function's role does not allow the call.
   */
  refusal(caller: string, target: string | undefined, body: string): ServiceAnswer | undefined;
  /** As `refusal`, for a service whose requests name action and resource in their address. */
  lackingFunction(caller: string, action: string, resource: string): string | undefined;
  /**
   * @param holder ARN of a state machine, or of the role that a service takes on
   * @returns what IAM says when its role does not allow the action on the resource.
   */
  lacking(holder: string, action: string, resource: string): string | undefined;
}

/**
 * The roles of the template, held on this machine too: a function, a state machine or a schedule that lacks a right fails in the tests and the demo, and not
 * first in an account.
 */
export function readRights(template: Template, publicUrl: string): Rights {
  const attributeOf = localAttributes(template, publicUrl);
  const { resolve } = intrinsics(template, attributeOf);
  const statements = new Map<string, Statement[]>();
  const allow = (roleArn: string, more: Statement[]) =>
    statements.set(roleArn, [...(statements.get(roleArn) ?? []), ...more]);

  for (const [logicalId, { Type, Properties }] of Object.entries(template.Resources)) {
    const arn = attributeOf(logicalId, 'Arn');
    if (Type === 'AWS::IAM::Role' && arn) {
      const inline = inlinePolicies.parse(resolve(Properties.Policies ?? []));
      for (const { PolicyDocument } of inline) allow(arn, PolicyDocument.Statement);
    }
    if (Type === 'AWS::IAM::Policy') {
      const { PolicyDocument, Roles } = attachedPolicy.parse(resolve(Properties));
      for (const role of Roles) allow(attributeOf(role, 'Arn') ?? role, PolicyDocument.Statement);
    }
  }

  const roleOf = new Map<string, string>();
  for (const [logicalId, { Type, Properties }] of Object.entries(template.Resources)) {
    const name = attributeOf(logicalId, 'Ref');
    if (Type === 'AWS::Lambda::Function' && name)
      roleOf.set(name, z.string().parse(resolve(Properties.Role)));
    if (Type === 'AWS::StepFunctions::StateMachine' && name && Properties.RoleArn !== undefined)
      roleOf.set(name, z.string().parse(resolve(Properties.RoleArn)));
  }

  const denied = (who: string, role: string, { action, resource, from }: Call): string | undefined => {
    const isAllowed = (statements.get(role) ?? []).some(
      ({ Action, Resource, Condition }) =>
        Action.some((pattern) => covers(pattern, action)) &&
        (resource === undefined || Resource.some((pattern) => covers(pattern, resource))) &&
        (Condition === undefined || Condition.StringEquals['ses:FromAddress'] === from),
    );
    return isAllowed
      ? undefined
      : `${who} is not authorized to perform: ${action}${resource ? ` on resource: ${resource}` : ''}`;
  };

  return {
    refusal(caller, target, body) {
      const role = roleOf.get(caller);
      if (role === undefined) return undefined;
      const denial = denied(caller, role, readCall(target, body));
      return denial === undefined ? undefined : refuse('AccessDeniedException', denial);
    },
    lackingFunction(caller, action, resource) {
      const role = roleOf.get(caller);
      return role === undefined ? undefined : denied(caller, role, { action, resource });
    },
    lacking(holder, action, resource) {
      const role = roleOf.get(holder) ?? (holder.includes(':role/') ? holder : undefined);
      return role === undefined ? undefined : denied(holder, role, { action, resource });
    },
  };
}

const patterns = new Map<string, RegExp>();
const readPattern = (pattern: string): RegExp => {
  const read = new RegExp(`^${pattern.replace(/[^\w*]/g, '\\$&').replaceAll('*', '.*')}$`);
  patterns.set(pattern, read);
  return read;
};

/** IAM's `*` stands for any text. */
const covers = (pattern: string, value: string): boolean =>
  (patterns.get(pattern) ?? readPattern(pattern)).test(value);

const named = z.object({
  TableName: z.string().optional(),
  IndexName: z.string().optional(),
  stateMachineArn: z.string().optional(),
  executionArn: z.string().optional(),
  SecretId: z.string().optional(),
});

function readCall(target: string | undefined, body: string): Call {
  if (target === undefined) {
    const form = new URLSearchParams(body);
    const set = form.get('ConfigurationSetName');
    return {
      action: `ses:${form.get('Action')}`,
      from: form.get('Source') ?? '',
      ...(set && { resource: localArn('ses', `configuration-set/${set}`) }),
    };
  }
  const [service = '', operation = ''] = target.split('.');
  const { TableName, IndexName, stateMachineArn, executionArn, SecretId } = named.parse(JSON.parse(body));
  if (service === 'DynamoDB_20120810') {
    const index = IndexName ? `/index/${IndexName}` : '';
    return {
      action: `dynamodb:${operation}`,
      ...(TableName && { resource: localArn('dynamodb', `table/${TableName}${index}`) }),
    };
  }
  if (service === 'AWSStepFunctions') {
    const resource = stateMachineArn ?? executionArn;
    return { action: `states:${operation}`, ...(resource && { resource }) };
  }
  return { action: `${service}:${operation}`, ...(SecretId && { resource: SecretId }) };
}
