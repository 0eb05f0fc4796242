/** The local identity cannot be on in a deployment, whatever its settings say. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connectAuthorizer } from '../../../lib/connect.ts';

const local = {
  ERRAND_LOCAL: '1',
  ERRAND_DEV_SECRET: 'a secret of at least thirty-two characters',
  ERRAND_TABLE: 'errand',
  AWS_REGION: 'us-east-1',
  AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000',
};
const AWS = ['AWS_LAMBDA_RUNTIME_API', 'AWS_EXECUTION_ENV', 'ERRAND_OIDC_ISSUER', 'ERRAND_OIDC_AUDIENCE'];

beforeEach(() => {
  for (const name of [...AWS, ...Object.keys(local)]) vi.stubEnv(name, undefined);
});
afterEach(() => vi.unstubAllEnvs());

const connectWith = (env: Readonly<Record<string, string | undefined>>) => {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  return connectAuthorizer();
};

// What connects is kept for the process, so the one that passes comes last.
test.each([
  ['on Lambda', { ...local, AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001' }],
  ['by the name of its environment', { ...local, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }],
  ['in a container service', { ...local, AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE' }],
  ['outside the local cloud', { ...local, ERRAND_LOCAL: undefined }],
  ['with the table of AWS', { ...local, AWS_ENDPOINT_URL_DYNAMODB: undefined }],
  ['with a table elsewhere', { ...local, AWS_ENDPOINT_URL_DYNAMODB: 'https://dynamodb.us-east-1.amazonaws.com' }],
  [
    'with a table whose name only begins like this machine',
    { ...local, AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1.evil.example' },
  ],
])('is refused %s', async (_, env) => {
  await expect(connectWith(env)).rejects.toThrow('config.invalid: ERRAND_DEV_SECRET is for the local cloud only');
});

test('is not missed in silence: without any issuer the authorizer says what is not set', async () => {
  await expect(connectWith({ ERRAND_TABLE: 'errand' })).rejects.toThrow('ERRAND_OIDC_ISSUER is not set');
});

test('is on in the local cloud, where no other identity is needed', async () => {
  expect((await connectWith(local)).findOwner).toHaveLength(1);
});
