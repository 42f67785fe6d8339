import { z } from 'zod';
import type { Template } from './cloud-assembly.ts';
import type { ServiceAnswer } from './dynamodb.ts';
import { intrinsics } from './intrinsics.ts';
import { localAttributes } from './local-attributes.ts';
import { localArn } from './local-names.ts';
import { refuse } from './step-functions.ts';

const texts = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
/** Conditions are not weighed here: a call may be refused on AWS by what is in it, not by who makes it. */
const statement = z.object({ Effect: z.literal('Allow'), Action: texts, Resource: texts });
const policyDocument = z.object({ Statement: z.array(statement) });
const attachedPolicy = z.object({ PolicyDocument: policyDocument, Roles: z.array(z.string()) });
const inlinePolicies = z.array(z.object({ PolicyDocument: policyDocument }));
type Statement = z.infer<typeof statement>;

/** What a request asks for. Without `resource`, the request does not say: the action alone is checked. */
type Call = { action: string; resource?: string };

export interface Rights {
  /**
   * @param caller name of the function that calls; anybody else (tests, sample data) may do everything.
   * @param target `x-amz-target` of the request, absent for SES.
   * @returns what AWS answers when the function's role does not allow the call.
   */
  refusal(caller: string, target: string | undefined, body: string): ServiceAnswer | undefined;
}

/**
 * The roles of the template, held on this machine too: a function that lacks a right fails in the tests and the demo, and not
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
  }

  return {
    refusal(caller, target, body) {
      const role = roleOf.get(caller);
      if (role === undefined) return undefined;
      const { action, resource } = readCall(target, body);
      const isAllowed = (statements.get(role) ?? []).some(
        ({ Action, Resource }) =>
          Action.some((pattern) => covers(pattern, action)) &&
          (resource === undefined || Resource.some((pattern) => covers(pattern, resource))),
      );
      if (isAllowed) return undefined;
      return refuse(
        'AccessDeniedException',
        `${caller} is not authorized to perform ${action}${resource ? ` on ${resource}` : ''}`,
      );
    },
  };
}

/** IAM's `*` stands for any text. */
const covers = (pattern: string, value: string): boolean =>
  new RegExp(`^${pattern.replace(/[^\w*]/g, '\\$&').replaceAll('*', '.*')}$`).test(value);

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
