import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/**
 * A cloud assembly of the shapes that our stack has, with functions of a few lines: what the home does with a template can
 * be tested without the product inside. It lies below node_modules so that its functions find the AWS SDK unbundled.
 */
export async function writeSmallAssembly(): Promise<string> {
  const cache = resolve(import.meta.dirname, '../../node_modules/.cache/sopa');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'small-'));
  for (const [name, code] of Object.entries({ page, step, events })) {
    await mkdir(join(folder, `asset.${name}`));
    await writeFile(join(folder, `asset.${name}`, 'index.mjs'), code);
  }
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'Small.assets.json'), JSON.stringify(assets));
  await writeFile(join(folder, 'Small.template.json'), JSON.stringify(template));
  return folder;
}

const page = `
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
const deeds = {
  throw: () => { throw new TypeError('secret detail'); },
  slow: () => new Promise(() => {}),
  text: () => 'bare',
  cookies: () => ({ statusCode: 302, headers: { location: '/' }, cookies: ['a=1; HttpOnly', 'b=2'] }),
  bytes: () => ({ statusCode: 200, headers: { 'content-type': 'application/pdf' }, isBase64Encoded: true, body: Buffer.from([0, 255, 1]).toString('base64') }),
  secret: async () => (await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: process.env.SECRET_ARN }))).SecretString,
  environment: () => ({ ...process.env }),
  start: async (event) => new SFNClient({}).send(new StartExecutionCommand({ stateMachineArn: process.env.MACHINE_ARN, name: event.pathParameters.proxy.split('/')[1], input: '{}' })),
  mail: async (event) => {
    const raw = Buffer.from(event.body, 'base64');
    const client = new SESClient({ maxAttempts: 1, requestHandler: { requestTimeout: 400, throwOnRequestTimeout: true } });
    const command = new SendRawEmailCommand({ Destinations: ['ines@ac.example'], RawMessage: { Data: raw }, ConfigurationSetName: 'Set', Tags: [{ Name: 'occasion', Value: 'request' }] });
    return client.send(command).then(({ MessageId }) => ({ id: MessageId }), (error) => ({ error: error.name, status: error.$metadata?.httpStatusCode ?? null }));
  },
};
export const handler = async (event, context) => {
  const deed = deeds[event.pathParameters?.proxy?.split('/')[0]];
  return deed ? deed(event) : { event, remaining: context.getRemainingTimeInMillis(), name: context.functionName };
};
`;

const step = `export const handler = async (event) => ({ ...event, done: true });`;

const events = `
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));
export const handler = async ({ detail }) => {
  await table.send(new PutCommand({ TableName: process.env.TABLE_NAME, Item: { pk: 'mail', sk: detail.mail.messageId, tags: detail.mail.tags, eventType: detail.eventType, lookupPk: 'all', lookupSk: detail.mail.timestamp } }));
};
`;

const manifest = {
  version: '1',
  artifacts: {
    Small: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Small.template.json' } },
  },
};
const assets = {
  files: Object.fromEntries(
    ['page', 'step', 'events'].map((name) => [
      name,
      {
        source: { path: `asset.${name}`, packaging: 'zip' },
        destinations: { here: { objectKey: `${name}.zip` } },
      },
    ]),
  ),
};

const lambda = (name: string, more: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation’s own placeholder
    Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}' }, S3Key: `${name}.zip` },
    Handler: 'index.handler',
    Timeout: 2,
    MemorySize: 512,
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    ...more,
  },
});
const variables = (Variables: Record<string, unknown>) => ({ Environment: { Variables } });
const key = (AttributeName: string, KeyType: string) => ({ AttributeName, KeyType });

const definition = {
  QueryLanguage: 'JSONata',
  StartAt: 'WaitADay',
  States: {
    WaitADay: { Type: 'Wait', Seconds: 86_400, Next: 'Work' },
    Work: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: 'STEP', Payload: {} },
      Next: 'Done',
    },
    Done: { Type: 'Succeed' },
  },
};
const [before = '', after = ''] = JSON.stringify(definition).split('STEP');

const route = (RouteKey: string) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ApiId: { Ref: 'Api' },
    RouteKey,
    AuthorizationType: 'NONE',
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'PageIntegration' }]] },
  },
});

const template = {
  Parameters: {
    BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/version' },
  },
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
        AttributeDefinitions: ['pk', 'sk', 'lookupPk', 'lookupSk'].map((AttributeName) => ({
          AttributeName,
          AttributeType: 'S',
        })),
        BillingMode: 'PAY_PER_REQUEST',
        GlobalSecondaryIndexes: [
          {
            IndexName: 'byLookup',
            KeySchema: [key('lookupPk', 'HASH'), key('lookupSk', 'RANGE')],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    },
    Secret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true } },
    },
    Page: lambda(
      'page',
      variables({
        PUBLIC_URL: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] },
        SECRET_ARN: { Ref: 'Secret' },
        MACHINE_ARN: { Ref: 'Machine' },
        OIDC_ISSUER: { 'Fn::GetAtt': ['Pool', 'ProviderURL'] },
        OIDC_CLIENT_ID: { Ref: 'Client' },
        OIDC_ROLE_CLAIM: 'custom:role',
        OIDC_SITES_CLAIM: 'custom:sites',
      }),
    ),
    Step: lambda('step'),
    Events: lambda('events', variables({ TABLE_NAME: { Ref: 'Table' } })),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        DefinitionString: { 'Fn::Join': ['', [before, { 'Fn::GetAtt': ['Step', 'Arn'] }, after]] },
      },
    },
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'Api', ProtocolType: 'HTTP' } },
    PageIntegration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': ['Page', 'Arn'] },
        PayloadFormatVersion: '2.0',
      },
    },
    HomeRoute: route('GET /'),
    PageRoute: route('ANY /page/{proxy+}'),
    ReadRoute: route('GET /read'),
    Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
    Client: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: {
        UserPoolId: { Ref: 'Pool' },
        CallbackURLs: [{ 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }, '/auth/callback']] }],
      },
    },
    Set: { Type: 'AWS::SES::ConfigurationSet', Properties: {} },
    Destination: {
      Type: 'AWS::SES::ConfigurationSetEventDestination',
      Properties: {
        ConfigurationSetName: { Ref: 'Set' },
        EventDestination: {
          Enabled: true,
          MatchingEventTypes: ['send'],
          EventBridgeDestination: {
            EventBusArn: {
              // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation’s own placeholder
              'Fn::Sub': 'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default',
            },
          },
        },
      },
    },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: { source: ['aws.ses'], 'detail-type': ['Email Sent'] },
        State: 'ENABLED',
        Targets: [
          {
            Arn: { 'Fn::GetAtt': ['Events', 'Arn'] },
            Id: 'Target0',
            RetryPolicy: { MaximumRetryAttempts: 3 },
          },
        ],
      },
    },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }],
      },
    },
  },
};
