/** Words that come from one page and would go to another, and pages that give orders. */

import { describe, expect, test } from 'vitest';
import type { Action, Target } from '../../../lib/domain/action.ts';
import { hear, nothingHeard } from '../../../lib/domain/taint.ts';
import { consent, rule } from './rule.ts';

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
