import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { police } from '../../../lib/agent/police.ts';
import type { Action } from '../../../lib/domain/action.ts';
import { nothingSpent, type Spent } from '../../../lib/domain/budget.ts';
import { siteOf } from '../../../lib/domain/site.ts';
import { verbs } from '../../../lib/domain/verb.ts';
import { verbOf } from '../../../lib/domain/verb-of.ts';
import { consentedTask, NOW } from '../../support/consented-task.ts';

const { consent } = consentedTask({ verbs: [...verbs] });
const onSite = 'https://www.shop.test/kettles';

function rule(action: Action, change: Partial<Parameters<typeof police>[0]> = {}) {
  return police({
    consent,
    taskId: consent.taskId,
    action,
    pageUrl: onSite,
    spent: nothingSpent,
    grants: [],
    now: NOW,
    ...change,
  });
}

const link = (href: string): Action => ({
  kind: 'click',
  ref: 'e1',
  target: { ref: 'e1', role: 'link', name: 'Next', href },
});

describe('the police', () => {
  test.each([
    'https://shop.test.evil.test/',
    'https://evil.test/https://shop.test/',
    'https://evil.test/?shop.test',
    'https://shop.test@evil.test/',
    'https://user@shop.test/',
    'https://notshop.test/',
    'http://127.0.0.1/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,hello',
    'blob:https://shop.test/1',
    'view-source:https://shop.test/',
    'chrome://settings',
    'about:blank',
    '//evil.test/',
    '',
  ])('deny going to %j', url => {
    expect(rule({ kind: 'navigate', url })).toMatchObject({ kind: 'deny', refusal: { code: 'scope.site-outside' } });
  });

  test.each(['https://shop.test/', 'http://SHOP.test:8080/x', 'https://a.b.shop.test/', 'https://shop.test./'])(
    'allow going to %j',
    url => {
      expect(rule({ kind: 'navigate', url })).toEqual({ kind: 'allow', verb: 'navigate' });
    },
  );

  test.each([
    { href: 'https://shop.test/2', kind: 'allow' },
    { href: 'https://evil.test/', kind: 'deny' },
    { href: 'mailto:a@evil.test', kind: 'deny' },
    { href: 'data:text/html,x', kind: 'deny' },
    { href: 'javascript:next()', kind: 'allow' },
  ])('$kind a link to $href, clicked or entered', ({ href, kind }) => {
    expect(rule(link(href)).kind).toBe(kind);
    expect(rule({ ...link(href), kind: 'press', keys: 'Enter' } as Action).kind).toBe(kind);
  });

  test.each<{ action: Action; kind: string }>([
    { action: { kind: 'back' }, kind: 'allow' },
    { action: { kind: 'switch-tab', tab: 't1' }, kind: 'allow' },
    { action: { kind: 'navigate', url: 'https://shop.test/' }, kind: 'allow' },
    { action: { kind: 'click', ref: 'e1' }, kind: 'deny' },
    { action: link('https://shop.test/'), kind: 'deny' },
    { action: { kind: 'fill', ref: 'e1', value: 'x' }, kind: 'deny' },
    { action: { kind: 'press', keys: 'Tab' }, kind: 'deny' },
    { action: { kind: 'scroll', to: 'down' }, kind: 'deny' },
    { action: { kind: 'extract', instruction: 'all' }, kind: 'deny' },
    { action: { kind: 'screenshot' }, kind: 'deny' },
  ])('on a page of another site: $kind $action.kind', ({ action, kind }) => {
    expect(rule(action, { pageUrl: 'https://evil.test/' }).kind).toBe(kind);
  });

  test('let a fill name a secret of the consent, and nothing else name one', () => {
    const secrets = { ...consent, scope: { ...consent.scope, secrets: ['pw'] } };
    const codeOf = (action: Action, given = secrets): string => {
      const ruling = rule(action, { consent: given });
      return ruling.kind === 'deny' ? ruling.refusal.code : ruling.kind;
    };
    const fill = (value: string): Action => ({ kind: 'fill', ref: 'e1', value });
    expect(codeOf(fill('{{pw}}'))).toBe('allow');
    expect(codeOf(fill('{{pw}} {{other}}'))).toBe('secret.not-consented');
    expect(codeOf(fill('{{pw}}'), { ...secrets, scope: consent.scope } as typeof secrets)).toBe('secret.not-consented');
    const elsewhere: Action[] = [
      { kind: 'navigate', url: 'https://shop.test/?q={{pw}}' },
      { kind: 'navigate', url: 'https://shop.test/?q=%7b%7Bpw%7D%7D' },
      { kind: 'navigate', url: 'https://{{pw}}.shop.test/' },
      { kind: 'press', keys: '{{pw}}' },
      { kind: 'select', ref: 'e1', options: ['a', '{{pw}}'] },
      { kind: 'answer-dialog', accept: false, text: '{{pw}}' },
    ];
    expect(elsewhere.map(action => codeOf(action))).toEqual(elsewhere.map(() => 'secret.misplaced'));
  });

  test('deny everything without a consent to just this task that still holds', () => {
    const action: Action = { kind: 'scroll', to: 'down' };
    expect(rule(action, { taskId: 'tsk_other' })).toMatchObject({ refusal: { code: 'consent.missing' } });
    expect(rule(action, { now: Date.parse(consent.expiresAt) })).toMatchObject({
      refusal: { code: 'consent.expired' },
    });
  });

  test.each(['steps', 'seconds', 'tokens', 'usd', 'bytes'] as const)('deny everything once the %s are spent', part => {
    const spent: Spent = { ...nothingSpent, [part]: consent.scope.budget[part] };
    expect(rule({ kind: 'back' }, { spent })).toMatchObject({ refusal: { code: 'budget.exceeded' } });
  });
});

