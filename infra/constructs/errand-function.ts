/** One Lambda function with a role and a log of its own. The role can write that log and nothing else until somebody grants it more. */

import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type IGrantable, type IPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, type FunctionOptions, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Environment, FunctionName } from '../environment.ts';

export interface ErrandFunctionProps {
  readonly name: FunctionName;
  readonly description: string;
  /** Of all bundles; the function's own is the folder of its name. */
  readonly bundles: string;
  readonly environment: Environment;
  readonly seconds: number;
  /** In MB. Lambda gives processor time by it, and a start is mostly that. */
  readonly memory?: number;
}

const MEMORY = 1_024;

/** What a function of either kind gets: the worker's is an image. */
export class FunctionBase extends Construct implements IGrantable {
  readonly role: Role;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.logGroup.grantWrite(this.role);
  }

  get grantPrincipal(): IPrincipal {
    return this.role;
  }
}

export class ErrandFunction extends FunctionBase {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: ErrandFunctionProps) {
    super(scope, id);
    this.function = new LambdaFunction(this, 'Function', {
      ...commonOptions(this, props),
      runtime: Runtime.NODEJS_24_X,
      // Pure JavaScript: arm64 is a fifth cheaper and no slower.
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(props.bundles, props.name)),
      handler: 'index.handler',
    });
  }
}

export function commonOptions(
  { role, logGroup }: FunctionBase,
  { description, environment, seconds, memory = MEMORY }: ErrandFunctionProps,
): FunctionOptions {
  return {
    description,
    role,
    logGroup,
    memorySize: memory,
    timeout: Duration.seconds(seconds),
    // No `--enable-source-maps`: lib/telemetry/map-place.ts reads a map only once an error comes.
    environment,
  };
}
