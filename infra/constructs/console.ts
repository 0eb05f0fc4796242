/** The console on S3 behind CloudFront, and the API under the same origin: so the page needs no other origin's permission. Holds no token. */

import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  OriginRequestPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { browserPolicy } from '../browser-policy.ts';
import { type LogBucket, privateBucket } from './buckets.ts';

export interface ConsoleSignIn {
  /** As the console's config.json has it. */
  readonly at: {
    readonly issuer: string;
    readonly clientId: string;
    readonly scope: string;
    readonly audience?: string;
  };
  /** Of the issuer, beside its own. */
  readonly origins: readonly string[];
}

export interface ConsoleProps {
  /** The built console; undefined: its bucket stays empty. */
  readonly folder: string | undefined;
  readonly logs: LogBucket;
  readonly apiHost: string;
  readonly socket: { readonly origin: string; readonly url: string };
  readonly storageOrigin: string;
  readonly model: string;
  readonly isOffline: boolean;
  /** Where a person signs in; undefined: whoever opens the page has to bring a token. */
  readonly signIn: ConsoleSignIn | undefined;
}

/** Where the API lies beside the console's files. */
const API_PATH = '/api';

const stripPath = `function handler(event) {
  var request = event.request;
  request.uri = request.uri.slice(${API_PATH.length}) || '/';
  return request;
}`;

export class Console extends Construct {
  readonly distribution: Distribution;
  private readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: ConsoleProps) {
    super(scope, id);
    const { logs, apiHost, socket, storageOrigin, signIn } = props;
    const connect = [
      socket.origin,
      ...(signIn === undefined
        ? []
        : [new URL(signIn.at.issuer), ...signIn.origins.map(one => new URL(one))].map(({ origin }) => origin)),
    ];
    this.bucket = new Bucket(this, 'Bucket', {
      ...privateBucket,
      removalPolicy: RemovalPolicy.DESTROY,
      serverAccessLogsBucket: logs.bucket,
      serverAccessLogsPrefix: 'console/',
    });
    const headers = new ResponseHeadersPolicy(this, 'Headers', browserPolicy({ connect, storage: storageOrigin }));
    this.distribution = new Distribution(this, 'Distribution', {
      comment: 'Errand: the console and its API',
      defaultRootObject: 'index.html',
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(this.bucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: headers,
      },
      additionalBehaviors: {
        [`${API_PATH}/*`]: {
          origin: new HttpOrigin(apiHost),
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
          functionAssociations: [{ function: this.stripper(), eventType: FunctionEventType.VIEWER_REQUEST }],
        },
      },
    });
    if (props.folder !== undefined) this.upload(props.folder, props);
  }

  get origin(): string {
    return `https://${this.distribution.distributionDomainName}`;
  }

  private stripper(): EdgeFunction {
    return new EdgeFunction(this, 'StripPath', {
      comment: `Takes ${API_PATH} off the path`,
      code: FunctionCode.fromInline(stripPath),
      runtime: FunctionRuntime.JS_2_0,
    });
  }

  /** config.json is as lib/local/console-files.ts serves it, without a token: whoever opens the page signs in. */
  private upload(folder: string, { socket, model, isOffline, signIn }: ConsoleProps): void {
    const config = {
      apiUrl: `${this.origin}${API_PATH}`,
      socketUrl: socket.url,
      token: '',
      model,
      offline: isOffline,
      examples: [],
      ...(signIn === undefined ? {} : { signIn: signIn.at }),
    };
    new BucketDeployment(this, 'Files', {
      destinationBucket: this.bucket,
      sources: [Source.asset(folder), Source.jsonData('config.json', config)],
      distribution: this.distribution,
      distributionPaths: ['/*'],
      retainOnDelete: false,
      logGroup: new LogGroup(this, 'UploadLog', { retention: RetentionDays.ONE_MONTH }),
    });
  }
}
