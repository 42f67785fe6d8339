import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import httpRouterHandler, { type Method } from '@middy/http-router';
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

const methods: Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** HEAD asks what GET would say, without the text. */
const allows = (route: Route): Method[] => (route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]);

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

  const paths = [...new Set(routes.map(({ path }) => path))];
  const refused = paths.flatMap((path) => {
    const allowed = routes.filter((route) => route.path === path).flatMap(allows);
    return methods
      .filter((method) => !allowed.includes(method))
      .map((method) => ({ method, path, handler: async () => methodNotAllowedPage(allowed) }));
  });

  return middy<APIGatewayProxyEventV2, APIGatewayProxyResultV2>()
    .use(injectLambdaContext(logger))
    .handler(
      httpRouterHandler<APIGatewayProxyEventV2, APIGatewayProxyResultV2>({
        routes: [
          ...routes.flatMap((route) =>
            allows(route).map((method) => ({ method, path: route.path, handler: answer(route) })),
          ),
          ...refused,
        ],
        notFoundResponse: () => notFoundPage(),
      }),
    );
};
