/** What a person should be warned of in a site's name: letters of two scripts, or a name that looks like another. Decides nothing. */

import { looksLikeLatin, skeletonOf } from './confusables.ts';
import { decodePunycode } from './punycode.ts';
import { wellKnownSites } from './well-known-sites.ts';

export interface SiteName {
  /** As it is compared and shown first: `xn--pple-43d.com`. */
  readonly ascii: string;
  /** As a browser might show it: `аpple.com`. The same as `ascii` where there is nothing but ASCII. */
  readonly unicode: string;
  /** For a person, one sentence each. Empty for an ordinary name. */
  readonly warnings: readonly string[];
}

/** Kinds of letters that belong together in one word of a living language. */
const COMPANY: readonly (readonly string[])[] = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
];
const SCRIPTS = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Armenian',
  'Cherokee',
  'Georgian',
  'Hebrew',
  'Arabic',
  'Devanagari',
  'Thai',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Bopomofo',
] as const;
const NOT_LATIN = /(?!\p{Script=Latin})\p{L}/u;
const byScript = SCRIPTS.map(script => [script, new RegExp(`\\p{Script=${script}}`, 'u')] as const);

/** Of a site as `siteOf` writes it. An address in numbers has no name to be wary of. */
export function nameOfSite(site: string): SiteName {
  const [host = ''] = site.split(':');
  if (!/[a-z]/.test(host) || site.startsWith('[')) return { ascii: site, unicode: site, warnings: [] };
  const labels = host.split('.').map(decodeLabel);
  const unicode = labels.join('.');
  const warnings = [...labels.flatMap(warnOfScripts), ...warnOfLikeness(host, unicode)];
  return { ascii: site, unicode: unicode + site.slice(host.length), warnings };
}

function decodeLabel(label: string): string {
  return label.startsWith('xn--') ? (decodePunycode(label.slice(4)) ?? label) : label;
}

function warnOfScripts(label: string): string[] {
  const found = byScript.flatMap(([script, pattern]) => (pattern.test(label) ? [script] : []));
  if (found.length < 2 || COMPANY.some(company => found.every(script => company.includes(script)))) return [];
  return [`"${label}" mixes ${found.join(' and ')} letters.`];
}

function warnOfLikeness(ascii: string, unicode: string): string[] {
  const likeness = looksLikeLatin(unicode);
  // A word with letters of another script that are all drawn like ours: nobody sees the difference. An umlaut one sees.
  if (NOT_LATIN.test(unicode) && /^[a-z0-9.-]+$/.test(likeness))
    return [`${ascii} looks like ${likeness} and is another site.`];
  const skeleton = skeletonOf(unicode);
  const known = wellKnownSites.find(one => one !== ascii && skeletonOf(one) === skeleton);
  return known === undefined ? [] : [`${ascii} looks like ${known} and is another site.`];
}
