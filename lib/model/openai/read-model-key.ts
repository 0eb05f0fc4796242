/** The model's key out of Secrets Manager, by the real SDK, loaded only where a deployment keeps it there. Keeps and logs nothing. */

import { ErrandError, isErrandError } from '../../domain/errors.ts';

export interface KeySecret {
  /** ARN or name. */
  readonly secret: string;
  readonly region: string | undefined;
  readonly endpoint: string | undefined;
}

/** Throws `model.key-refused` where it cannot be read, or is empty. */
export async function readModelKey({ secret, region, endpoint }: KeySecret): Promise<string> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const client = new SecretsManagerClient({ ...(region && { region }), ...(endpoint && { endpoint }) });
  try {
    const { SecretString: key = '' } = await client.send(new GetSecretValueCommand({ SecretId: secret }));
    if (key.trim() !== '') return key.trim();
    throw new ErrandError('model.key-refused', `The secret ${secret} is empty: put the model's key into it.`);
  } catch (error) {
    if (isErrandError(error)) throw error;
    const why = error instanceof Error ? error.name : String(error);
    throw new ErrandError('model.key-refused', `The secret ${secret} could not be read: ${why}.`, {}, error);
  } finally {
    client.destroy();
  }
}
