/** The WebSocket API: one function for connect, messages and disconnect. A ticket is checked by that function itself, at connect. */

import { Aws } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { LogGroupLogDestination, WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

const STAGE = 'live';
const MESSAGES_A_SECOND = 1_000;
const BURST = 2_000;

export class Socket extends Construct {
  readonly api: WebSocketApi;
  readonly accessLog: LogGroup;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.api = new WebSocketApi(this, 'Api', { description: 'Errand: events as they happen' });
    this.accessLog = new LogGroup(this, 'AccessLog', { retention: RetentionDays.ONE_MONTH });
    new WebSocketStage(this, 'Stage', {
      webSocketApi: this.api,
      stageName: STAGE,
      autoDeploy: true,
      throttle: { rateLimit: MESSAGES_A_SECOND, burstLimit: BURST },
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.accessLog),
        // Never the query: a ticket is in it.
        format: AccessLogFormat.custom(
          JSON.stringify({
            requestId: '$context.requestId',
            connectionId: '$context.connectionId',
            route: '$context.routeKey',
            status: '$context.status',
            error: '$context.integrationErrorMessage',
          }),
        ),
      },
    });
  }

  private get host(): string {
    return `${this.api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;
  }

  /** For clients. */
  get url(): string {
    return `wss://${this.host}/${STAGE}`;
  }

  /** Of the page's policy, which knows origins only. */
  get origin(): string {
    return `wss://${this.host}`;
  }

  /** By which functions push. */
  get managementEndpoint(): string {
    return `https://${this.host}/${STAGE}`;
  }

  mount(handler: LambdaFunction): void {
    const routes = { $connect: 'OnConnect', $disconnect: 'OnDisconnect', $default: 'OnMessage' };
    for (const [route, name] of Object.entries(routes))
      this.api.addRoute(route, { integration: new WebSocketLambdaIntegration(name, handler) });
  }

  grantPush(grantee: IGrantable): void {
    this.grant(grantee, ['POST']);
  }

  /** The relay also closes what does not take an event. */
  grantPushAndClose(grantee: IGrantable): void {
    this.grant(grantee, ['DELETE', 'POST']);
  }

  private grant(grantee: IGrantable, methods: readonly string[]): void {
    const of = `arn:${Aws.PARTITION}:execute-api:${Aws.REGION}:${Aws.ACCOUNT_ID}:${this.api.apiId}/${STAGE}`;
    const resources = methods.map(method => `${of}/${method}/@connections/*`);
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['execute-api:ManageConnections'], resources }),
    );
  }
}