describe('whatever the model and the page say', () => {
  const url = fc.oneof(
    fc.webUrl(),
    fc.string(),
    fc.constantFrom('https://shop.test/x', 'https://shop.test@evil.test/', 'javascript:0', 'https://sub.shop.test'),
  );
  const target = fc.record(
    {
      ref: fc.constant('e1'),
      role: fc.oneof(fc.string(), fc.constantFrom('link', 'button', 'checkbox', 'textbox')),
      name: fc.string(),
      href: url,
      inputType: fc.oneof(fc.string(), fc.constantFrom('submit', 'text', 'image')),
      submits: fc.boolean(),
    },
    { requiredKeys: ['ref', 'role', 'name'] },
  );
  const on = { ref: fc.constant('e1'), target };
  const keys = fc.oneof(fc.string(), fc.constantFrom('Enter', 'Space', 'NumpadEnter', '\n', 'Tab'));
  const action: fc.Arbitrary<Action> = fc.oneof(
    fc.record({ kind: fc.constant('navigate' as const), url }),
    fc.record({ kind: fc.constant('back' as const) }),
    fc.record({ kind: fc.constant('click' as const), ...on }),
    fc.record({ kind: fc.constant('fill' as const), value: fc.string(), ...on }),
    fc.record({ kind: fc.constant('press' as const), keys, ...on }),
    fc.record({ kind: fc.constant('press' as const), keys }),
    fc.record({ kind: fc.constant('scroll' as const), to: fc.constant('down' as const) }),
    fc.record({ kind: fc.constant('extract' as const), instruction: fc.string() }),
  );
  const situation = fc.record({
    action,
    pageUrl: url,
    allowed: fc.subarray([...verbs], { minLength: 1 }),
    now: fc.integer({ min: NOW, max: NOW + 48 * 3_600_000 }),
    steps: fc.nat(20),
    taskId: fc.constantFrom(consent.taskId, 'tsk_other'),
  });
  const siteOrNone = (text: string): string | undefined => {
    try {
      return siteOf(text);
    } catch {
      return undefined;
    }
  };

  test('what is allowed lies inside the consent', () => {
    fc.assert(
      fc.property(situation, ({ action: asked, pageUrl, allowed, now, steps, taskId }) => {
        const given = { ...consent, scope: { ...consent.scope, verbs: allowed } };
        const ruling = rule(asked, { consent: given, pageUrl, now, taskId, spent: { ...nothingSpent, steps } });
        if (ruling.kind !== 'allow') return;
        expect(taskId).toBe(given.taskId);
        expect(now).toBeLessThan(Date.parse(given.expiresAt));
        expect(steps).toBeLessThan(given.scope.budget.steps);
        expect(allowed).toContain(verbOf(asked));
        if (asked.kind === 'navigate') expect(siteOrNone(asked.url)).toBe('shop.test');
        else if (asked.kind !== 'back') expect(siteOrNone(pageUrl)).toBe('shop.test');
        const href =
          'target' in asked && (asked.kind === 'click' || asked.kind === 'press') ? asked.target?.href : undefined;
        if (href !== undefined && !/^(#|javascript:)/i.test(href)) expect(siteOrNone(href)).toBe('shop.test');
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('the verb of an action', () => {
  const on = (target: { role: string; submits?: boolean; inputType?: string }) => ({
    ref: 'e1',
    target: { ref: 'e1', name: 'x', ...target },
  });
  test.each<{ what: string; action: Action; verb: string }>([
    {
      what: 'a submit button',
      action: { kind: 'click', ...on({ role: 'button', submits: true, inputType: 'submit' }) },
      verb: 'submit',
    },
    {
      what: 'a submit button that claims to be a checkbox',
      action: { kind: 'click', ...on({ role: 'checkbox', submits: true, inputType: 'submit' }) },
      verb: 'submit',
    },
    {
      what: 'the cursor in a text field of a form',
      action: { kind: 'click', ...on({ role: 'textbox', submits: true, inputType: 'text' }) },
      verb: 'input',
    },
    {
      what: 'Enter in a text field of a form',
      action: { kind: 'press', keys: 'Enter', ...on({ role: 'textbox', submits: true }) },
      verb: 'submit',
    },
    {
      what: 'Enter in a text field of no form',
      action: { kind: 'press', keys: 'Enter', ...on({ role: 'textbox' }) },
      verb: 'input',
    },
    {
      what: 'Space on a submit button',
      action: { kind: 'press', keys: 'Space', ...on({ role: 'button', submits: true }) },
      verb: 'submit',
    },
    { what: 'Enter on whatever has the focus', action: { kind: 'press', keys: 'Enter' }, verb: 'submit' },
    { what: 'Escape', action: { kind: 'press', keys: 'Escape' }, verb: 'input' },
  ])('of $what is $verb', ({ action, verb }) => {
    expect(verbOf(action)).toBe(verb);
  });
});
