import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import { invokedFunction } from '../services/async-invocations.ts';
import type { LocalDynamoDb, ServiceAnswer } from '../services/dynamodb.ts';
import { readBody } from '../services/http-exchange.ts';
import type { LocalSecrets } from '../services/secrets.ts';
import { awsJson, refuse } from '../services/step-functions.ts';
import type { Rights } from './rights.ts';

export interface AwsServices {
  rights: Rights;
  dynamoDb: Pick<LocalDynamoDb, 'call'>;
  stepFunctions(operation: string, body: string): ServiceAnswer;
  secrets: Pick<LocalSecrets, 'get'>;
  mail: { call(body: string): Promise<ServiceAnswer> };
  /** Lambda's Invoke. @param type `x-amz-invocation-type` */
  invoke(functionArn: string, type: string | undefined, payload: string): ServiceAnswer;
}

export interface AwsEndpoint {
  /** What the functions get as AWS_ENDPOINT_URL. */
  url: string;
  close(): Promise<void>;
}

const bodyLimit = 32 * 1024 * 1024;

/**
 * The services that the functions call, behind one address on a port of its own; a request's headers tell which one is
 * meant. @param services asked for at each request: the endpoint's address is needed before the services are there
 */
export async function openAwsEndpoint(services: () => Promise<AwsServices>): Promise<AwsEndpoint> {
  const server = createServer(async (request, response) => {
    try {
      const body = (await readBody(request, bodyLimit))?.toString() ?? '';
      const { status, headers, body: text } = await answer(await services(), request, body);
      if (response.destroyed) return;
      response.writeHead(status, { ...headers, 'x-amzn-requestid': 'local' });
      response.end(text);
    } catch (error) {
      // An internal error of the service, as AWS would say it: the SDK tries again.
      const { status, headers, body } = awsJson(500, { __type: 'InternalFailure', message: String(error) });
      if (!response.headersSent) response.writeHead(status, headers);
      response.end(body);
    }
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** The functions sign with their own name (lambda-runner.ts). */
const callerOf = (authorization = ''): string => /Credential=([^/]+)\//.exec(authorization)?.[1] ?? '';

async function answer(services: AwsServices, { url, headers }: IncomingMessage, body: string) {
  const caller = callerOf(headers.authorization);
  const target = headers['x-amz-target'];
  const invoked = invokedFunction(url);
  if (invoked !== undefined) {
    const denial = services.rights.lackingFunction(caller, 'lambda:InvokeFunction', invoked);
    if (denial !== undefined) return { ...refuse('AccessDeniedException', denial), status: 403 };
    return services.invoke(invoked, headers['x-amz-invocation-type']?.toString(), body);
  }
  const refusal = services.rights.refusal(caller, target?.toString(), body);
  if (refusal) return refusal;
  // Only SES speaks the Query protocol, which has no target header.
  if (target === undefined) return services.mail.call(body);
  const [service = '', operation = ''] = String(target).split('.');
  if (service === 'DynamoDB_20120810') return services.dynamoDb.call(operation, body);
  if (service === 'AWSStepFunctions') return services.stepFunctions(operation, body);
  if (service === 'secretsmanager' && operation === 'GetSecretValue') {
    const { SecretId } = z.object({ SecretId: z.string() }).parse(JSON.parse(body));
    const secret = services.secrets.get(SecretId);
    return secret ? awsJson(200, secret) : refuse('ResourceNotFoundException', `No secret ${SecretId}`);
  }
  return refuse('UnknownOperationException', `${service}.${operation} is not simulated on this machine`);
}

export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port');
  return address.port;
}
