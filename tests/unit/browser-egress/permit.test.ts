import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Authority, readAuthority, readPlainUrl, writeAuthority } from '../../../lib/browser/egress/authority.ts';
import { type Permission, permit, type Reach } from '../../../lib/browser/egress/permit.ts';
import { isPublic } from '../../../lib/browser/egress/public-address.ts';
import type { Resolver } from '../../../lib/browser/egress/resolver.ts';

const PUBLIC = '93.184.216.34';
const toPublic: Resolver = async () => [PUBLIC];
const nothing: Reach = { allowHosts: [] };

/** As a CONNECT says it. */
async function ask(authority: string, reach: Reach = nothing, resolve: Resolver = toPublic): Promise<Permission> {
  const target = readAuthority(authority);
  if (target === undefined) return { kind: 'refused', why: 'not a host and port' };
  return permit(target, reach, resolve);
}

const allowed = { kind: 'allowed', addresses: [PUBLIC] };
const refused = { kind: 'refused' };

describe('a public host', () => {
  test.each([
    'example.com:443',
    'example.com:80',
    'EXAMPLE.com:443',
    'example.com.:443',
    'xn--bcher-kva.example:443',
    'bücher.example:443',
  ])('%s may be reached', async authority => expect(await ask(authority)).toEqual(allowed));

  test('is reached at the addresses that were checked, and at no others', async () => {
    const both: Resolver = async () => [PUBLIC, '2606:4700::1111'];
    expect(await ask('example.com:443', nothing, both)).toEqual({
      kind: 'allowed',
      addresses: [PUBLIC, '2606:4700::1111'],
    });
  });

  test('is asked for by its literal address without asking the resolver', async () => {
    const never: Resolver = () => Promise.reject(new Error('asked'));
    expect(await ask(`${PUBLIC}:80`, nothing, never)).toEqual(allowed);
  });
});

describe('what is refused', () => {
  test.each([
    'localhost:80',
    'localhost.:80',
    'LOCALHOST:443',
    'foo.localhost:80',
    'printer.local:80',
    'ip-10-0-0-1.ec2.internal:80',
    'metadata.google.internal:80',
    'router.home.arpa:80',
    'intranet:80',
    'intranet.:80',
    '127.0.0.1:80',
    '127.0.0.1.:80',
    '127.1:80',
    '0x7f.1:80',
    '0x7f000001:80',
    '0177.0.0.1:80',
    '2130706433:80',
    '017700000001:80',
    '0:80',
    '①②⑦.⓪.⓪.①:80',
    '127。0。0。1:80',
    '１２７.0.0.1:80',
    '127.0.0.1:443',
    '[::1]:80',
    '[::]:80',
    '[::ffff:127.0.0.1]:80',
    '[::ffff:7f00:1]:80',
    '[::127.0.0.1]:80',
    '[0:0:0:0:0:ffff:127.0.0.1]:80',
    '[64:ff9b::a9fe:a9fe]:80',
    '[2002:a9fe:a9fe::]:80',
    '[fd00:ec2::254]:80',
    '[fe80::1%25lo]:80',
    '169.254.169.254:80',
    '169.254.170.2:80',
    '169.254.79.129:2000',
    '2852039166:80',
    'example.com:22',
    'example.com:8080',
    'example.com:0',
    'example.com:99999',
    'example.com',
    'example.com:',
    ':80',
    '',
    'user@example.com:80',
    'example.com:80@127.0.0.1:80',
    '127.0.0.1#@example.com:80',
    'example.com/..:80',
    'example.com?:80',
    'exa mple.com:80',
    'example..com:80',
    '-example.com:80',
    '1.2.3.4.5:80',
    '256.256.256.256:80',
    `${'a'.repeat(64)}.com:80`,
    `${'a.'.repeat(130)}com:80`,
  ])('%s', async authority => expect(await ask(authority)).toMatchObject(refused));

  test.each([
    ['127.0.0.1', PUBLIC],
    [PUBLIC, '127.0.0.1'],
    [PUBLIC, '::ffff:10.0.0.1'],
    [PUBLIC, '64:ff9b::a9fe:a9fe'],
    [PUBLIC, 'nonsense'],
  ])('a name with the addresses %s and %s', async (...addresses) => {
    expect(await ask('example.com:443', nothing, async () => addresses)).toMatchObject(refused);
  });

  test('a name without an address, and one whose name server fails', async () => {
    expect(await ask('example.com:443', nothing, async () => [])).toMatchObject(refused);
    expect(await ask('example.com:443', nothing, () => Promise.reject(new Error('SERVFAIL')))).toMatchObject(refused);
  });

  test('an address of this machine, though public', async () => {
    expect(await ask('example.com:443', { allowHosts: [], ownAddresses: [PUBLIC] })).toEqual({
      kind: 'refused',
      why: `${PUBLIC} is this machine`,
    });
  });
});

