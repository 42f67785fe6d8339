import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2 } from 'aws-lambda';
import { failure, logger } from '../observability/logger.ts';
import { countEvent } from '../observability/metrics.ts';
import { compressed } from './compressed.ts';
import { methodNotAllowedPage, notFoundPage, tooLargePage, troublePage } from './outcome-pages.tsx';
import { type PageRequest, pageRequest } from './request.ts';
import { type BodyLimits, smallForm } from './request-body.ts';
import type { PageResponse } from './responses.ts';

export type Route = {
  method: 'GET' | 'POST';
  /** `/r/{token}`; the first route that fits answers. */
  path: string;
  page: (request: PageRequest) => PageResponse | Promise<PageResponse>;
  /** What its body may hold; a small form, unless it is said. */
  limits?: BodyLimits;
};

const refusals = { nowhere: notFoundPage, 'too-large': tooLargePage };

/** HEAD asks what GET would say, without the text. */
const allows = (route: Route): string[] => (route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]);

/** `/r/{token}`, with or without a slash at its end. */
const expression = ({ path }: Route): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}/?$`);

/**
 * A Lambda that answers pages. Logs say which route answered what, never the address itself: it holds the tutor's key.
 * A page that throws is logged with the request's id, which the person reads and may quote.
 */
export const webFunction = (routes: Route[]) => {
  const answer = (route: Route) => async (event: APIGatewayProxyEventV2) => {
    const { requestId } = event.requestContext;
    const where = { requestId, route: route.path, method: event.requestContext.http.method };
    try {
      const asked = await pageRequest(event, route.limits ?? smallForm);
      const response = asked.kind === 'request' ? await route.page(asked.request) : refusals[asked.kind]();
      logger.info('answered', { ...where, status: response.statusCode });
      return where.method === 'HEAD'
        ? { ...response, body: '' }
        : compressed(response, event.headers?.['accept-encoding']);
    } catch (error) {
      logger.error('a page failed', { ...where, ...failure(error) });
      await countEvent('PageFailed');
      return troublePage(requestId);
    }
  };

  // An address that is written out comes before one with placeholders.
  const inOrder = routes
    .toSorted((one, other) => Number(one.path.includes('{')) - Number(other.path.includes('{')))
    .map((route) => ({ route, expression: expression(route) }));

  return middy<APIGatewayProxyEventV2, APIGatewayProxyResultV2>()
    .use(injectLambdaContext(logger))
    .handler((event: APIGatewayProxyEventV2) => {
      const { method, path } = event.requestContext.http;
      const found = inOrder.filter((each) => each.expression.test(path));
      const asked = found.find(({ route }) => allows(route).includes(method));
      if (asked) {
        event.pathParameters = { ...asked.expression.exec(path)?.groups, ...event.pathParameters };
        return answer(asked.route)(event);
      }
      const [first] = found;
      if (!first) return notFoundPage();
      return methodNotAllowedPage(routes.filter((route) => route.path === first.route.path).flatMap(allows));
    });
};
