/** The key that wraps the data keys of secrets and checkpoints, and the secret that holds the model's key. Knows the value of neither. */

import { RemovalPolicy } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

export class Keys extends Construct {
  readonly wrapping: Key;
  /** Undefined where no model is asked that needs one. */
  readonly modelKey: Secret | undefined;

  constructor(scope: Construct, id: string, { withModelKey }: { readonly withModelKey: boolean }) {
    super(scope, id);
    this.wrapping = new Key(this, 'Wrapping', {
      description: 'Wraps the data keys of Errand: secrets and checkpoints',
      enableKeyRotation: true,
      // Without it every secret is gone for good.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.modelKey = withModelKey
      ? new Secret(this, 'ModelKey', {
          description: "The model endpoint's API key; put it here after the first deployment",
        })
      : undefined;
  }

  grantWrap(grantee: IGrantable): void {
    this.grant(grantee, ['kms:GenerateDataKey']);
  }

  grantWrapAndUnwrap(grantee: IGrantable): void {
    this.grant(grantee, ['kms:Decrypt', 'kms:GenerateDataKey']);
  }

  grantReadModelKey(grantee: IGrantable): void {
    if (this.modelKey === undefined) return;
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [this.modelKey.secretArn] }),
    );
  }

  private grant(grantee: IGrantable, actions: string[]): void {
    grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [this.wrapping.keyArn] }));
  }
}
