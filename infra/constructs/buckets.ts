/** The bucket of artifacts and checkpoints, and the one that holds access logs. Nothing in them is public; links hold for minutes. */

import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  HttpMethods,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { MAX_LINK_SECONDS } from '../../lib/artifacts/link.ts';
import { artifactKey } from '../../lib/domain/artifact.ts';
import { idPrefixes } from '../../lib/domain/ids.ts';

/** The folder that lib/worker/checkpoints.ts writes to; a test holds the two together. */
export const CHECKPOINTS = 'checkpoints/';
/** An artifact's key for whichever owner, task and id. No checkpoint's key looks like it. */
export const ANY_ARTIFACT = artifactKey('*', {
  taskId: `${idPrefixes.task}_*`,
  artifactId: `${idPrefixes.artifact}_*`,
});
/** A task that is paused is kept for seven days, and one may be saved for a while before it is paused. */
const CHECKPOINT_DAYS = 14;
const LOG_DAYS = 90;

export const privateBucket: BucketProps = {
  encryption: BucketEncryption.S3_MANAGED,
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
};

/** Known before the bucket is: the console's policy names it, and the bucket names the console. */
const artifactsBucketName = (scope: Construct): string =>
  `${Stack.of(scope).stackName.toLowerCase()}-artifacts-${Aws.ACCOUNT_ID}-${Aws.REGION}`;

export const artifactsOrigin = (scope: Construct): string =>
  `https://${artifactsBucketName(scope)}.s3.${Aws.REGION}.${Aws.URL_SUFFIX}`;

export class LogBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      ...privateBucket,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ expiration: Duration.days(LOG_DAYS) }],
    });
  }
}

export interface ArtifactsProps {
  /** Of the pages that may read files by a link. */
  readonly origins: readonly string[];
  readonly logs: LogBucket;
  readonly keepDays: number | undefined;
}

export class Artifacts extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { origins, logs, keepDays }: ArtifactsProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      ...privateBucket,
      bucketName: artifactsBucketName(this),
      removalPolicy: RemovalPolicy.RETAIN,
      serverAccessLogsBucket: logs.bucket,
      serverAccessLogsPrefix: 'artifacts/',
      cors: [{ allowedOrigins: [...origins], allowedMethods: [HttpMethods.GET, HttpMethods.HEAD], maxAge: 3_600 }],
      lifecycleRules: [
        { id: 'checkpoints', prefix: CHECKPOINTS, expiration: Duration.days(CHECKPOINT_DAYS) },
        { id: 'uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
        ...(keepDays === undefined ? [] : [{ id: 'artifacts', expiration: Duration.days(keepDays) }]),
      ],
    });
    this.refuseOldLinks();
  }

  /** Whatever a link says of itself: signed for longer, it is refused all the same. */
  private refuseOldLinks(): void {
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'RefuseOldLinks',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:GetObject'],
        resources: [this.bucket.arnForObjects('*')],
        conditions: {
          StringEquals: { 's3:authType': 'REST-QUERY-STRING' },
          NumericGreaterThan: { 's3:signatureAge': String(MAX_LINK_SECONDS * 1_000) },
        },
      }),
    );
  }

  /** A link is signed with the role of whoever makes it. */
  grantReadArtifacts(grantee: IGrantable): void {
    this.grant(grantee, ['s3:GetObject'], [ANY_ARTIFACT]);
  }

  grantWork(grantee: IGrantable): void {
    this.grant(grantee, ['s3:GetObject', 's3:PutObject'], [ANY_ARTIFACT]);
    this.grant(grantee, ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], [`${CHECKPOINTS}*`]);
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['s3:ListBucket'],
        resources: [this.bucket.bucketArn],
        conditions: { StringLike: { 's3:prefix': `${CHECKPOINTS}*` } },
      }),
    );
  }

  private grant(grantee: IGrantable, actions: readonly string[], keys: readonly string[]): void {
    const resources = keys.map(key => this.bucket.arnForObjects(key));
    grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: [...actions], resources }));
  }
}
