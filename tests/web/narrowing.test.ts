import { describe, expect, test } from 'vitest';
import { askedVerbs as domainAskedVerbs } from '../../lib/domain/approval.ts';
import { isWithin, Narrowing, narrowScope, type Scope } from '../../lib/domain/scope.ts';
import { sayNarrowed } from '../../web/components/say-narrowed.ts';
import { askedVerbs, asProposed, leftOut, narrowingOf, startSiteOf } from '../../web/state/narrowing.ts';
import { toggled } from '../../web/state/toggled.ts';

const scope: Scope = {
  sites: ['example.com', 'pay.test', '127.0.0.1:4311'],
  verbs: ['read', 'navigate', 'input', 'pay'],
  budget: { steps: 20, seconds: 300, tokens: 100_000, usd: 0.5, bytes: 50_000_000 },
  secrets: ['shop-password', 'shop-user'],
};

describe('a narrowing', () => {
  test('is none where nothing was left out', () => {
    expect(narrowingOf(scope, asProposed)).toBeUndefined();
    expect(narrowingOf(scope, { ...asProposed, budget: { steps: 20, usd: 0.5 } })).toBeUndefined();
  });

  test('has only what is less, and what it makes lies within what was proposed', () => {
    const choice = {
      sites: new Set(['pay.test']),
      verbs: new Set(['pay'] as const),
      secrets: new Set(['shop-user', 'shop-password']),
      budget: { steps: 5, usd: 0 },
    };
    const narrowing = narrowingOf(scope, choice);
    expect(narrowing).toEqual({
      sites: ['example.com', '127.0.0.1:4311'],
      verbs: ['read', 'navigate', 'input'],
      secrets: [],
      budget: { steps: 5, usd: 0 },
    });
    const agreed = narrowScope(scope, Narrowing.parse(narrowing));
    expect(isWithin(agreed, scope)).toBe(true);
    expect(leftOut(scope, agreed)).toEqual(choice);
    expect(sayNarrowed(choice)).toEqual([
      'not on pay.test',
      'may not pay',
      'without the secret shop-user',
      'without the secret shop-password',
      'at most 5 steps',
      'at most $0',
    ]);
  });

  test('never widens, whatever is typed', () => {
    expect(narrowingOf(scope, { ...asProposed, budget: { steps: 200, usd: 99 } })).toBeUndefined();
  });
});

test.each([
  ['https://www.example.com/a', 'example.com'],
  ['http://127.0.0.1:4311/', '127.0.0.1:4311'],
  ['https://notexample.com/', undefined],
  ['https://example.com.evil.test/', undefined],
  ['nonsense', undefined],
])('the site that %s starts on is %s', (startUrl, site) => {
  expect(startSiteOf({ startUrl, scope })).toBe(site);
});

test('the verbs that are said to be asked for are those that are', () => {
  expect(askedVerbs).toEqual(domainAskedVerbs);
});

test('a set is toggled without being changed', () => {
  const set = new Set(['a']);
  expect([...toggled(set, 'b', true)]).toEqual(['a', 'b']);
  expect([...toggled(set, 'a', false)]).toEqual([]);
  expect([...set]).toEqual(['a']);
});
