/** The function that drives Chromium, one task an invocation, fed by the queue. Its environment names places and holds no key. */

import { join } from 'node:path';
import { Size } from 'aws-cdk-lib';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import {
  Architecture,
  Code,
  DockerImageCode,
  DockerImageFunction,
  Function as LambdaFunction,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { WORKER_MINUTES } from '../limits.ts';
import { commonOptions, type ErrandFunctionProps, FunctionBase } from './errand-function.ts';

export interface WorkerProps extends Omit<ErrandFunctionProps, 'name' | 'description' | 'seconds' | 'memory'> {
  /** `zip`: for an emulator without Docker. */
  readonly packaging: 'image' | 'zip';
  readonly queue: Queue;
  /** Tasks at the same time, of all owners. */
  readonly maxConcurrency: number;
}

const root = join(import.meta.dirname, '../..');
/** 175 MB for one page, some hundred more for eight tabs and pictures; and more than one processor, for Chromium has several processes. */
const MEMORY = 2_048;
/** Chromium unpacked is 210 MB; a task's profile, downloads and pictures lie beside it. */
const TMP_MIB = 2_048;

export class Worker extends FunctionBase {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id);
    const options = {
      ...commonOptions(this, {
        ...props,
        name: 'worker',
        description: 'Errand: runs one task in a headless Chromium',
        seconds: WORKER_MINUTES * 60,
        memory: MEMORY,
      }),
      // The only Chromium there is for Lambda.
      architecture: Architecture.X86_64,
      ephemeralStorageSize: Size.mebibytes(TMP_MIB),
    };
    this.function =
      props.packaging === 'image'
        ? new DockerImageFunction(this, 'Function', { ...options, code: this.image() })
        : new LambdaFunction(this, 'Function', {
            ...options,
            runtime: Runtime.NODEJS_24_X,
            code: Code.fromAsset(join(props.bundles, 'worker')),
            handler: 'index.handler',
          });
    this.function.addEventSource(
      new SqsEventSource(props.queue, {
        batchSize: 1,
        maxConcurrency: props.maxConcurrency,
        reportBatchItemFailures: true,
      }),
    );
  }

  /** Hashed at synthesis, built at deployment. What .dockerignore lets through is all it is made of. */
  private image(): DockerImageCode {
    return DockerImageCode.fromImageAsset(root, {
      file: 'functions/worker/Dockerfile',
      platform: Platform.LINUX_AMD64,
    });
  }
}
