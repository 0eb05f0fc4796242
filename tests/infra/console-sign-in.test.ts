/** Where people sign in to the deployed console: what whoever deploys says of it, and what the console's page may talk to then. */

import { expect, test } from 'vitest';
import { openTemplate, sampleContext } from './open-template.ts';

const at = { ...sampleContext, oidcClientId: 'console', oidcOrigins: 'https://login.example' };

const policyOf = (given: Readonly<Record<string, string>>): string =>
  JSON.stringify(openTemplate(given).of('AWS::CloudFront::ResponseHeadersPolicy'));

test('the page may talk to the issuer and to what is named with it, where a client is set, and else to neither', () => {
  const policy = policyOf(at);
  expect(policy).toContain('https://issuer.example');
  expect(policy).toContain('https://login.example');
  const without = policyOf(sampleContext);
  expect(without).not.toContain('issuer.example');
  expect(without).not.toContain('login.example');
}, 60_000);

test('a client of no issuer is a mistake that is said at once', () => {
  expect(() => openTemplate({ oidcClientId: 'console' })).toThrow('oidcClientId needs oidcIssuer');
}, 30_000);
