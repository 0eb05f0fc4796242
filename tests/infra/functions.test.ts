/** How functions run and what wakes them. */

import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { routeList } from '../../lib/api/routes.ts';
import { eventPrefix, tableKeys } from '../../lib/store/keys.ts';
import { functionNames, openTemplate, sampleContext, say } from './open-template.ts';

const { app, template, of, the, lambda } = openTemplate();

describe('the functions', () => {
  test.each(functionNames.filter(name => name !== 'worker'))(
    '%s is a Node 24 bundle on arm64 whose start reads no source maps',
    name => {
      expect(lambda(name).Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
      });
      expect(JSON.stringify(lambda(name).Properties.Environment)).not.toContain('NODE_OPTIONS');
    },
  );

  test('all keep their logs for a month', () => {
    for (const name of functionNames)
      expect(say(Reflect.get(Object(lambda(name).Properties.LoggingConfig), 'LogGroup'))).toBe(`Functions${name}Log`);
    for (const { Properties } of of('AWS::Logs::LogGroup')) expect(Properties.RetentionInDays).toBe(30);
  });

  test('those behind the API end before the API gives up', () => {
    for (const { function: name } of routeList) expect(lambda(name).Properties.Timeout).toBeLessThan(30);
    expect(lambda('authorizer').Properties.Timeout).toBeLessThan(30);
  });
});

describe('the worker', () => {
  const sized = { MemorySize: 2_048, EphemeralStorage: { Size: 2_048 }, Timeout: 900, Architectures: ['x86_64'] };

  test('is an image with room for Chromium and all the time there is', () => {
    expect(lambda('worker').Properties).toMatchObject({ ...sized, PackageType: 'Image' });
    expect(lambda('worker').Properties).not.toHaveProperty('Runtime');
  });

  test("is built from the product's sources and nothing else, all that its Dockerfile copies among them", () => {
    const { dockerImages } = JSON.parse(readFileSync(join(app.outdir, 'Errand.assets.json'), 'utf8')) as {
      dockerImages: Readonly<Record<string, { readonly source: Readonly<Record<'directory' | 'dockerFile', string>> }>>;
    };
    const [{ source } = { source: { directory: '', dockerFile: '' } }] = Object.values(dockerImages);
    const folder = join(app.outdir, source.directory);
    const dockerfile = readFileSync(join(folder, source.dockerFile), 'utf8');
    const copied = [...dockerfile.matchAll(/^COPY (?!--)(.*) \S+$/gm)].flatMap(([, names = '']) => names.split(' '));
    expect(copied.length).toBeGreaterThan(4);
    for (const name of copied) expect(globSync(name, { cwd: folder }), name).not.toEqual([]);
    expect(readdirSync(folder).toSorted()).toEqual([
      '.dockerignore',
      'functions',
      'lib',
      'package-lock.json',
      'package.json',
      'scripts',
      'tsconfig.json',
    ]);
    expect(readdirSync(join(folder, 'lib'))).not.toContain('local');
  });

  test('is a zip of the same size where the context says so', () => {
    const { Properties } = openTemplate({ ...sampleContext, worker: 'zip' }).lambda('worker');
    expect(Properties).toMatchObject({ ...sized, Runtime: 'nodejs24.x', Handler: 'index.handler' });
    expect(Properties).not.toHaveProperty('PackageType');
  });

  test('gets one task at a time, and only so many run at once', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: lambda('worker').id },
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 10 },
    });
  });
});

describe('what wakes functions', () => {
  test('the relay hears of new events only, tries some times, and puts aside what it cannot deliver', () => {
    const filter = {
      eventName: ['INSERT'],
      dynamodb: { Keys: { [tableKeys.sort]: { S: [{ prefix: eventPrefix }] } } },
    };
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: lambda('relay').id },
      FilterCriteria: { Filters: [{ Pattern: JSON.stringify(filter) }] },
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: 10,
      MaximumRecordAgeInSeconds: 3_600,
      ParallelizationFactor: 1,
      StartingPosition: 'TRIM_HORIZON',
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('DeadRecords'), 'Arn'] } },
      },
    });
  });

  test('the reaper runs each minute', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 minute)',
      Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [lambda('reaper').id, 'Arn'] } })],
    });
  });

  test("another service's event and its message go the same way: to the queue, and from there one by one to ingress", () => {
    const queue = the('AWS::SQS::Queue', 'QueuesRequests');
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { 'detail-type': ['errand.requested'] },
      EventBusName: { Ref: Match.stringLikeRegexp('IngressBus') },
      Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [queue.id, 'Arn'] } })],
    });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: lambda('ingress').id },
      EventSourceArn: { 'Fn::GetAtt': [queue.id, 'Arn'] },
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  test('the sockets have one function for all that they do', () => {
    const routes = of('AWS::ApiGatewayV2::Route').filter(({ id }) => id.startsWith('Socket'));
    expect(routes.map(({ Properties }) => Properties.RouteKey).toSorted()).toEqual([
      '$connect',
      '$default',
      '$disconnect',
    ]);
  });
});
