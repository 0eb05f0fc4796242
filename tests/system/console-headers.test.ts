/** The headers of the console's files and of the API, as the local cloud sends them: strict, whatever is asked for and by whom. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from '../support/local-cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({});
}, 120_000);
afterAll(() => cloud.close());

describe('the headers', () => {
  test.each(['/', '/main.js', '/main.css', '/icon.svg', '/config.json'])(
    'of the console at %s are strict',
    async path => {
      const { headers, status } = await fetch(`${cloud.local.url}${path}`);
      expect(status).toBe(200);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(policy).not.toMatch(/unsafe-|\*|data:|blob:/);
      expect(Object.fromEntries(headers)).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
    },
  );

  test.each([
    '/health',
    '/openapi.json',
    '/docs',
    '/sessions',
    '/sessions/x',
    '/tasks?limit=x',
    '/audit',
    '/nowhere',
    '/%ff',
    '/../../etc/passwd',
  ])('of the API at %s are strict, with and without a token', async path => {
    for (const token of [cloud.local.token, 'wrong']) {
      const { headers } = await fetch(`${cloud.local.url}${path}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/^default-src 'none'/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe-|script-src/);
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-store',
        'permissions-policy': expect.stringContaining('camera=()'),
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
    }
  });
});
