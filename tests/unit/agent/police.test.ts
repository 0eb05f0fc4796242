/** What the police allow, ask and deny, action by action. */

import { describe, expect, test } from 'vitest';
import type { Action } from '../../../lib/domain/action.ts';
import { nothingSpent, type Spent } from '../../../lib/domain/budget.ts';
import { siteOf } from '../../../lib/domain/site.ts';
import type { Verb } from '../../../lib/domain/verb.ts';
import { verbOf } from '../../../lib/domain/verb-of.ts';
import { consent, link, onSite, rule } from './rule.ts';

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

  describe('of a page’s own question', () => {
    const answer = (question?: string, accept = true): Action => ({
      kind: 'answer-dialog',
      accept,
      ...(question === undefined ? {} : { question }),
    });
    const half = (verb: Verb, site = siteOf(onSite), said = 'click button "Delete"') => ({
      halves: { approved: { verb, site, said }, decision: undefined },
    });

    test.each([
      { action: answer('Delete 3 drafts?'), kind: 'ask', verb: 'delete' },
      { action: answer('Book the room for 360 coins?'), kind: 'ask', verb: 'pay' },
      { action: answer('Send this message to Otto?'), kind: 'ask', verb: 'send' },
      { action: answer('Really?'), kind: 'allow', verb: 'submit' },
      { action: answer(), kind: 'allow', verb: 'submit' },
      { action: answer('Delete 3 drafts?', false), kind: 'allow', verb: 'read' },
    ])('$kind $verb: $action.accept to $action.question', ({ action, kind, verb }) => {
      expect(rule(action)).toMatchObject({ kind, verb });
    });

    test('need no second yes after one to an act of the same kind on the same site, and of no other', () => {
      const action = answer('Delete 3 drafts?');
      expect(rule(action, half('delete'))).toMatchObject({ kind: 'allow' });
      expect(rule(action, half('pay'))).toMatchObject({ kind: 'ask', verb: 'delete' });
      expect(rule(action, half('delete', 'mail.test'))).toMatchObject({ kind: 'ask' });
      const click: Action = { kind: 'click', ref: 'e1', target: { ref: 'e1', role: 'button', name: 'Delete' } };
      expect(rule(click, half('delete'))).toMatchObject({ kind: 'ask' });
    });

    test('deny what the consent does not name', () => {
      const scope = { ...consent.scope, verbs: ['read', 'navigate', 'submit'] as const };
      const narrow = { consent: { ...consent, scope: { ...scope, verbs: [...scope.verbs] } } };
      expect(rule(answer('Delete 3 drafts?'), narrow)).toMatchObject({ refusal: { code: 'scope.verb-outside' } });
      expect(rule(answer('Really?'), narrow)).toMatchObject({ kind: 'allow' });
    });
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
