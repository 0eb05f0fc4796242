/** The settings: what is wrong is named, and a secret's value never is. */

import { describe, expect, test } from 'vitest';
import { need, readConfig } from '../../../lib/config.ts';
import { defaultLimits, localLimits } from '../../../lib/domain/quota.ts';

describe('the settings', () => {
  test('may all be left out, and empty is left out', () => {
    const config = readConfig({ OPENAI_API_KEY: '', ERRAND_ALLOW_HOSTS: ' ' });
    expect(config).toMatchObject({ openAi: undefined, allowHosts: [], origins: [], isLocal: false });
    expect(() => need(config, 'table')).toThrow(/config.invalid: ERRAND_TABLE is not set/);
  });

  test('choose the model endpoint by its key or its address', () => {
    expect(readConfig({ OPENAI_API_KEY: 'k' }).openAi).toMatchObject({ model: 'gpt-5-mini', baseUrl: undefined });
    const own = { OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1', OPENAI_MODEL: 'm', ERRAND_MODEL_PRICE: '0.25,2' };
    expect(readConfig(own).openAi).toMatchObject({ model: 'm', price: { input: 0.25, output: 2 } });
  });

  test('name exact hosts only', () => {
    expect(readConfig({ ERRAND_ALLOW_HOSTS: '127.0.0.1:1, [::1]:2' }).allowHosts).toEqual(['127.0.0.1:1', '[::1]:2']);
  });

  test.each([
    ['ERRAND_ALLOW_HOSTS', '127.0.0.1'],
    ['ERRAND_ALLOW_HOSTS', '*:80'],
    ['OPENAI_BASE_URL', 'ftp://x'],
    ['ERRAND_LOCAL', 'yes'],
    ['ERRAND_MODEL_PRICE', 'cheap'],
  ])('that are wrong are named with value and what is allowed: %s=%s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(`config.invalid: ${name} is`);
    expect(() => readConfig({ [name]: value })).toThrow(/allowed: .+/);
  });

  test('of an issuer need https and an audience', () => {
    const oidc = { ERRAND_OIDC_ISSUER: 'https://id.example/pool', ERRAND_OIDC_AUDIENCE: 'a, b' };
    expect(readConfig(oidc).oidc).toEqual({
      issuer: 'https://id.example/pool',
      audiences: ['a', 'b'],
      jwksUrl: undefined,
      tenantClaim: undefined,
    });
    expect(readConfig({ ...oidc, ERRAND_OIDC_ISSUER: 'http://127.0.0.1:5' }).oidc).toBeDefined();
    expect(readConfig({}).oidc).toBeUndefined();
    expect(() => readConfig({ ...oidc, ERRAND_OIDC_AUDIENCE: '' })).toThrow('ERRAND_OIDC_AUDIENCE is not set');
    for (const wrong of ['http://id.example', 'http://127.0.0.1.id.example', 'id.example']) {
      expect(() => readConfig({ ...oidc, ERRAND_OIDC_ISSUER: wrong })).toThrow('ERRAND_OIDC_ISSUER is');
    }
  });

  test('of limits are strict in a deployment, generous locally, and can each be set', () => {
    expect(readConfig({}).limits).toEqual(defaultLimits);
    expect(readConfig({ ERRAND_LOCAL: '1' }).limits).toEqual(localLimits);
    const own = { ERRAND_LIMIT_TASKS_RUNNING: '3', ERRAND_LIMIT_USD_DAY: '0.5' };
    expect(readConfig(own).limits).toEqual({ ...defaultLimits, runningTasks: 3, usdPerDay: 0.5 });
    for (const [name, value] of [
      ['ERRAND_LIMIT_BURST', '0'],
      ['ERRAND_LIMIT_USD_DAY', 'much'],
      ['ERRAND_LIMIT_REQUESTS', '1.5'],
    ]) {
      expect(() => readConfig({ [name ?? '']: value })).toThrow(`${name} is`);
    }
  });

  test('that are secret are never shown', () => {
    expect(() => readConfig({ ERRAND_DEV_SECRET: 'hunter2' })).toThrow('ERRAND_DEV_SECRET is (secret)');
  });
});
