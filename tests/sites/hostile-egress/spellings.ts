/** Ways to write an address of this machine, each as a kind of its own: the same request, another spelling. */

import { byScript, type Kind } from './kind.ts';

/** Loopback addresses beside 127.0.0.1; a canary listens at each. */
export const otherLoopbacks = ['127.0.0.2', '127.255.255.254'] as const;

const spelled = {
  'spelled-localhost': 'localhost',
  'spelled-localhost-dot': 'localhost.',
  'spelled-under-localhost': 'a.b.localhost',
  'spelled-short': '127.1',
  'spelled-hexadecimal': '0x7f.1',
  'spelled-hexadecimal-whole': '0x7f000001',
  'spelled-octal': '0177.0.0.1',
  'spelled-number': '2130706433',
  'spelled-circled': '①②⑦.⓪.⓪.①',
  'spelled-ideographic-dots': '127。0。0。1',
  'spelled-wide': '１２７.0.0.1',
  'spelled-escaped': '%31%32%37.0.0.1',
  'spelled-mapped': '[::ffff:127.0.0.1]',
  'spelled-mapped-hexadecimal': '[::ffff:7f00:1]',
  'spelled-mapped-long': '[0:0:0:0:0:ffff:127.0.0.1]',
  'spelled-other': otherLoopbacks[0],
  'spelled-last': otherLoopbacks[1],
} as const;

/** Reach nothing on most machines even unguarded; the guard must refuse them all the same. */
const unanswered = {
  'spelled-zero': '0',
  'spelled-zeros': '0.0.0.0',
  'spelled-compatible': '[::127.0.0.1]',
  'spelled-loopback-6': '[::1]',
  'spelled-unspecified-6': '[::]',
} as const;

const portOf = (host: string): string => host.slice(host.lastIndexOf(':') + 1);

const kindOf = ([name, address]: readonly [string, string]): Kind =>
  byScript(name, ({ host, own }) => `return fetch('http://${address}:${portOf(host)}${own}', { mode: 'no-cors' });`);

export const spellings: readonly Kind[] = [
  ...Object.entries(spelled).map(kindOf),
  byScript(
    'spelled-with-a-user-name',
    ({ host, own }) => `return new Promise(done => {
    const frame = document.createElement('iframe');
    frame.onload = done;
    frame.src = 'http://example.com%20:pw@127.0.0.1:${portOf(host)}${own}';
    document.body.append(frame);
  });`,
  ),
];
export const unansweredSpellings: readonly Kind[] = Object.entries(unanswered).map(kindOf);
