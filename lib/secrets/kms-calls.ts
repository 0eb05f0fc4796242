/** The two calls of KMS by the AWS SDK, which is loaded when a secret is first sealed or opened. Sees data keys, never secrets. */

import { ErrandError } from '../domain/errors.ts';
import type { KmsCalls } from './key-provider.ts';

export interface KmsConfig {
  readonly region?: string | undefined;
  /** Another than AWS's own, such as an emulator's. */
  readonly endpoint?: string | undefined;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

export function kmsCalls(config: KmsConfig): KmsCalls {
  let opened: Promise<KmsCalls> | undefined;
  const open = (): Promise<KmsCalls> => {
    opened ??= openClient(config);
    return opened;
  };
  return {
    generateDataKey: async (keyId, context) => (await open()).generateDataKey(keyId, context),
    decrypt: async (keyId, wrapped, context) => (await open()).decrypt(keyId, wrapped, context),
  };
}

async function openClient({ region, endpoint, credentials }: KmsConfig): Promise<KmsCalls> {
  const { DecryptCommand, GenerateDataKeyCommand, KMSClient } = await import('@aws-sdk/client-kms');
  const kms = new KMSClient({
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    maxAttempts: 3,
  });
  return {
    async generateDataKey(KeyId, context) {
      const asked = new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext: { ...context } });
      const { Plaintext, CiphertextBlob } = await kms.send(asked);
      if (Plaintext === undefined || CiphertextBlob === undefined)
        throw new ErrandError('internal.unexpected', 'KMS answered without a data key.');
      return { key: Plaintext, wrapped: CiphertextBlob };
    },
    async decrypt(KeyId, wrapped, context) {
      const asked = new DecryptCommand({ KeyId, CiphertextBlob: wrapped, EncryptionContext: { ...context } });
      const { Plaintext } = await kms.send(asked);
      if (Plaintext === undefined) throw new ErrandError('internal.unexpected', 'KMS answered without a key.');
      return Plaintext;
    },
  };
}