describe('the lists', () => {
  test('let through exactly the host and port they name', async () => {
    const reach = { allowHosts: ['127.0.0.1:4311'] };
    expect(await ask('127.0.0.1:4311', reach)).toEqual({ kind: 'allowed', addresses: ['127.0.0.1'] });
    for (const other of ['127.0.0.1:4312', '127.0.0.2:4311', 'localhost:4311', '[::1]:4311'])
      expect(await ask(other, reach)).toMatchObject(refused);
  });

  test('let a consented port through, and nothing that is not public by it', async () => {
    const reach = { allowHosts: [], consentedPorts: ['example.com:8443', '10.0.0.1:8443'] };
    expect(await ask('example.com:8443', reach)).toEqual(allowed);
    expect(await ask('example.com:8443', reach, async () => ['10.0.0.1'])).toMatchObject(refused);
    expect(await ask('10.0.0.1:8443', reach)).toMatchObject(refused);
    expect(await ask('www.example.com:8443', reach)).toMatchObject(refused);
  });

  test('keep our own hosts out before any other list is looked at', async () => {
    const own = 'abc.execute-api.eu-west-1.amazonaws.com';
    const reach = { allowHosts: [`${own}:443`], ownHosts: [own] };
    for (const host of [own, `${own}.`, own.toUpperCase(), `x.${own}`])
      expect(await ask(`${host}:443`, reach)).toMatchObject(refused);
    expect(await ask('other.execute-api.eu-west-1.amazonaws.com:443', reach)).toEqual(allowed);
  });

  test('in strict mode let nothing through but the consented sites', async () => {
    const reach = { allowHosts: ['127.0.0.1:4311', '127.0.0.1:4312'], onlySites: ['example.com', '127.0.0.1:4311'] };
    for (const host of ['example.com:443', 'cdn.example.com:80']) expect(await ask(host, reach)).toEqual(allowed);
    expect(await ask('127.0.0.1:4311', reach)).toMatchObject({ kind: 'allowed' });
    for (const host of [
      'example.org:443',
      'example.com.evil.test:443',
      'notexample.com:443',
      '127.0.0.1:4312',
      'com:443',
    ])
      expect(await ask(host, reach)).toMatchObject(refused);
  });
});

describe('for any text at all', () => {
  const authority = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc
      .tuple(
        fc.oneof(
          fc.domain(),
          fc.ipV4Extended(),
          fc.ipV6().map(ip => `[${ip}]`),
        ),
        fc.nat(70_000),
      )
      .map(([h, p]) => `${h}:${p}`),
  );

  test('what is allowed is public, on a web port, and never a literal that was resolved', async () => {
    await fc.assert(
      fc.asyncProperty(authority, fc.array(fc.oneof(fc.ipV4(), fc.ipV6())), async (text, answers) => {
        const permission = await ask(text, nothing, async () => answers);
        if (permission.kind === 'refused') return;
        const target = readAuthority(text);
        expect(permission.addresses.every(isPublic)).toBe(true);
        expect(permission.addresses.length).toBeGreaterThan(0);
        expect([80, 443]).toContain(target?.port);
      }),
      { numRuns: 500 },
    );
  });

  test('an authority is read as the browser reads it, or not at all', () => {
    fc.assert(
      fc.property(authority, text => {
        const read: Authority | undefined = readAuthority(text);
        if (read === undefined) return;
        expect(
          URL.parse(`http://${text}/`)
            ?.hostname.replace(/^\[|\]$/g, '')
            .replace(/\.+$/, ''),
        ).toBe(read.host);
        expect(readAuthority(writeAuthority(read))).toEqual(read);
      }),
    );
  });
});

describe('a plain request', () => {
  test.each([
    ['http://example.com/a?b', 'example.com', 80],
    ['http://example.com:8080/', 'example.com', 8080],
    ['HTTP://EXAMPLE.com./', 'example.com', 80],
    ['http://2130706433/', '127.0.0.1', 80],
    ['http://127.0.0.1#@example.com/', '127.0.0.1', 80],
    ['http://evil.test\\@example.com/', 'evil.test', 80],
  ])('%s is for %s', (text, host, port) => {
    expect(readPlainUrl(text)?.authority).toEqual({ host, port });
  });

  test.each([
    '/path',
    '*',
    'https://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'http://u:p@example.com/',
    'http://example.com%20@evil.test/',
    'http://',
    '',
  ])('%s is none', text => expect(readPlainUrl(text)).toBeUndefined());
});
