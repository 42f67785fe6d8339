import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { localAccount } from './local-names.ts';
import { requestTarget } from './request-target.ts';

/** Content types whose body an HTTP API hands over as text; any other arrives in Base64, forms included. */
const textTypes = /^(text\/|application\/(json|xml|javascript)\b|application\/[\w.-]+\+(json|xml)\b)/i;

/**
 * A request as an HTTP API hands it to a function, payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @param now milliseconds since 1970 on the home's clock: the only time that the functions know
 */
export function toHttpEvent(
  request: IncomingMessage,
  body: Buffer,
  { routeKey, pathParameters, now, apiId }: RouteContext,
): APIGatewayProxyEventV2 {
  const { path, query: rawQueryString } = requestTarget(request);
  const searchParams = new URLSearchParams(rawQueryString);
  const host = request.headers.host ?? '';
  const { cookie, ...otherHeaders } = request.headers;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(otherHeaders)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  const query: Record<string, string> = {};
  for (const name of new Set(searchParams.keys())) query[name] = searchParams.getAll(name).join(',');
  const isText = textTypes.test(headers['content-type'] ?? '');
  const method = request.method ?? 'GET';
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString,
    ...(cookie && { cookies: cookie.split(';').map((pair) => pair.trim()) }),
    headers: { ...headers, 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' },
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    requestContext: {
      accountId: localAccount,
      apiId,
      domainName: host,
      domainPrefix: host,
      http: {
        method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: logTime(now),
      timeEpoch: now,
    },
    ...(body.length > 0 && { body: isText ? body.toString('utf8') : body.toString('base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

export interface RouteContext {
  routeKey: string;
  pathParameters: Record<string, string>;
  now: number;
  apiId: string;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** `12/Mar/2020:19:03:58 +0000` */
function logTime(now: number): string {
  const moment = new Date(now);
  const [day, time] = moment.toISOString().split('T');
  return `${day?.slice(8)}/${months[moment.getUTCMonth()]}/${day?.slice(0, 4)}:${time?.slice(0, 8)} +0000`;
}

const fullResponse = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  cookies: z.array(z.string()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
});

/** Sends what a function answered, inferring what API Gateway infers. @returns false for an answer it would not take. */
export function sendFunctionAnswer(response: ServerResponse, answer: unknown): boolean {
  const isFull = typeof answer === 'object' && answer !== null && 'statusCode' in answer;
  if (!isFull) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    return true;
  }
  const parsed = fullResponse.safeParse(answer);
  if (!parsed.success) return false;
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = parsed.data;
  response.statusCode = statusCode;
  response.setHeader('content-type', 'text/plain;charset=UTF-8');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.end(isBase64Encoded ? Buffer.from(body, 'base64') : body);
  return true;
}
