/** Every setting with wrong values: the error names the variable, what it is and what is allowed, in words for people. A new setting is tried by itself. */

import { describe, expect, test } from 'vitest';
import { readConfig, settingNames } from '../../../../lib/config.ts';

/** Texts that no setting with a form takes. */
const JUNK = ['nonsense nonsense', '\u0000', '-1', '1e99', 'NaN', 'Infinity', '{}', '0x', 'ftp://a.b', '💥'];

/** Any text is a value of these: names, keys and paths. */
const FREE = new Set([
  'ERRAND_TABLE',
  'ERRAND_BUCKET',
  'ERRAND_OIDC_AUDIENCE',
  'ERRAND_OIDC_TENANT_CLAIM',
  'ERRAND_SECRETS_KEY_FILE',
  'ERRAND_SECRETS_KMS_KEY',
  'ERRAND_MODEL_KEY_SECRET',
  'ERRAND_CHROME_DIR',
  'CHROME_PATH',
  'OPENAI_API_KEY',
  'OPENAI_MODEL',
  'AWS_REGION',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_EXECUTION_ENV',
]);
const formed = settingNames.filter(name => !FREE.has(name));

/** With what another setting needs beside it. */
const BESIDE: Readonly<Record<string, string>> = { ERRAND_OIDC_AUDIENCE: 'a' };

function complaint(name: string, value: string): string | undefined {
  try {
    readConfig({ ...BESIDE, [name]: value });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  ERRAND_LIMIT_REQUESTS: ['0', '1.5', '1000000001', '1e3', '0x10', '+5'],
  ERRAND_LIMIT_USD_DAY: ['much', '1000001', '1,5', '0x10'],
  ERRAND_PARK_AFTER: ['0', '801', '1m'],
  ERRAND_YIELD_BEFORE: ['0', '801'],
  ERRAND_ALLOW_HOSTS: ['127.0.0.1', '*:80', 'a:b', 'a.b:0', 'a.b:65536', 'a.b:99999', 'http://a.b:80', 'a.b:80,c'],
  ERRAND_ORIGINS: ['example.com', 'https://example.com/path', '*', 'https://a.b,c', 'file:///a'],
  ERRAND_OIDC_ISSUER: ['http://id.example', 'id.example'],
  ERRAND_MODEL_PRICE: ['1', '1,2,3', 'a,b', '-1,2', '1;2'],
  ERRAND_LOCAL: ['0', 'true'],
  ERRAND_MODEL_IMAGES: ['yes', 'ON '],
  OPENAI_BASE_URL: ['api.example.com/v1', 'file:///etc/passwd', 'https://'],
  AWS_ENDPOINT_URL_DYNAMODB: ['127.0.0.1:8000', 'ws://127.0.0.1:1'],
};

describe('a wrong setting', () => {
  test('is looked for in all that have a form', () => {
    expect(formed.length).toBeGreaterThan(15);
    expect([...FREE].filter(name => !(settingNames as readonly string[]).includes(name))).toEqual([]);
    expect(Object.keys(ALLOWED).filter(name => !(formed as readonly string[]).includes(name))).toEqual([]);
  });

  const cases = formed.flatMap(name => [...JUNK, ...(ALLOWED[name] ?? [])].map(value => [name, value.trim()] as const));
  test.each(cases)('is named with its value and what is allowed: %s=%j', (name, value) => {
    // A secret may be any long enough text.
    const told = complaint(name, value);
    const shown = /_SECRET$/.test(name) ? '(secret)' : JSON.stringify(value);
    expect(told).toMatch(/^config\.invalid: /);
    expect(told).toContain(`${name} is ${shown}; allowed: `);
    const allowed = told?.split('allowed: ')[1] ?? '';
    expect(allowed).not.toMatch(/Invalid|Too (big|small)|expected|received|undefined|NaN/);
    expect(allowed.length).toBeGreaterThan(5);
    // Each is told once.
    expect(told?.split(name).length).toBe(2);
  });

  test.each(settingNames)('that is very long is not told whole: %s', name => {
    const told = complaint(name, `§${'x'.repeat(10_000)}`);
    if (told !== undefined) expect(told.length).toBeLessThan(600);
  });

  test('is told beside the others that are wrong', () => {
    let told = '';
    try {
      readConfig({ ERRAND_LIMIT_BURST: 'a', ERRAND_LOCAL: 'b', OPENAI_BASE_URL: 'c' });
    } catch (error) {
      told = String(error);
    }
    expect(told).toContain('ERRAND_LIMIT_BURST is "a"');
    expect(told).toContain('ERRAND_LOCAL is "b"');
    expect(told).toContain('OPENAI_BASE_URL is "c"');
  });

  test.each([
    ['OPENAI_BASE_URL', 'ftp://user:hunter2@models.example/v1'],
    ['OPENAI_BASE_URL', 'https://user:hunter2@'],
    ['ERRAND_ORIGINS', 'https://a.b,https://user:hunter2@models.example'],
  ])('shows no password that stood in an address: %s=%s', (name, value) => {
    const told = complaint(name, value);
    expect(told).toContain(`${name} is `);
    expect(told).not.toContain('hunter2');
  });
});
