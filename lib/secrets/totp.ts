/** One-time codes after RFC 6238 from a stored seed. Reads no clock. */

import { createHmac } from 'node:crypto';

export interface TotpSeed {
  readonly key: Uint8Array;
  readonly digits: number;
  /** Seconds a code lasts. */
  readonly period: number;
  readonly algorithm: 'sha1' | 'sha256' | 'sha512';
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const MIN_KEY_BYTES = 8;

/** A base32 seed, spaced as sites show it, or the whole `otpauth://totp/…` address of a QR code. Undefined where it is neither. */
export function parseTotpSeed(text: string): TotpSeed | undefined {
  const plain = text.trim();
  if (!/^otpauth:/i.test(plain)) return seedOf(plain, new URLSearchParams());
  if (!URL.canParse(plain) || !/^otpauth:\/\/totp\//i.test(plain)) return undefined;
  const { searchParams } = new URL(plain);
  return seedOf(searchParams.get('secret') ?? '', searchParams);
}

function seedOf(base32: string, given: URLSearchParams): TotpSeed | undefined {
  const key = decodeBase32(base32);
  const digits = Number(given.get('digits') ?? 6);
  const period = Number(given.get('period') ?? 30);
  const algorithm = (given.get('algorithm') ?? 'SHA1').toLowerCase().replace('-', '');
  if (key === undefined || key.length < MIN_KEY_BYTES) return undefined;
  if (!Number.isInteger(digits) || digits < 6 || digits > 10) return undefined;
  if (!Number.isInteger(period) || period < 10 || period > 300) return undefined;
  if (algorithm !== 'sha1' && algorithm !== 'sha256' && algorithm !== 'sha512') return undefined;
  return { key, digits, period, algorithm };
}

/** RFC 4648, without regard to case, spaces, hyphens and padding. */
export function decodeBase32(text: string): Uint8Array | undefined {
  const plain = text.replace(/[\s-]|=+$/g, '').toUpperCase();
  if (plain === '' || !/^[A-Z2-7]+$/.test(plain)) return undefined;
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const char of plain) {
    held = ((held << 5) | ALPHABET.indexOf(char)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return Uint8Array.from(bytes);
}

/** `now` in milliseconds since the epoch. */
export function totpAt({ key, digits, period, algorithm }: TotpSeed, now: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 1_000 / period)));
  const mac = createHmac(algorithm, key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}
