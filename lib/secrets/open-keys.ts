/** Chooses who keeps the key of the secrets, by the settings. Makes no secret. */

import { ErrandError } from '../domain/errors.ts';
import { type KeyProvider, openKeyFile } from './key-provider.ts';
import { type KmsConfig, kmsCalls } from './kms-calls.ts';

export interface KeySettings {
  readonly secretsKeyFile: string | undefined;
  readonly secretsKmsKey: string | undefined;
  readonly kms?: KmsConfig;
}

/** Undefined where none is set. Throws `config.invalid`. */
export function openKeys({ secretsKeyFile, secretsKmsKey, kms = {} }: KeySettings): KeyProvider | undefined {
  if (secretsKmsKey !== undefined && secretsKeyFile !== undefined)
    throw new ErrandError(
      'config.invalid',
      'ERRAND_SECRETS_KEY_FILE and ERRAND_SECRETS_KMS_KEY are both set; one of them is meant.',
    );
  if (secretsKmsKey !== undefined) return { kind: 'kms', keyId: secretsKmsKey, calls: kmsCalls(kms) };
  return secretsKeyFile === undefined ? undefined : openKeyFile(secretsKeyFile);
}
