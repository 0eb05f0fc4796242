/** Each function's variables, read by the product's own reader: names that infra writes and lib reads cannot part. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CHECKPOINTS } from '../../infra/constructs/buckets.ts';
import { CORS } from '../../infra/constructs/http.ts';
import { ERRAND_REQUESTED } from '../../infra/constructs/sources.ts';
import { environments } from '../../infra/environment.ts';
import { readSettings } from '../../infra/settings.ts';
import { cors } from '../../lib/api/middleware/cors.ts';
import { readConfig } from '../../lib/config.ts';
import { functionNames, openTemplate } from './open-template.ts';

const places = {
  table: 'table',
  bucket: 'bucket',
  queueUrl: 'https://queue.example/1',
  requestsUrl: 'https://queue.example/2',
  socketEndpoint: 'https://socket.example/live',
  consoleOrigin: 'https://console.example',
  apiOrigin: 'https://api.example',
  secretsKey: 'arn:key',
  modelKeySecret: 'arn:model-key',
};

const context: Readonly<Record<string, string>> = {
  oidcIssuer: 'https://issuer.example',
  oidcAudience: 'errand,other',
  oidcJwksUrl: 'https://issuer.example/keys',
  oidcTenantClaim: 'tenant',
  modelBaseUrl: 'https://model.example/v1',
  model: 'large',
  modelPrice: '1,2',
  modelImages: 'on',
  origins: 'https://app.example',
  limitRequests: '60',
  limitBurst: '20',
  limitTasksRunning: '3',
  limitTasksDay: '30',
  limitUsdDay: '5',
};
const settings = readSettings({ tryGetContext: (name: string) => context[name] } as Parameters<typeof readSettings>[0]);
const of = environments(settings, places);
const limits = { requestsPerMinute: 60, burst: 20, runningTasks: 3, tasksPerDay: 30, usdPerDay: 5 };
const model = { baseUrl: 'https://model.example/v1', model: 'large', price: { input: 1, output: 2 }, seesImages: true };

test.each(['account', 'consent', 'secrets', 'sessions', 'tasks'] as const)(
  '%s finds its table, limits and origins',
  name => {
    const config = readConfig(of[name]);
    expect(config).toMatchObject({
      table: 'table',
      limits,
      origins: ['https://console.example', 'https://app.example'],
    });
  },
);

test('who asks is found by the issuer that was named', () => {
  expect(readConfig(of.authorizer).oidc).toEqual({
    issuer: 'https://issuer.example',
    audiences: ['errand', 'other'],
    jwksUrl: 'https://issuer.example/keys',
    tenantClaim: 'tenant',
  });
});

test.each(['sessions', 'ingress', 'worker'] as const)('%s asks the model that was named', name => {
  expect(readConfig(of[name]).openAi).toMatchObject(model);
});

test('the others find what each needs', () => {
  expect(readConfig(of.secrets).secretsKmsKey).toBe('arn:key');
  expect(readConfig(of.tasks).bucket).toBe('bucket');
  expect(readConfig(of.socket)).toMatchObject({
    table: 'table',
    limits,
    socketEndpoint: 'https://socket.example/live',
  });
  expect(readConfig(of.relay)).toMatchObject({
    table: 'table',
    queueUrl: 'https://queue.example/1',
    socketEndpoint: 'https://socket.example/live',
  });
  expect(readConfig(of.reaper).table).toBe('table');
  expect(readConfig(of.ingress)).toMatchObject({ table: 'table', limits, queueUrl: 'https://queue.example/2' });
  expect(readConfig(of.worker)).toMatchObject({
    table: 'table',
    bucket: 'bucket',
    queueUrl: 'https://queue.example/1',
    secretsKmsKey: 'arn:key',
  });
});

test('the worker knows the hosts of this deployment that a page must not reach', () => {
  const { origins, socketEndpoint } = readConfig(of.worker);
  expect([...origins, socketEndpoint]).toEqual([
    'https://console.example',
    'https://api.example',
    'https://socket.example/live',
  ]);
});

const template = openTemplate({ ...context });

test.each(functionNames)('%s is given no secret, only names and places', name => {
  const { Variables } = (template.lambda(name).Properties.Environment ?? {}) as { Variables?: Record<string, unknown> };
  expect(Object.keys(Variables ?? {}).filter(one => /(^|_)(KEY|TOKEN|PASSWORD)$/.test(one))).toEqual(
    name === 'worker' || name === 'secrets' ? ['ERRAND_SECRETS_KMS_KEY'] : [],
  );
  expect(JSON.stringify(Variables)).not.toMatch(/resolve:secretsmanager|SecretString|sk-/);
});

test("the gateway's CORS exposes what the product's own does", () => {
  const event = { headers: { origin: 'https://a.example' }, exchange: { deps: { origins: ['https://a.example'] } } };
  const request = { event } as unknown as Parameters<NonNullable<typeof cors.after>>[0];
  void cors.after?.(request);
  expect(request.response?.headers?.['access-control-expose-headers']).toBe(CORS.exposeHeaders.join(', '));
});

test('names that lib does not export are still those that it uses', () => {
  const source = (file: string): string => readFileSync(join(import.meta.dirname, '../../lib', file), 'utf8');
  expect(source('worker/checkpoints.ts')).toContain(`\`${CHECKPOINTS}\${`);
  expect(source('api/request-errand.ts')).toContain(`=== '${ERRAND_REQUESTED}'`);
});

test('a setting that is not right is refused, by name', () => {
  const read = (given: Readonly<Record<string, string>>) => () =>
    readSettings({ tryGetContext: (name: string) => given[name] } as Parameters<typeof readSettings>[0]);
  expect(read({ worker: 'docker' })).toThrow(/worker/);
  expect(read({ maxWorkers: '1' })).toThrow(/maxWorkers/);
  expect(read({ oidcIssuer: 'https://issuer.example' })).toThrow(/oidcAudience/);
});
