import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPublic, isSameAddress } from '../../../lib/browser/egress/public-address.ts';

const bytes = fc.integer({ min: 0, max: 255 });
const ipv4Under = (...start: number[]) =>
  fc.tuple(...Array.from({ length: 4 - start.length }, () => bytes)).map(rest => [...start, ...rest].join('.'));
const hex = (address: string): string => {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
};

describe('an address of the open internet', () => {
  test.each([
    '1.1.1.1',
    '93.184.216.34',
    '8.8.8.8',
    '2606:4700:4700::1111',
    '2a00:1450:4001:810::200e',
    '::ffff:1.1.1.1',
  ])('%s is one', address => expect(isPublic(address)).toBe(true));

  test.each([
    ['this machine', '127.0.0.1'],
    ['this machine, elsewhere', '127.8.9.10'],
    ['this network', '0.0.0.0'],
    ['a private network', '10.0.0.1'],
    ['a private network', '172.16.0.1'],
    ['a private network', '172.31.255.255'],
    ['a private network', '192.168.1.1'],
    ['the carrier', '100.64.0.1'],
    ['a cloud, in the carrier range', '100.100.100.200'],
    ['the metadata service', '169.254.169.254'],
    ['the ECS credentials', '169.254.170.2'],
    ['the X-Ray daemon', '169.254.79.129'],
    ['Oracle metadata', '192.0.0.192'],
    ['Azure WireServer', '168.63.129.16'],
    ['a test network', '198.18.0.1'],
    ['documentation', '192.0.2.1'],
    ['documentation', '203.0.113.9'],
    ['multicast', '224.0.0.1'],
    ['nobody', '240.0.0.1'],
    ['everybody', '255.255.255.255'],
    ['this machine', '::1'],
    ['nothing', '::'],
    ['mapped', '::ffff:127.0.0.1'],
    ['mapped, hexadecimal', '::ffff:7f00:1'],
    ['mapped metadata', '::ffff:a9fe:a9fe'],
    ['compatible', '::127.0.0.1'],
    ['compatible, hexadecimal', '::7f00:1'],
    ['translated', '::ffff:0:127.0.0.1'],
    ['NAT64', '64:ff9b::a9fe:a9fe'],
    ['local NAT64', '64:ff9b:1::a9fe:a9fe'],
    ['6to4', '2002:a9fe:a9fe::'],
    ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['a private network', 'fc00::1'],
    ['EC2 metadata', 'fd00:ec2::254'],
    ['ECS credentials', 'fd00:ec2::23'],
    ['a link', 'fe80::1'],
    ['a link with its zone', 'fe80::1%eth0'],
    ['a site', 'fec0::1'],
    ['documentation', '2001:db8::1'],
    ['documentation', '3fff::1'],
    ['discard', '100::1'],
    ['multicast', 'ff02::1'],
    ['not given out', '4000::1'],
    ['no address', 'example.com'],
    ['no address', ''],
    ['no address', '127.0.0.1:80'],
  ])('is not %s: %s', (_what, address) => {
    expect(isPublic(address)).toBe(false);
  });

  test('is never one of a private range, however it is wrapped in IPv6', () => {
    const inside = fc.oneof(
      ipv4Under(127),
      ipv4Under(10),
      ipv4Under(0),
      ipv4Under(169, 254),
      ipv4Under(192, 168),
      ipv4Under(100, 100),
      ipv4Under(224),
    );
    fc.assert(
      fc.property(inside, address => {
        const spelled = [address, `::ffff:${address}`, `::${address}`, `::ffff:${hex(address)}`, `::${hex(address)}`];
        const wrapped = [`64:ff9b::${hex(address)}`, `2002:${hex(address)}::`, `::ffff:0:${hex(address)}`];
        expect([...spelled, ...wrapped].filter(isPublic)).toEqual([]);
      }),
    );
  });

  test('is never guessed from text', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        if (isPublic(text)) expect(text).toMatch(/^[0-9a-fA-FxX.:]+$/);
      }),
    );
  });
});

describe('two addresses', () => {
  test('are the same where only the spelling differs', () => {
    expect(isSameAddress('::ffff:1.2.3.4', '1.2.3.4')).toBe(true);
    expect(isSameAddress('2606:4700:0:0::1111', '2606:4700::1111')).toBe(true);
    expect(isSameAddress('1.2.3.4', '1.2.3.5')).toBe(false);
    expect(isSameAddress('', '')).toBe(false);
  });
});
