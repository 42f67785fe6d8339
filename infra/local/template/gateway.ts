import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, sendHtml, sendJson } from '../services/http-exchange.ts';
import type { LambdaRunner } from '../services/lambda-runner.ts';
import type { Meter } from '../services/meter.ts';
import { html, page } from '../workbench/html.ts';
import { sendFunctionAnswer, toHttpEvent } from './http-event.ts';
import { requestTarget } from './request-target.ts';
import { matchRoute, type Route } from './routes.ts';
import { openThrottle, type StageThrottling } from './throttle.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const gatewayLimit = 10_000_000;
/** Of the whole event, Base64 included. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const invocationLimit = 6 * 1024 * 1024;
const meteredBlock = 512 * 1024;

/** The HTTP API on this machine: the template's routes, in front of the functions. */
export function httpGateway(parts: {
  routes: Route[];
  lambda: LambdaRunner;
  meter: Meter;
  throttling: StageThrottling;
  now: () => number;
}) {
  const { routes, lambda, meter, throttling, now } = parts;
  const letsThrough = openThrottle(throttling, () => performance.now());
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { path } = requestTarget(request);
    const body = await readBody(request, gatewayLimit);
    meter.add('httpRequests', Math.max(1, Math.ceil((body?.length ?? gatewayLimit) / meteredBlock)));
    const match = matchRoute(routes, request.method ?? 'GET', path);
    if (!match) return sendJson(response, 404, { message: 'Not Found' });
    if (!body) return sendTooLarge(response);
    const { route, pathParameters } = match;
    if (!letsThrough(route.routeKey)) return sendJson(response, 429, { message: 'Too Many Requests' });
    const event = toHttpEvent(request, body, { ...route, pathParameters, now: now() });
    if ((event.body?.length ?? 0) > invocationLimit - 10_000) return sendTooLarge(response);
    const result = await lambda.invoke(route.functionArn, event);
    // What went wrong is in the function's log; API Gateway tells the browser nothing more than this either.
    if (!result.ok || !sendFunctionAnswer(response, result.payload)) {
      sendJson(response, 500, { message: 'Internal Server Error' });
    }
  };
}

/** AWS answers `{"message":"Request Entity Too Large"}`: nothing that a registrar with a large file should have to read. */
function sendTooLarge(response: ServerResponse): void {
  sendHtml(
    response,
    413,
    page(
      'Fichier trop volumineux',
      html`<p>Ce fichier est trop volumineux : 4 Mo au plus sont acceptés.</p>`,
    ),
  );
}
