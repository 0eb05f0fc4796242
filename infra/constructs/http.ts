/** The HTTP API: the route table of lib/api, each route to its function, and one authorizer before all that have an owner. */

import { Aws, Duration } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnAuthorizer,
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { RouteSpec } from '../../lib/api/route.ts';
import { type Route, routeList } from '../../lib/api/routes.ts';

/** What a page of another origin may send, and read of an answer. With a gateway's CORS the functions' own headers are dropped. */
export const CORS = {
  allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'x-api-key'],
  exposeHeaders: ['x-request-id', 'idempotent-replayed', 'retry-after'],
} as const;

/** Of all owners together; each owner has limits of their own behind it. */
const REQUESTS_A_SECOND = 1_000;
const BURST = 2_000;

export interface HttpProps {
  /** Of other pages than the console's, which has the API under its own origin. None: no page may. */
  readonly origins: readonly string[];
}

export class Http extends Construct {
  readonly api: HttpApi;
  readonly accessLog: LogGroup;
  readonly stage: HttpStage;

  constructor(scope: Construct, id: string, { origins }: HttpProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      description: 'Errand',
      createDefaultStage: false,
      ...(origins.length === 0 ? {} : { corsPreflight: corsFor(origins) }),
    });
    this.accessLog = new LogGroup(this, 'AccessLog', { retention: RetentionDays.ONE_MONTH });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: REQUESTS_A_SECOND, burstLimit: BURST },
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.accessLog),
        // Ids and numbers. A path has ids; a query or a header may have more.
        format: AccessLogFormat.custom(
          JSON.stringify({
            requestId: '$context.requestId',
            route: '$context.routeKey',
            status: '$context.status',
            ms: '$context.responseLatency',
            authorizerError: '$context.authorizer.error',
            integrationError: '$context.integrationErrorMessage',
          }),
        ),
      },
    });
  }

  /** Of the API itself, without scheme; known without any of its routes. */
  get host(): string {
    return `${this.api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;
  }

  /** All of the table. Without identity sources, or requests that lack one of them are refused unasked; without a cache, or a revoked key lives on. */
  mount(functions: Readonly<Record<RouteSpec['function'], LambdaFunction>>, authorizer: LambdaFunction): void {
    const owner = new HttpLambdaAuthorizer('Authorizer', authorizer, {
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      identitySource: [],
      resultsCacheTtl: Duration.seconds(0),
    });
    const nobody = new HttpNoneAuthorizer();
    const integrations = new Map<string, HttpLambdaIntegration>();
    for (const route of routeList) {
      const integration =
        integrations.get(route.function) ??
        // One permission an API, for one a route would outgrow the function's policy.
        new HttpLambdaIntegration(route.function, functions[route.function], { scopePermissionToRoute: false });
      integrations.set(route.function, integration);
      this.api.addRoutes({
        path: route.path,
        methods: [methodOf(route)],
        integration,
        authorizer: route.auth === 'owner' ? owner : nobody,
      });
    }
    // The CDK writes an empty list; absent is what API Gateway's own documents have.
    const made = this.api.node.findChild('Authorizer').node.defaultChild;
    if (made instanceof CfnAuthorizer) made.addPropertyDeletionOverride('IdentitySource');
  }
}

const methodOf = ({ method }: Route): HttpMethod => HttpMethod[method];

const corsFor = (origins: readonly string[]) => ({
  allowOrigins: [...origins],
  allowMethods: [...new Set(routeList.map(({ method }) => CorsHttpMethod[method]))],
  allowHeaders: [...CORS.allowHeaders],
  exposeHeaders: [...CORS.exposeHeaders],
  allowCredentials: false,
  maxAge: Duration.hours(1),
});
