import type { Resource, Template } from './cloud-assembly.ts';
import type { AttributeOf } from './intrinsics.ts';
import { localArn, localRegion, signInPath } from './local-names.ts';

type Attributes = Record<string, string>;

/**
 * What each type of resource answers on this machine. Names come from the template when it gives one as plain text, else
 * from the logical id, so that they are the same at every start and the data folder stays readable.
 */
const attributesByType: Record<
  string,
  (logicalId: string, resource: Resource, publicUrl: string) => Attributes
> = {
  'AWS::DynamoDB::Table': tableAttributes,
  'AWS::DynamoDB::GlobalTable': tableAttributes,
  'AWS::Lambda::Function': (id, resource) => {
    const name = nameIn(resource, 'FunctionName', id);
    return { Ref: name, Arn: localArn('lambda', `function:${name}`) };
  },
  'AWS::StepFunctions::StateMachine': (id, resource) => {
    const name = nameIn(resource, 'StateMachineName', id);
    const arn = localArn('states', `stateMachine:${name}`);
    return { Ref: arn, Arn: arn, Name: name };
  },
  'AWS::SecretsManager::Secret': (id, resource) => {
    const arn = localArn('secretsmanager', `secret:${nameIn(resource, 'Name', id)}`);
    return { Ref: arn, Id: arn };
  },
  'AWS::ApiGatewayV2::Api': (id, _, publicUrl) => ({ Ref: id, ApiId: id, ApiEndpoint: publicUrl }),
  'AWS::ApiGatewayV2::Stage': (_, resource) => ({ Ref: nameIn(resource, 'StageName', '$default') }),
  'AWS::ApiGatewayV2::Integration': (id) => ({ Ref: id }),
  'AWS::Cognito::UserPool': (id, _, publicUrl) => ({
    Ref: `${localRegion}_${id}`,
    UserPoolId: `${localRegion}_${id}`,
    Arn: localArn('cognito-idp', `userpool/${localRegion}_${id}`),
    ProviderURL: publicUrl + signInPath,
    ProviderName: (publicUrl + signInPath).replace(/^https?:\/\//, ''),
  }),
  'AWS::Cognito::UserPoolClient': (id) => ({ Ref: id, ClientId: id }),
  'AWS::Cognito::UserPoolDomain': (id) => ({ Ref: id }),
  'AWS::SES::ConfigurationSet': (id, resource) => ({ Ref: nameIn(resource, 'Name', id) }),
  'AWS::SES::EmailIdentity': (id, resource) => ({ Ref: nameIn(resource, 'EmailIdentity', id) }),
  'AWS::Logs::LogGroup': (id, resource) => {
    const name = nameIn(resource, 'LogGroupName', id);
    return { Ref: name, Arn: localArn('logs', `log-group:${name}:*`) };
  },
  'AWS::Events::Rule': (id, resource) => {
    const name = nameIn(resource, 'Name', id);
    return { Ref: name, Arn: localArn('events', `rule/${name}`) };
  },
  'AWS::IAM::Role': (id) => ({ Ref: id, Arn: `arn:aws:iam::000000000000:role/${id}`, RoleId: id }),
  'AWS::SQS::Queue': (id) => ({ Ref: id, Arn: localArn('sqs', id), QueueName: id }),
  'AWS::SNS::Topic': (id) => ({ Ref: localArn('sns', id), TopicArn: localArn('sns', id), TopicName: id }),
};

function tableAttributes(id: string, resource: Resource): Attributes {
  const name = nameIn(resource, 'TableName', id);
  return { Ref: name, Arn: localArn('dynamodb', `table/${name}`) };
}

function nameIn(resource: Resource, property: string, otherwise: string): string {
  const name = resource.Properties[property];
  return typeof name === 'string' ? name : otherwise;
}

export function localAttributes(template: Template, publicUrl: string): AttributeOf {
  return (logicalId, attribute) => {
    const resource = template.Resources[logicalId];
    return resource && attributesByType[resource.Type]?.(logicalId, resource, publicUrl)[attribute];
  };
}
