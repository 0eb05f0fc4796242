import { domainToASCII, domainToUnicode } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameOfSite } from '../../../lib/domain/look-alike.ts';
import { decodePunycode } from '../../../lib/domain/punycode.ts';
import { siteOf } from '../../../lib/domain/site.ts';
import { wellKnownSites } from '../../../lib/domain/well-known-sites.ts';

describe('the name of a site', () => {
  test.each([
    ['https://аpple.com/', 'xn--pple-43d.com', 'аpple.com', '"аpple" mixes Latin and Cyrillic letters.'],
    [
      'https://аррӏе.com/',
      'xn--80ak6aa92e.com',
      'аррӏе.com',
      'looks like applle.com|looks like apple.com|looks like appie.com',
    ],
    ['https://pаypal.com/login', 'xn--pypal-4ve.com', 'pаypal.com', 'looks like paypal.com'],
    ['https://gοοgle.com/', 'xn--ggle-0nda.com', 'gοοgle.com', 'mixes Latin and Greek'],
    ['https://paypa1.com/', 'paypa1.com', 'paypa1.com', 'paypa1.com looks like paypal.com and is another site.'],
    ['https://www.rnicrosoft.com/', 'rnicrosoft.com', 'rnicrosoft.com', 'looks like microsoft.com'],
    ['https://g00gle.com/', 'g00gle.com', 'g00gle.com', 'looks like google.com'],
    ['https://ámazon.com/', 'xn--mazon-wqa.com', 'ámazon.com', 'looks like amazon.com'],
  ])('of %s is %s, shown beside it as %s, with a warning', (url, ascii, unicode, warning) => {
    const name = nameOfSite(siteOf(url));
    expect(name).toMatchObject({ ascii, unicode });
    expect(name.warnings.join(' ')).toMatch(new RegExp(warning.replaceAll('.', '\\.')));
  });

  test.each([
    'https://example.com/',
    'https://bücher-und-mehr.example/',
    'https://пример.рф/',
    'https://παράδειγμα.ελ/',
    'https://東京タワー.jp/',
    'https://한국.kr/',
    'https://example.co.uk/',
    'http://127.0.0.1:4311/',
    'http://[::1]:8080/',
    'http://localhost:3000/',
    ...wellKnownSites.map(site => `https://${site}/`),
  ])('%s needs no warning', url => {
    expect(nameOfSite(siteOf(url)).warnings).toEqual([]);
  });

  test('is always ASCII where sites are compared', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(word, text => {
        fc.pre(URL.canParse(`https://${text}.com/`) && !/[/\\@?#:]/.test(text));
        const { ascii } = nameOfSite(siteOf(`https://${text}.com/`));
        expect(ascii).toMatch(/^[\x21-\x7e]+$/);
      }),
    );
  });
});

describe('punycode', () => {
  test('is read as Node reads it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), text => {
        const ascii = domainToASCII(text);
        fc.pre(/^xn--[a-z0-9-]+$/.test(ascii));
        expect(decodePunycode(ascii.slice(4))).toBe(domainToUnicode(ascii));
      }),
      { numRuns: 500 },
    );
  });

  test('that is broken is left as it is', () => {
    for (const text of ['', 'é', '99999999999', 'a-', '!!', 'zzzzzzzzzzzzzzzzzzzzzz'])
      expect(() => decodePunycode(text)).not.toThrow();
    expect(nameOfSite('xn--99999999999.com')).toMatchObject({ unicode: 'xn--99999999999.com' });
  });
});
