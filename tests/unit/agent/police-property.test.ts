/** What holds of the police whatever the model and the page say. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Action, Target } from '../../../lib/domain/action.ts';
import { askedVerbs } from '../../../lib/domain/approval.ts';
import { nothingSpent } from '../../../lib/domain/budget.ts';
import { placeholdersIn } from '../../../lib/domain/secret.ts';
import { siteOf } from '../../../lib/domain/site.ts';
import { hear, nothingHeard, originOf } from '../../../lib/domain/taint.ts';
import { committingVerbs, verbs } from '../../../lib/domain/verb.ts';
import { verbOf } from '../../../lib/domain/verb-of.ts';
import { NOW } from '../../support/consented-task.ts';
import { consent, rule } from './rule.ts';

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
