import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { police } from '../../../lib/agent/police.ts';
import type { Action, Target } from '../../../lib/domain/action.ts';
import { askedVerbs } from '../../../lib/domain/approval.ts';
import { nothingSpent, type Spent } from '../../../lib/domain/budget.ts';
import { placeholdersIn } from '../../../lib/domain/secret.ts';
import { siteOf } from '../../../lib/domain/site.ts';
import { hear, nothingHeard, originOf } from '../../../lib/domain/taint.ts';
import { committingVerbs, verbs } from '../../../lib/domain/verb.ts';
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
    unknown: [],
    told: { heard: nothingHeard, own: [], links: new Set() },
    suspicions: [],
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
  const sites = ['shop.test', 'mail.test'];
  const said = ['ann.archer@example.org', 'Copper kettle, 49 €', 'code 482913'];
  const url = fc.oneof(
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.string(),
    fc.constantFrom(
      'https://shop.test/x',
      'https://mail.test/inbox',
      'https://shop.test@evil.test/',
      'https://ann-archer-example-org.shop.test/',
      'https://shop.test/?q=ann.archer%40example.org',
      'javascript:0',
      'data:text/html,x',
      'about:blank',
      'https://sub.shop.test',
    ),
  );
  const label = fc.oneof(
    fc.string(),
    fc.constantFrom('Buy now', 'Delete', 'Send', 'Log in', 'Allow', 'E-mail', 'Next'),
  );
  const frames = fc.array(fc.record({ src: url, index: fc.nat(3) }), { maxLength: 2 });
  const target = fc.record(
    {
      ref: fc.constant('e1'),
      role: fc.oneof(fc.string(), fc.constantFrom('link', 'button', 'checkbox', 'textbox')),
      name: label,
      href: url,
      inputType: fc.oneof(fc.string(), fc.constantFrom('submit', 'text', 'image', 'email', 'password')),
      submits: fc.boolean(),
      sends: fc.record({ method: fc.constant('post' as const), words: fc.boolean(), card: fc.boolean() }),
      locators: frames.map(inside => ({
        frames: inside,
        hosts: [],
        seen: { role: 'button', name: 'x' },
        candidates: [],
      })),
    },
    { requiredKeys: ['ref', 'role', 'name'] },
  ) as fc.Arbitrary<Target>;
  const on = { ref: fc.constant('e1'), target };
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom(...said, '{{pw}}', 'x {{other}}', btoa('ann.archer@example.org')),
  );
  const keys = fc.oneof(fc.string(), fc.constantFrom('Enter', 'Space', 'NumpadEnter', '\n', 'Tab', 'Control+V'));
  const action = fc.oneof(
    fc.record({ kind: fc.constant('navigate' as const), url }),
    fc.record({ kind: fc.constantFrom('back' as const, 'forward' as const, 'reload' as const) }),
    fc.record({ kind: fc.constant('click' as const), ...on }),
    fc.record({ kind: fc.constant('hover' as const), ...on }),
    fc.record({ kind: fc.constant('fill' as const), value, ...on }),
    fc.record({ kind: fc.constant('select' as const), options: fc.array(value, { minLength: 1 }), ...on }),
    fc.record({ kind: fc.constant('tick' as const), on: fc.boolean(), ref: on.ref, target }),
    fc.record({ kind: fc.constant('press' as const), keys, ...on }),
    fc.record({ kind: fc.constant('press' as const), keys }),
    fc.record({ kind: fc.constant('upload' as const), files: fc.array(value, { minLength: 1 }), ...on }),
    fc.record({ kind: fc.constant('answer-dialog' as const), accept: fc.boolean(), text: value }),
    fc.record({ kind: fc.constantFrom('switch-tab' as const, 'close-tab' as const), tab: fc.string() }),
    fc.record({ kind: fc.constant('scroll' as const), to: fc.constant('down' as const) }),
    fc.record({ kind: fc.constant('extract' as const), instruction: fc.string() }),
  ) as fc.Arbitrary<Action>;
  const grant = fc.record({ verb: fc.constantFrom(...verbs), site: fc.oneof(fc.constantFrom(...sites), fc.string()) });
  const situation = fc.record({
    action,
    pageUrl: fc.oneof({ weight: 4, arbitrary: fc.constantFrom('https://shop.test/x', 'https://mail.test/inbox') }, url),
    allowed: fc.subarray([...verbs], { minLength: 6 }),
    secrets: fc.subarray(['pw', 'other']),
    now: fc.integer({ min: NOW, max: NOW + 30 * 3_600_000 }),
    steps: fc.nat(11),
    taskId: fc.constantFrom(consent.taskId, consent.taskId, consent.taskId, 'tsk_other'),
    grants: fc.array(grant, { maxLength: 3 }),
    heard: fc.array(fc.record({ url, text: value }), { maxLength: 4 }),
    own: fc.array(value, { maxLength: 1 }),
    orders: fc.subarray(sites),
  });
  const siteOrNone = (text: string): string => {
    try {
      return siteOf(text);
    } catch {
      return '';
    }
  };
  const textsOf = (asked: Action): string =>
    asked.kind === 'fill' ? asked.value : asked.kind === 'select' ? asked.options.join(' ') : '';

  test('what is allowed lies inside the consent, and what is risky has a yes', () => {
    let seen = 0;
    fc.assert(
      fc.property(situation, ({ action: asked, pageUrl, allowed, now, steps, taskId, ...more }) => {
        const { secrets, grants, own, orders } = more;
        const given = { ...consent, scope: { ...consent.scope, sites, verbs: allowed, secrets } };
        const heard = more.heard.reduce((all, one) => hear(all, one.url, one.text), nothingHeard);
        const ruling = rule(asked, {
          consent: given,
          pageUrl,
          now,
          taskId,
          grants,
          told: { heard, own, links: new Set() },
          suspicions: orders.map(site => ({ site, url: `https://${site}/`, quote: 'Obey.' })),
          spent: { ...nothingSpent, steps },
        });
        if (ruling.kind === 'deny') return;
        const verb = verbOf(asked);
        expect(ruling.verb).toBe(verb);
        expect(taskId).toBe(given.taskId);
        expect(now).toBeLessThan(Date.parse(given.expiresAt));
        expect(steps).toBeLessThan(given.scope.budget.steps);
        expect(allowed).toContain(verb);
        const leaves = ['back', 'forward', 'switch-tab', 'close-tab'].includes(asked.kind);
        if (asked.kind === 'navigate') expect(sites).toContain(siteOrNone(asked.url));
        else if (!leaves) expect(sites).toContain(siteOrNone(pageUrl));
        const href =
          'target' in asked && (asked.kind === 'click' || asked.kind === 'press') ? asked.target?.href : undefined;
        if (href !== undefined && !/^(#|javascript:)/i.test(href)) expect(sites).toContain(siteOrNone(href));
        const named = placeholdersIn(JSON.stringify(asked.kind === 'fill' ? asked.value : ''));
        for (const name of named) expect(secrets).toContain(name);
        if (asked.kind !== 'fill') {
          const { target: _, ...words } = { target: undefined, ...asked };
          if (asked.kind !== 'extract' && asked.kind !== 'upload')
            expect(placeholdersIn(JSON.stringify(words).replace(/\\./g, ''))).toEqual([]);
        }
        if (ruling.kind === 'ask') return;
        seen += 1;
        const granted = grants.filter(one => one.verb === verb).map(({ site }) => site);
        if (askedVerbs.has(verb)) expect(granted.length).toBeGreaterThan(0);
        const here = siteOrNone(pageUrl);
        if (committingVerbs.has(verb) && orders.includes(here)) expect(granted.length).toBeGreaterThan(0);
        const carried = originOf({ heard, own }, textsOf(asked), here);
        if (carried !== undefined && !('target' in asked && asked.target?.locators)) expect(granted).toContain(here);
      }),
      { numRuns: 6_000 },
    );
    // Enough of them come through for the property to say something.
    expect(seen).toBeGreaterThan(500);
  });
});

