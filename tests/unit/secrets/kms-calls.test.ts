/** KMS by the real SDK over HTTP: what is asked, and that a value sealed with one owner's context opens for no other. */

import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openKeys } from '../../../lib/secrets/open-keys.ts';
import { openBytes, sealBytes } from '../../../lib/secrets/seal-bytes.ts';

interface Asked {
  readonly target: string;
  readonly body: { readonly KeyId: string; readonly EncryptionContext: object; readonly CiphertextBlob?: string };
}

const asked: Asked[] = [];
/** By what was wrapped: the key and the context it is bound to. */
const wrapped = new Map<string, { readonly key: string; readonly context: string }>();
let server: Server;
let endpoint = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = '';
    request.on('data', chunk => {
      text += String(chunk);
    });
    request.on('end', () => {
      const body = JSON.parse(text) as Asked['body'];
      const target = String(request.headers['x-amz-target']);
      asked.push({ target, body });
      const context = JSON.stringify(body.EncryptionContext);
      if (target.endsWith('GenerateDataKey')) {
        const blob = randomBytes(64).toString('base64');
        const key = randomBytes(32).toString('base64');
        wrapped.set(blob, { key, context });
        response.end(JSON.stringify({ KeyId: body.KeyId, Plaintext: key, CiphertextBlob: blob }));
        return;
      }
      const known = wrapped.get(body.CiphertextBlob ?? '');
      if (known?.context === context) {
        response.end(JSON.stringify({ KeyId: body.KeyId, Plaintext: known.key }));
        return;
      }
      response.statusCode = 400;
      response.end(JSON.stringify({ __type: 'InvalidCiphertextException', message: 'no' }));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise(resolve => server.close(resolve)));

test('a value goes through KMS by a data key of 256 bits, bound to its owner and name', async () => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const keys = openKeys({
    secretsKeyFile: undefined,
    secretsKmsKey: 'alias/errand',
    kms: { region: 'eu-west-1', endpoint, credentials },
  });
  if (keys === undefined) throw new Error('There are no keys.');
  const context = { ownerId: 'ada', name: 'shop-password' };
  const sealed = await sealBytes(keys, Buffer.from('correct horse'), context);
  expect(Buffer.from(sealed).includes('correct horse')).toBe(false);
  expect(Buffer.from(await openBytes(keys, sealed, context)).toString()).toBe('correct horse');
  expect(asked).toMatchObject([
    {
      target: 'TrentService.GenerateDataKey',
      body: { KeyId: 'alias/errand', KeySpec: 'AES_256', EncryptionContext: context },
    },
    { target: 'TrentService.Decrypt', body: { KeyId: 'alias/errand', EncryptionContext: context } },
  ]);
  expect(JSON.stringify(asked)).not.toContain('correct horse');
  await expect(openBytes(keys, sealed, { ...context, ownerId: 'eve' })).rejects.toThrow();
});
