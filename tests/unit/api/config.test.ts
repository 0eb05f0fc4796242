/** The settings: what is wrong is named, and a secret's value never is. */

import { describe, expect, test } from 'vitest';
import { need, readConfig } from '../../../lib/config.ts';

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

  test('that are secret are never shown', () => {
    expect(() => readConfig({ ERRAND_DEV_SECRET: 'hunter2' })).toThrow('ERRAND_DEV_SECRET is (secret)');
  });
});
