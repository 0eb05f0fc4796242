import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, Site } from '../../../lib/domain/scope.ts';
import { isWebUrl, parseWebUrl, siteOf } from '../../../lib/domain/site.ts';
import { sampleTerms } from '../../support/domain-samples.ts';

describe('the site of an address', () => {
  it.each([
    ['https://example.com/a?b#c', 'example.com'],
    ['https://EXAMPLE.com:8443/', 'example.com'],
    ['https://a.b.shop.example.co.uk/', 'example.co.uk'],
    ['https://alice.github.io/', 'alice.github.io'],
    ['https://bob.github.io/', 'bob.github.io'],
    ['https://example.com./', 'example.com'],
    ['https://bücher.example/', 'xn--bcher-kva.example'],
    ['https://xn--bcher-kva.example/', 'xn--bcher-kva.example'],
    ['https://exаmple.com/', 'xn--exmple-4nf.com'],
    ['http://127.0.0.1:4311/x', '127.0.0.1:4311'],
    ['http://127.0.0.1/', '127.0.0.1'],
    ['http://0x7f000001:4311/', '127.0.0.1:4311'],
    ['http://2130706433/', '127.0.0.1'],
    ['http://[::1]:8080/', '[::1]:8080'],
    ['http://localhost:3000/', 'localhost:3000'],
  ])('%s is %s', (url, site) => {
    expect(siteOf(url)).toBe(site);
    expect(Site.safeParse(site).success).toBe(true);
  });

  it.each([
    'https://example.com@evil.test/',
    'https://user:password@example.com/',
    'https://:secret@example.com/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,x',
    'about:blank',
    'view-source:https://example.com',
    'example.com',
    '//example.com/',
    '',
    'https://',
  ])('is refused for %s', url => {
    expect(isWebUrl(url)).toBe(false);
    expect(() => siteOf(url)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
  });

  it.each([
    'https://example.com.evil.test/',
    'https://evil-example.com/',
    'https://evilexample.com/',
    'https://example.community/',
    'https://evil.test/https://example.com',
    'https://evil.test/?example.com',
    'https://evil.test#@example.com',
    'https://evil.test\\@example.com/',
    'https://example.com@evil.test/',
    'https://exаmple.com/',
    'https://example.co/',
    'https://com/',
  ])('example.com does not cover %s', url => {
    expect(covers({ ...sampleTerms().scope, sites: ['example.com'] }, url)).toBe(false);
  });

  it('is never another for a subdomain, path or port of a registrable domain', () => {
    const label = fc.stringMatching(/^[a-z]([a-z0-9]{0,8}[a-z0-9])?$/);
    fc.assert(
      fc.property(fc.array(label, { maxLength: 4 }), fc.nat(65_534), fc.webPath(), (labels, port, path) => {
        const host = [...labels, 'example.com'].join('.');
        expect(siteOf(`https://${host}:${port + 1}${path}`)).toBe('example.com');
      }),
    );
  });

  it('tells two ports of one address apart', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 1, max: 65_535 }), fc.integer({ min: 1, max: 65_535 }), (ip, a, b) => {
        fc.pre(a !== b);
        expect(siteOf(`http://${ip}:${a}/`)).not.toBe(siteOf(`http://${ip}:${b}/`));
      }),
    );
  });

  it('never throws anything but request.invalid, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.webUrl(),
          fc.string().map(text => `https://${text}`),
        ),
        text => {
          if (isWebUrl(text)) expect(siteOf(text)).toBe(siteOf(parseWebUrl(text).href));
          expect(covers(sampleTerms().scope, text)).toBe(
            isWebUrl(text) && ['example.com', 'example.org'].includes(siteOf(text)),
          );
        },
      ),
    );
  });
});
