/** One-time codes: the RFC's own vectors, and what is no seed. */

import { describe, expect, test } from 'vitest';
import { decodeBase32, parseTotpSeed, totpAt } from '../../../lib/secrets/totp.ts';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const keys = {
  sha1: ascii('12345678901234567890'),
  sha256: ascii('12345678901234567890123456789012'),
  sha512: ascii('1234567890123456789012345678901234567890123456789012345678901234'),
} as const;

describe('a one-time code', () => {
  test.each([
    [59, '94287082', '46119246', '90693936'],
    [1_111_111_109, '07081804', '68084774', '25091201'],
    [1_111_111_111, '14050471', '67062674', '99943326'],
    [1_234_567_890, '89005924', '91819424', '93441116'],
    [2_000_000_000, '69279037', '90698825', '38618901'],
    [20_000_000_000, '65353130', '77737706', '47863826'],
  ])('is that of RFC 6238, appendix B, at %i s', (seconds, sha1, sha256, sha512) => {
    const at = (algorithm: keyof typeof keys): string =>
      totpAt({ key: keys[algorithm], digits: 8, period: 30, algorithm }, seconds * 1_000);
    expect([at('sha1'), at('sha256'), at('sha512')]).toEqual([sha1, sha256, sha512]);
  });

  test('keeps its zeros in front', () => {
    const codes = [...Array(60).keys()].map(step =>
      totpAt({ key: keys.sha1, digits: 6, period: 30, algorithm: 'sha1' }, step * 30_000),
    );
    expect(codes.every(code => /^\d{6}$/.test(code))).toBe(true);
    expect(codes.some(code => code.startsWith('0'))).toBe(true);
  });
});

describe('a seed', () => {
  test('is read as sites show it, and from the address of a QR code', () => {
    const plain = parseTotpSeed('gezd gnbv gy3t qojq gezd gnbv gy3t qojq');
    expect(plain).toEqual({ key: keys.sha1, digits: 6, period: 30, algorithm: 'sha1' });
    const uri = 'otpauth://totp/Shop:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=8&period=60&algorithm=SHA256';
    expect(parseTotpSeed(uri)).toEqual({ key: keys.sha1, digits: 8, period: 60, algorithm: 'sha256' });
  });

  test.each([
    '',
    'not base32!',
    'GEZD',
    '12345678',
    'otpauth://hotp/x?secret=GEZDGNBVGY3TQOJQ',
    'otpauth://totp/x?secret=',
  ])('is not %j', text => expect(parseTotpSeed(text)).toBeUndefined());

  test.each([
    ['MZXW6===', 'foo'],
    ['MZXW6YQ', 'foob'],
    ['MZXW6YTBOI======', 'foobar'],
  ])('in base32 %s is %s', (text, plain) => expect(decodeBase32(text)).toEqual(ascii(plain)));
});
