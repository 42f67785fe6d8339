import * as z from 'zod';
import type { Resource } from './cloud-assembly.ts';

const routeProperties = z.object({
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.literal('NONE', 'Only routes without authorizer run on this machine').default('NONE'),
});
const integrationProperties = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
});

export interface Route {
  routeKey: string;
  apiId: string;
  /** Undefined for ANY. */
  method: string | undefined;
  segments: string[];
  functionArn: string;
}

export interface RouteMatch {
  route: Route;
  pathParameters: Record<string, string>;
}

/** The routes of the template's HTTP API. @param resolve gives a resource's properties, resolved */
export function readRoutes(
  resources: [string, Resource][],
  resolve: (logicalId: string) => Record<string, unknown>,
): Route[] {
  return resources
    .filter(([, { Type }]) => Type === 'AWS::ApiGatewayV2::Route')
    .map(([logicalId]) => {
      const properties = resolve(logicalId);
      const { RouteKey, Target } = routeProperties.parse(properties);
      const integration = integrationProperties.parse(resolve(Target.replace(/^integrations\//, '')));
      const [method = '', path = ''] = RouteKey === '$default' ? ['ANY', '/{proxy+}'] : RouteKey.split(' ');
      return {
        routeKey: RouteKey,
        apiId: String(properties.ApiId),
        method: method === 'ANY' ? undefined : method,
        segments: path.split('/').slice(1),
        functionArn: functionArnIn(integration.IntegrationUri),
      };
    });
}

// CDK writes either the function's ARN or the "invocations" path around it.
const functionArnIn = (uri: string) => /functions\/(arn:.+)\/invocations$/.exec(uri)?.[1] ?? uri;

/**
 * The route that API Gateway would choose: a full match before a greedy one, the one with most literal segments first,
 * a method before ANY, `$default` last.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function matchRoute(routes: Route[], method: string, path: string): RouteMatch | undefined {
  const segments = path.split('/').slice(1);
  const candidates = routes.flatMap((route) => {
    if (route.method !== undefined && route.method !== method) return [];
    const pathParameters = matchSegments(route.segments, segments);
    return pathParameters ? [{ route, pathParameters }] : [];
  });
  return candidates.sort((a, b) => precedence(b.route) - precedence(a.route))[0];
}

function precedence({ routeKey, segments, method }: Route): number {
  if (routeKey === '$default') return -1;
  const literals = segments.filter((segment) => !segment.startsWith('{')).length;
  const isGreedy = segments.at(-1)?.endsWith('+}') ?? false;
  return (isGreedy ? 0 : 10_000) + literals * 10 + (method === undefined ? 0 : 1);
}

function matchSegments(pattern: string[], segments: string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index];
    if (part.endsWith('+}')) {
      const rest = segments.slice(index).join('/');
      if (rest === '' && pattern.length > 1) return undefined;
      parameters[part.slice(1, -2)] = decoded(rest);
      return parameters;
    }
    if (segment === undefined) return undefined;
    if (!part.startsWith('{')) {
      if (part !== segment) return undefined;
    } else if (segment === '') {
      return undefined;
    } else {
      parameters[part.slice(1, -1)] = decoded(segment);
    }
  }
  return pattern.length === segments.length ? parameters : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
