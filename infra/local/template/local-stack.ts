import { join } from 'node:path';
import * as z from 'zod';
import type { MachineDefinition } from '../interpreter/engine.ts';
import { type EventDestination, type EventRule, eventDestination, eventRule } from '../services/event-bus.ts';
import type { LambdaFunction } from '../services/lambda-runner.ts';
import type { ClaimNames, SignInClient } from '../services/sign-in.ts';
import type { CloudAssembly } from './cloud-assembly.ts';
import { intrinsics } from './intrinsics.ts';
import { localAttributes } from './local-attributes.ts';
import { type Route, readRoutes } from './routes.ts';
import { type Schedule, scheduleProperties } from './schedules.ts';
import { type StageThrottling, stageThrottling } from './throttle.ts';

const functionProperties = z.object({
  Code: z.object({ S3Key: z.string('Only functions from an asset run on this machine') }),
  Handler: z.string(),
  PackageType: z.literal('Zip').default('Zip'),
  Layers: z.never('Layers are not simulated on this machine').optional(),
  Timeout: z.int().default(3),
  MemorySize: z.int().default(128),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()) }).optional(),
});
const machineProperties = z.object({
  DefinitionString: z.string().optional(),
  Definition: z.unknown().optional(),
  StateMachineType: z.literal('STANDARD').default('STANDARD'),
});
const clientProperties = z.object({
  GenerateSecret: z.literal(false, 'The sign-in of this machine knows public clients only').default(false),
  CallbackURLs: z.array(z.string()),
  LogoutURLs: z.array(z.string()).default([]),
});

export interface LocalStack {
  functions: LambdaFunction[];
  machines: MachineDefinition[];
  tables: { name: string; properties: unknown }[];
  secrets: { arn: string; properties: unknown }[];
  rules: EventRule[];
  eventDestinations: EventDestination[];
  schedules: Schedule[];
  routes: Route[];
  throttling: StageThrottling;
  /** Absent when the stack names another OpenID Connect provider than its own user pool. */
  signIn: { client: SignInClient; claims: ClaimNames } | undefined;
}

/**
 * The template as this machine runs it, every reference resolved to a local value. Types that need nothing here (roles,
 * logs, alarms) are passed over; a property of the others that cannot be resolved is an error naming the resource.
 */
export function readLocalStack({ template, assetFolders }: CloudAssembly, publicUrl: string): LocalStack {
  const attributeOf = localAttributes(template, publicUrl);
  const { resolve, condition } = intrinsics(template, attributeOf);
  const resources = Object.entries(template.Resources).filter(
    ([, { Condition }]) => Condition === undefined || condition(Condition),
  );

  const resolved = (logicalId: string): Record<string, unknown> => {
    try {
      return z.record(z.string(), z.unknown()).parse(resolve(template.Resources[logicalId]?.Properties));
    } catch (cause) {
      throw new Error(`${logicalId}: ${reason(cause)}`, { cause });
    }
  };
  const attribute = (logicalId: string, name: string): string => {
    const value = attributeOf(logicalId, name);
    if (value === undefined) throw new Error(`${name} of ${logicalId} is unknown to the one-machine home`);
    return value;
  };
  const each = <T>(
    types: string[],
    read: (logicalId: string, properties: Record<string, unknown>) => T,
  ): T[] =>
    resources
      .filter(([, { Type }]) => types.includes(Type))
      .map(([logicalId]) => {
        try {
          return read(logicalId, resolved(logicalId));
        } catch (cause) {
          throw new Error(`${logicalId}: ${reason(cause)}`, { cause });
        }
      });

  const functions = each(['AWS::Lambda::Function'], (logicalId, properties): LambdaFunction => {
    const { Code, Handler, Timeout, MemorySize, Environment } = functionProperties.parse(properties);
    const folder = assetFolders.get(Code.S3Key);
    if (!folder) throw new Error(`no asset has the key ${Code.S3Key}`);
    const [file = '', exportName = ''] = Handler.split('.');
    return {
      name: attribute(logicalId, 'Ref'),
      arn: attribute(logicalId, 'Arn'),
      bundle: join(folder, `${file}.mjs`),
      exportName,
      environment: Environment?.Variables ?? {},
      timeoutSeconds: Timeout,
      memoryMb: MemorySize,
    };
  });

  return {
    functions,
    machines: each(['AWS::StepFunctions::StateMachine'], (logicalId, properties) => {
      const { DefinitionString, Definition } = machineProperties.parse(properties);
      const name = attribute(logicalId, 'Name');
      return { arn: attribute(logicalId, 'Arn'), name, definition: DefinitionString ?? Definition };
    }),
    tables: each(['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'], (logicalId, properties) => ({
      name: attribute(logicalId, 'Ref'),
      properties,
    })),
    secrets: each(['AWS::SecretsManager::Secret'], (logicalId, properties) => ({
      arn: attribute(logicalId, 'Ref'),
      properties,
    })),
    rules: each(['AWS::Events::Rule'], (_, properties) => eventRule.parse(properties)),
    // Where SES sends its events is another service's name, which nothing here needs: only that it is EventBridge counts.
    eventDestinations: resources
      .filter(([, { Type }]) => Type === 'AWS::SES::ConfigurationSetEventDestination')
      .map(([, { Properties }]) => {
        const destination = z.object({ EventBridgeDestination: z.unknown() }).catchall(z.unknown());
        const { EventBridgeDestination, ...rest } = destination.parse(Properties.EventDestination);
        return eventDestination.parse({
          ConfigurationSetName: resolve(Properties.ConfigurationSetName),
          EventDestination: {
            ...z.record(z.string(), z.unknown()).parse(resolve(rest)),
            ...(EventBridgeDestination !== undefined && { EventBridgeDestination: true }),
          },
        });
      }),
    schedules: each(['AWS::Scheduler::Schedule'], (_, properties) => scheduleProperties.parse(properties)),
    routes: readRoutes(resources, resolved),
    throttling:
      each(['AWS::ApiGatewayV2::Stage'], (_, properties) => stageThrottling.parse(properties))[0] ??
      stageThrottling.parse({}),
    signIn: readSignIn(functions, each(['AWS::Cognito::UserPoolClient'], readClient)),
  };

  function readClient(logicalId: string, properties: Record<string, unknown>): SignInClient {
    const { CallbackURLs, LogoutURLs } = clientProperties.parse(properties);
    return { clientId: attribute(logicalId, 'Ref'), redirectUris: CallbackURLs, logoutUris: LogoutURLs };
  }
}

/** The names of the claims come from the environment of the function that reads them. */
function readSignIn(functions: LambdaFunction[], clients: SignInClient[]): LocalStack['signIn'] {
  for (const { environment } of functions) {
    const client = clients.find(({ clientId }) => clientId === environment.OIDC_CLIENT_ID);
    const { OIDC_ROLE_CLAIM: role, OIDC_SITES_CLAIM: sites } = environment;
    if (client && role && sites) return { client, claims: { role, sites } };
  }
  return undefined;
}

const reason = (cause: unknown): string => {
  if (cause instanceof z.ZodError) return z.prettifyError(cause);
  return cause instanceof Error ? cause.message : String(cause);
};
