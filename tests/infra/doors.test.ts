/** Where people come in: the HTTP API, the console, and the alarms by which somebody is called. */

import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { consoleHeaders } from '../../lib/api/browser-headers.ts';
import { routeList } from '../../lib/api/routes.ts';
import { openMeter } from '../../lib/telemetry/emf.ts';
import { functionNames, openTemplate, sampleContext, say } from './open-template.ts';

const { template, of, the } = openTemplate();

describe('the HTTP API', () => {
  const routes = of('AWS::ApiGatewayV2::Route').filter(({ id }) => id.startsWith('Http'));
  const integrationOf = (target: unknown): string => {
    const id = /integrations\/(\w+)$/.exec(say(target))?.[1] ?? '';
    const found = of('AWS::ApiGatewayV2::Integration').find(one => one.id.startsWith(id));
    return say(found?.Properties.IntegrationUri);
  };

  test('has every route of the table and no other, each to its own function', () => {
    const mounted = routes.map(({ Properties }) => [
      String(Properties.RouteKey),
      /^Functions(\w+)Function$/.exec(integrationOf(Properties.Target))?.[1],
    ]);
    expect(new Map(mounted as [string, string][])).toEqual(new Map(routeList.map(one => [one.key, one.function])));
    expect(mounted).toHaveLength(routeList.length);
  });

  test('asks the authorizer before every route that has an owner', () => {
    const open = routes.filter(({ Properties }) => Properties.AuthorizationType === 'NONE');
    const known = routes.filter(({ Properties }) => Properties.AuthorizationType === 'CUSTOM');
    expect(open.map(({ Properties }) => Properties.RouteKey).toSorted()).toEqual(
      routeList
        .filter(({ auth }) => auth === 'none')
        .map(({ key }) => key)
        .toSorted(),
    );
    expect(known).toHaveLength(routes.length - open.length);
    for (const { Properties } of known) expect(say(Properties.AuthorizerId)).toBe('HttpApiAuthorizer');
  });

  test('asks it each time and whatever headers come', () => {
    const [authorizer, ...others] = of('AWS::ApiGatewayV2::Authorizer');
    expect(others).toEqual([]);
    expect(authorizer?.Properties).toMatchObject({
      AuthorizerType: 'REQUEST',
      AuthorizerPayloadFormatVersion: '2.0',
      EnableSimpleResponses: true,
      AuthorizerResultTtlInSeconds: 0,
    });
    expect(authorizer?.Properties).not.toHaveProperty('IdentitySource');
  });

  test('lets the named pages send what clients send, and no page where none is named', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', {
      ProtocolType: 'HTTP',
      CorsConfiguration: {
        AllowOrigins: ['https://app.example'],
        AllowHeaders: ['authorization', 'content-type', 'idempotency-key', 'x-api-key'],
        AllowMethods: Match.arrayWith(['POST', 'GET', 'DELETE']),
        AllowCredentials: false,
      },
    });
    const { origins: _, ...rest } = sampleContext;
    const [api] = openTemplate(rest)
      .of('AWS::ApiGatewayV2::Api')
      .filter(({ id }) => id.startsWith('Http'));
    expect(api?.Properties).not.toHaveProperty('CorsConfiguration');
  });

  test('logs ids and numbers of each request, and no header, query or address', () => {
    for (const { Properties } of of('AWS::ApiGatewayV2::Stage')) {
      const { Format } = Properties.AccessLogSettings as { Format: string };
      expect(Format).toContain('$context.requestId');
      expect(Format).not.toMatch(/header|querystring|\$context\.path|sourceIp|userAgent/i);
    }
  });
});

