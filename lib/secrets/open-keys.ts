/** Chooses who keeps the key of the secrets, by the settings. Makes no secret. */

import { ErrandError } from '../domain/errors.ts';
import { type KeyProvider, openKeyFile } from './key-provider.ts';

export interface KeySettings {
  readonly secretsKeyFile: string | undefined;
  readonly secretsKmsKey: string | undefined;
}

/** Undefined where none is set. Throws `config.invalid`. */
export function openKeys({ secretsKeyFile, secretsKmsKey }: KeySettings): KeyProvider | undefined {
  if (secretsKmsKey !== undefined && secretsKeyFile !== undefined)
    throw new ErrandError(
      'config.invalid',
      'ERRAND_SECRETS_KEY_FILE and ERRAND_SECRETS_KMS_KEY are both set; one of them is meant.',
    );
  // `KeyProvider` has its place for KMS; what is missing is the SDK's client behind `KmsCalls`.
  if (secretsKmsKey !== undefined)
    throw new ErrandError(
      'config.invalid',
      'ERRAND_SECRETS_KMS_KEY is set, but this build has no client for KMS (@aws-sdk/client-kms).',
    );
  return secretsKeyFile === undefined ? undefined : openKeyFile(secretsKeyFile);
}