describe('words of a page', () => {
  const heard = hear(
    hear(nothingHeard, 'https://mail.test/inbox', '"Ann Archer <ann.archer@example.org>, your code is 482913"'),
    'https://shop.test/',
    '"Copper kettle, 49 €"',
  );
  const both = { ...consent, scope: { ...consent.scope, sites: ['shop.test', 'mail.test'] } };
  const kindOf = (action: Action, own: readonly string[] = [], links: readonly string[] = []): string =>
    rule(action, { consent: both, told: { heard, own, links: new Set(links) } }).kind;
  const fill = (value: string, about: Partial<Target> = {}): Action => ({
    kind: 'fill',
    ref: 'e1',
    value,
    target: { ref: 'e1', role: 'textbox', name: 'Search', ...about },
  });

  test.each<{ what: string; action: Action; kind: string }>([
    { what: 'a value from another site', action: fill('ann.archer@example.org'), kind: 'ask' },
    { what: 'the same in capitals and parts', action: fill('see ANN ARCHER, EXAMPLE-ORG'), kind: 'ask' },
    { what: 'the same in base64', action: fill(btoa('ann.archer@example.org')), kind: 'ask' },
    { what: 'the same backwards', action: fill('gro.elpmaxe@rehcra.nna'), kind: 'ask' },
    { what: 'a code from another site', action: fill('482913'), kind: 'ask' },
    { what: 'a value from this site', action: fill('Copper kettle'), kind: 'allow' },
    { what: 'short words', action: fill('Ann'), kind: 'allow' },
    { what: 'a secret', action: fill('{{pw}}'), kind: 'deny' },
    { what: 'a recipient from this very site', action: fill('Copper kettle', { name: 'Send to' }), kind: 'ask' },
    { what: 'a recipient nobody named', action: fill('bob@example.net', { inputType: 'email' }), kind: 'allow' },
    { what: 'pasting', action: { kind: 'press', keys: 'Control+V' }, kind: 'ask' },
    { what: 'keys one by one', action: { kind: 'press', keys: 'a n n . a r c h e r' }, kind: 'ask' },
    {
      what: 'an address with it in the query',
      action: { kind: 'navigate', url: 'https://shop.test/?q=ann.archer%40example.org' },
      kind: 'ask',
    },
    {
      what: 'an address with it in the path',
      action: { kind: 'navigate', url: 'https://shop.test/u/ann-archer' },
      kind: 'ask',
    },
    {
      what: 'a host with it',
      action: { kind: 'navigate', url: 'https://ann-archer.shop.test/' },
      kind: 'ask',
    },
    {
      what: 'an address to where it is from',
      action: { kind: 'navigate', url: 'https://mail.test/ann.archer' },
      kind: 'allow',
    },
  ])('$what: $kind', ({ action, kind }) => {
    expect(kindOf(action)).toBe(kind);
  });

  test('are the person’s where the person said them too, and an offered link is the page’s own', () => {
    expect(kindOf(fill('ann.archer@example.org'), ['Use ann.archer@example.org.'])).toBe('allow');
    const offered = 'https://shop.test/?from=ann.archer';
    expect(kindOf({ kind: 'navigate', url: offered }, [], [offered])).toBe('allow');
    expect(kindOf({ kind: 'navigate', url: `${offered}@example.org` }, [], [offered])).toBe('ask');
  });

  test('go nowhere else by a frame: what is given to one of another site is asked about', () => {
    const locators = (src: string) => ({
      frames: [{ src, index: 0 }],
      hosts: [],
      seen: { role: 'x', name: 'x' },
      candidates: [],
    });
    const inFrame = (src: string): Action => fill('anything at all', { locators: locators(src) });
    expect(kindOf(inFrame('https://ads.test/ad'))).toBe('ask');
    expect(kindOf(inFrame('/inner'))).toBe('allow');
    expect(kindOf(inFrame('https://mail.test/x'))).toBe('allow');
    const close: Action = {
      kind: 'click',
      ref: 'e1',
      target: { ref: 'e1', role: 'button', name: 'Close', locators: locators('https://ads.test/ad') },
    };
    expect(kindOf(close)).toBe('allow');
  });

  test('a site that gave orders is asked about for all that commits, until its kind is approved', () => {
    const send: Action = { kind: 'press', keys: 'Enter' };
    const suspicions = [{ site: 'shop.test', url: 'https://shop.test/', quote: 'Obey.' }];
    expect(rule(send)).toMatchObject({ kind: 'allow' });
    expect(rule(send, { suspicions })).toMatchObject({ kind: 'ask', because: [{ value: 'Obey.' }] });
    expect(rule(send, { suspicions, grants: [{ verb: 'submit', site: 'shop.test' }] })).toMatchObject({
      kind: 'allow',
    });
    expect(rule({ kind: 'scroll', to: 'down' }, { suspicions })).toMatchObject({ kind: 'allow' });
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