describe('the console', () => {
  test('is served with the headers of the product, the policy among them', () => {
    const policy = the('AWS::CloudFront::ResponseHeadersPolicy', 'Console');
    const { SecurityHeadersConfig: security, CustomHeadersConfig: custom } = policy.Properties
      .ResponseHeadersPolicyConfig as {
      SecurityHeadersConfig: Record<string, Record<string, unknown>>;
      CustomHeadersConfig: { Items: readonly { Header: string; Value: string }[] };
    };
    const place = 'execute-api.AWS::Region.AWS::URLSuffix';
    const expected = consoleHeaders({
      connect: [`wss://SocketApi.${place}`],
      storage: 'https://errand-artifacts-AWS::AccountId-AWS::Region.s3.AWS::Region.AWS::URLSuffix',
    });
    const served = new Map(custom.Items.map(({ Header, Value }) => [Header, Value]));
    served.set('content-security-policy', say(security.ContentSecurityPolicy?.ContentSecurityPolicy));
    served.set('x-frame-options', String(security.FrameOptions?.FrameOption));
    served.set('referrer-policy', String(security.ReferrerPolicy?.ReferrerPolicy));
    served.set('x-content-type-options', security.ContentTypeOptions?.Override === true ? 'nosniff' : '');
    expect(Object.fromEntries(served)).toEqual(expected);
    expect(security.StrictTransportSecurity).toMatchObject({ AccessControlMaxAgeSec: 31_536_000 });
  });

  test('is uploaded by a function of the CDK, unless the context leaves that out', () => {
    expect(of('Custom::CDKBucketDeployment')).toHaveLength(1);
    const emulated = openTemplate({ ...sampleContext, consoleFiles: 'none', worker: 'zip' });
    expect(emulated.of('Custom::CDKBucketDeployment')).toEqual([]);
    expect(emulated.of('AWS::Lambda::Function')).toHaveLength(functionNames.length);
  });

  test('lies on a private bucket, and has the API under its own origin, uncached', () => {
    const distribution = the('AWS::CloudFront::Distribution', 'Console');
    const { DefaultCacheBehavior, CacheBehaviors } = distribution.Properties.DistributionConfig as {
      DefaultCacheBehavior: Record<string, unknown>;
      CacheBehaviors: readonly Record<string, unknown>[];
    };
    expect(DefaultCacheBehavior.ViewerProtocolPolicy).toBe('redirect-to-https');
    expect(say(DefaultCacheBehavior.ResponseHeadersPolicyId)).toBe('ConsoleHeaders');
    expect(CacheBehaviors).toHaveLength(1);
    expect(CacheBehaviors[0]).toMatchObject({
      PathPattern: '/api/*',
      ViewerProtocolPolicy: 'https-only',
      // CachingDisabled, and all headers but the host.
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    });
    expect(of('AWS::CloudFront::OriginAccessControl')).toHaveLength(1);
  });
});

describe('the alarms', () => {
  const alarms = of('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
  const on = (metric: string): readonly string[] =>
    alarms
      .filter(({ MetricName }) => MetricName === metric)
      .flatMap(({ Dimensions }) => (Dimensions as readonly { Value: unknown }[]).map(({ Value }) => say(Value)));

  test('watch the oldest task, the relay, every dead letter, every function, throttles and take-overs', () => {
    expect(on('ApproximateAgeOfOldestMessage')).toEqual(['QueuesTasks.QueueName']);
    expect(on('IteratorAge')).toEqual(['FunctionsrelayFunction']);
    expect(on('ApproximateNumberOfMessagesVisible').toSorted()).toEqual([
      'QueuesDeadRecords.QueueName',
      'QueuesDeadRequests.QueueName',
      'QueuesDeadTasks.QueueName',
    ]);
    expect(on('Errors').toSorted()).toEqual(functionNames.map(name => `Functions${name}Function`).toSorted());
    // Without dimensions: of the whole account, for that is where concurrency runs out.
    const throttles = alarms.filter(({ MetricName }) => MetricName === 'Throttles');
    expect(throttles).toMatchObject([{ Namespace: 'AWS/Lambda' }]);
    expect(throttles[0]).not.toHaveProperty('Dimensions');
    expect(alarms.filter(({ MetricName }) => MetricName === 'LeaseTakeOvers')).toHaveLength(1);
    for (const { AlarmActions } of alarms) expect((AlarmActions as unknown[]).map(say)).toEqual(['AlarmsTopic']);
  });

  test("name the product's own metrics as the product writes them", () => {
    const lines: string[] = [];
    openMeter({ clock: () => 0, write: line => lines.push(line) })({ figures: { LeaseTakeOvers: 1 } });
    const { _aws, service } = JSON.parse(lines[0] ?? '') as {
      _aws: { CloudWatchMetrics: readonly { Namespace: string; Dimensions: readonly string[][] }[] };
      service: string;
    };
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: _aws.CloudWatchMetrics[0]?.Namespace,
      MetricName: 'LeaseTakeOvers',
      Dimensions: [{ Name: _aws.CloudWatchMetrics[0]?.Dimensions[0]?.[0], Value: service }],
    });
  });
});
