import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnStage,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IHttpRoute,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export type PageFunctions = Record<'tutor' | 'console' | 'auth' | 'assets', IFunction>;

/**
 * What is written of a request. A path may hold a link (`/r/<token>`, `/e/<token>`) and a query string a sign-in code: whoever reads the
 * log would hold what they open. The route that was matched says enough.
 */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTime',
    routeKey: '$context.routeKey',
    status: '$context.status',
    latency: '$context.responseLatency',
    size: '$context.responseLength',
    integrationError: '$context.integrationErrorMessage',
  }),
);

/** The HTTP API in front of the pages. The functions route inside these prefixes. */
export class Website extends Construct {
  readonly api: HttpApi;
  readonly stage: HttpStage;

  /** @param isReachedByDomain the API's own endpoint, which nothing but ours should know, is then closed */
  constructor(scope: Construct, id: string, { isReachedByDomain }: { isReachedByDomain: boolean }) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      createDefaultStage: false,
      description: 'Pages of SOPA',
      disableExecuteApiEndpoint: isReachedByDomain,
    });
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      // Ten thousand tutors mailed over some minutes, a page with its assets each: 100 a second is ten times that.
      throttle: { rateLimit: 100, burstLimit: 200 },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: accessLogFormat },
    });
  }

  route({ tutor, console, auth, assets }: PageFunctions): void {
    this.#routes('Tutor', tutor, HttpMethod.GET, ['/']);
    this.#routes('Tutor', tutor, HttpMethod.GET, [
      '/lien',
      '/contact',
      '/accessibilite',
      '/mentions-legales',
      '/donnees-personnelles',
      '/logo/{name}',
      '/guide/{stage}',
      '/guide/{stage}/guide.pdf',
    ]);
    this.#routes('Tutor', tutor, HttpMethod.POST, ['/lien']);
    this.#routes('Tutor', tutor, HttpMethod.ANY, ['/r/{proxy+}', '/e/{proxy+}', '/invitation/{proxy+}']);
    this.#routes('Console', console, HttpMethod.ANY, ['/console', '/console/{proxy+}']);
    this.#routes('Auth', auth, HttpMethod.ANY, ['/auth/{proxy+}']);
    this.#routes('Assets', assets, HttpMethod.GET, ['/assets/{proxy+}']);
    this.#throttle();
    // A mistyped address leads to a page in French, not to API Gateway's own JSON.
    this.#acknowledged(
      new HttpRoute(this, 'Elsewhere', {
        httpApi: this.api,
        routeKey: HttpRouteKey.DEFAULT,
        integration: new HttpLambdaIntegration('Tutor', tutor),
      }),
    );
  }

  /**
   * Anybody may post these, or have them print, without being known: each has a throttle of its own, well above what people do (a thousand tutors
   * who ask for a link within an hour are one every four seconds), so that nobody spends the account's mail or functions.
   */
  #throttle(): void {
    const resource = this.stage.node.defaultChild;
    if (!(resource instanceof CfnStage)) throw new Error('a stage has a resource');
    const unauthenticated = { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 20 };
    resource.routeSettings = {
      'POST /lien': unauthenticated,
      'GET /guide/{stage}/guide.pdf': unauthenticated,
      'ANY /auth/{proxy+}': { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
    };
  }

  #routes(name: string, handler: IFunction, method: HttpMethod, paths: string[]): void {
    for (const path of paths) {
      const routes = this.api.addRoutes({
        path,
        methods: [method],
        integration: new HttpLambdaIntegration(name, handler),
      });
      for (const route of routes) this.#acknowledged(route);
    }
  }

  #acknowledged(route: IHttpRoute): void {
    Validations.of(route).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'The function itself checks the link’s token or the staff session, which an API authorizer cannot: a dead link ' +
        'or an ended session leads to a page in French, not to a bare 401.',
    });
  }
}
