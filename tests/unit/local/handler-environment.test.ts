/** The settings that README.md promises reach the handlers, and nothing else of the process does. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../lib/config.ts';
import { makeEnvironment, pickSettings } from '../../../lib/local/handler-environment.ts';

const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
const table = readme.slice(readme.indexOf('## Settings'), readme.indexOf('## When something is wrong'));
/** Of `npm start` itself, which asks for them before there are handlers. */
const OF_THE_START = ['ERRAND_PORT', 'ERRAND_DATA', 'ERRAND_WORKERS'];
const named = table
  .split('\n')
  .filter(line => line.startsWith('| `'))
  .flatMap(line => [...(line.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(match => match[1] ?? ''))
  .filter(name => !OF_THE_START.includes(name));

const environmentOf = (env: Readonly<Record<string, string>>) =>
  makeEnvironment({
    settings: pickSettings(env),
    folder: { path: '/data', secret: 's'.repeat(32), secretsKeyFile: '/data/secrets.key', writeRun() {}, release() {} },
    dynamoEndpoint: env.AWS_ENDPOINT_URL_DYNAMODB ?? 'http://127.0.0.1:1',
    storage: { endpoint: 'http://127.0.0.1:2', bucket: 'b', queueUrl: 'http://127.0.0.1:2/q' },
    managementEndpoint: 'http://127.0.0.1:3',
    cache: '/cache',
  });

describe('the handlers of the local cloud', () => {
  test('the table of settings is read', () => {
    expect(named.length).toBeGreaterThan(10);
  });

  test.each(named)('are given %s', name => {
    expect(environmentOf({ [name]: 'given' })).toMatchObject({ [name]: 'given' });
  });

  test('are given what the config can read', () => {
    const config = readConfig(environmentOf({ ERRAND_PARK_AFTER: '1', OPENAI_API_KEY: '' }));
    expect(config).toMatchObject({ isLocal: true, parkAfterMs: 1_000, openAi: undefined });
    expect(config.secretsKeyFile).toBe('/data/secrets.key');
  });

  test('are given neither credentials of a person nor the table of another', () => {
    const given = { AWS_ACCESS_KEY_ID: 'real', AWS_SECRET_ACCESS_KEY: 'real', ERRAND_TABLE: 'other', SOMETHING: 'x' };
    expect(environmentOf(given)).toMatchObject({
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      ERRAND_TABLE: 'errand',
    });
    expect(environmentOf(given)).not.toHaveProperty('SOMETHING');
  });
});
