/** The kinds of value that a setting can have, each with words for what is allowed. Reads no environment. */

import * as z from 'zod';

export const text = z.string().trim().min(1);
export const address = z.url({ protocol: /^https?$/, error: 'an http or https address' });
/** Keys that came over plain http could be anybody's; on this machine itself nobody is in between. */
export const issuer = z
  .url({
    protocol: /^https?$/,
    hostname: /./,
    error: 'an https address, or http on 127.0.0.1',
  })
  .refine(isSafeIssuer, 'an https address, or http on 127.0.0.1');
const HOST_AND_PORT = /^(?:[a-z0-9.-]+|\[[0-9a-f:]+\]):(\d{1,5})$/i;
const MAX_PORT = 65_535;

function isHostAndPort(entry: string): boolean {
  const port = Number(HOST_AND_PORT.exec(entry)?.[1] ?? 0);
  return port >= 1 && port <= MAX_PORT;
}

/** As a browser sends it: scheme, host and port, nothing more. */
function isOrigin(entry: string): boolean {
  return /^https?:/.test(entry) && URL.canParse(entry) && new URL(entry).origin === entry;
}

export const origin = z.string().refine(isOrigin, 'origins such as https://example.com, separated by commas');
export const host = z.string().refine(isHostAndPort, 'host:port entries such as 127.0.0.1:4311, separated by commas');

export const price = z
  .string()
  .regex(/^\d+(\.\d+)?,\d+(\.\d+)?$/, 'US dollars for a million tokens of input and of output, such as 0.25,2')
  .transform(value => value.split(',').map(Number));

export const list = (entry: z.ZodType<string, string>) =>
  z
    .string()
    .transform(value => value.split(',').flatMap(part => part.trim() || []))
    .pipe(z.array(entry));

/** Written in digits: `1e3` and `0x10` are numbers too, but nobody means them. */
const number = (allowed: string, fits: (value: number) => boolean) =>
  z
    .string()
    .refine(text => /^\d+(\.\d+)?$/.test(text) && fits(Number(text)), allowed)
    .transform(Number);

const MAX_COUNT = 1_000_000_000;
const MAX_USD = 1_000_000;
const MAX_SECONDS = 800;
export const count = number(
  `a whole number from 1 to ${MAX_COUNT}`,
  value => Number.isInteger(value) && value >= 1 && value <= MAX_COUNT,
);
export const money = number(`US dollars such as 25 or 0.5, at most ${MAX_USD}`, value => value <= MAX_USD);
export const seconds = number(`seconds from 1 to ${MAX_SECONDS}`, value => value >= 1 && value <= MAX_SECONDS);

function isSafeIssuer(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || hostname === '127.0.0.1' || hostname === 'localhost';
}
