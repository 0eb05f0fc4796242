/** What is kept: the table, the buckets, the queues and the keys of the template; and what AWS Solutions says of all of it. */

import { Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { MAX_LINK_SECONDS } from '../../lib/artifacts/link.ts';
import { expiryAttribute } from '../../lib/store/keys.ts';
import { tableDefinition } from '../../lib/store/schema.ts';
import { openTemplate, sampleContext, say } from './open-template.ts';

const { app, stack, template, of, the } = openTemplate();

test('AWS Solutions has nothing to say that is not answered with a reason', () => {
  const { success, violations } = new AwsSolutionsChecks(app).validateScope(stack);
  expect(violations).toEqual([]);
  expect(success).toBe(true);
});

describe('the table', () => {
  test('has the keys, indexes and stream of the product, lives on demand, forgets by time, and can be brought back', () => {
    const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, StreamSpecification } = tableDefinition('');
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      Properties: {
        KeySchema,
        AttributeDefinitions: Match.arrayWith(AttributeDefinitions ?? []),
        GlobalSecondaryIndexes,
        StreamSpecification: { StreamViewType: StreamSpecification?.StreamViewType },
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: expiryAttribute, Enabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: true,
      },
    });
  });
});

describe('the buckets', () => {
  test('are all sealed, closed to the public and reached by TLS alone', () => {
    const buckets = of('AWS::S3::Bucket');
    expect(buckets).toHaveLength(3);
    for (const { Properties } of buckets) {
      expect(Properties).toMatchObject({
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      });
    }
    const plain = { Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
    for (const { id } of buckets) {
      template.hasResourceProperties('AWS::S3::BucketPolicy', {
        Bucket: { Ref: id },
        PolicyDocument: { Statement: Match.arrayWith([Match.objectLike(plain)]) },
      });
    }
  });

  test('let the console and the named pages read files, forget checkpoints and keep artifacts', () => {
    const artifacts = the('AWS::S3::Bucket', 'Artifacts');
    const { CorsConfiguration, LifecycleConfiguration } = artifacts.Properties as {
      CorsConfiguration: { CorsRules: readonly { AllowedOrigins: readonly unknown[]; AllowedMethods: string[] }[] };
      LifecycleConfiguration: { Rules: readonly { Prefix?: string; ExpirationInDays?: number }[] };
    };
    expect(CorsConfiguration.CorsRules).toHaveLength(1);
    expect(CorsConfiguration.CorsRules[0]?.AllowedMethods).toEqual(['GET', 'HEAD']);
    expect(CorsConfiguration.CorsRules[0]?.AllowedOrigins.map(say)).toEqual([
      'https://ConsoleDistribution.DomainName',
      'https://app.example',
    ]);
    const expiring = LifecycleConfiguration.Rules.filter(rule => rule.ExpirationInDays !== undefined);
    expect(expiring).toEqual([expect.objectContaining({ Prefix: 'checkpoints/', ExpirationInDays: 14 })]);
    expect(artifacts.DeletionPolicy).toBe('Retain');
  });

  test('refuse a link that was signed for longer than the product ever signs', () => {
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Action: 's3:GetObject',
            Condition: {
              StringEquals: { 's3:authType': 'REST-QUERY-STRING' },
              NumericGreaterThan: { 's3:signatureAge': String(MAX_LINK_SECONDS * 1_000) },
            },
          }),
        ]),
      },
    });
  });

  test('forget artifacts too where somebody said after how many days', () => {
    openTemplate({ ...sampleContext, artifactDays: '30' }).template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ Id: 'artifacts', ExpirationInDays: 30 })]) },
    });
  });
});

describe('the queues', () => {
  test('wait six times as long as their functions may take, and put aside what cannot be done', () => {
    const visible = (name: string) => the('AWS::SQS::Queue', name).Properties;
    expect(visible('QueuesTasks')).toMatchObject({ VisibilityTimeout: 6 * 900, SqsManagedSseEnabled: true });
    expect(say(Reflect.get(Object(visible('QueuesTasks').RedrivePolicy), 'deadLetterTargetArn'))).toBe(
      'QueuesDeadTasks',
    );
    expect(say(Reflect.get(Object(visible('QueuesRequests').RedrivePolicy), 'deadLetterTargetArn'))).toBe(
      'QueuesDeadRequests',
    );
    for (const dead of ['QueuesDeadTasks', 'QueuesDeadRequests', 'QueuesDeadRecords'])
      expect(visible(dead).MessageRetentionPeriod).toBe(14 * 86_400);
  });
});

describe('keys', () => {
  test('the wrapping key turns, and outlives the stack', () => {
    const [key] = of('AWS::KMS::Key');
    expect(key).toMatchObject({ DeletionPolicy: 'Retain', Properties: { EnableKeyRotation: true } });
  });

  test('there is no secret where the offline model answers', () => {
    const { modelBaseUrl: _, ...rest } = sampleContext;
    expect(openTemplate({ ...rest, modelKey: 'none' }).of('AWS::SecretsManager::Secret')).toEqual([]);
  });
});
