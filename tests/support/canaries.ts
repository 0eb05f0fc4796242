/** Values that must be nowhere but at their site, and the traces by which one is known wherever it has got to. */

export const USER = 'canary-user@example.com';
export const PASSWORD = 'Canary/9f3k&Zq7+wörd "x"';
export const BASIC = 'canary-staff:Canary-b4s1c-P4ss';
export const SEED = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

/** The distinctive core of each is enough to be a leak. */
const cores = ['Canary-b4s1c-P4ss', 'canary-staff', '9f3k&Zq7', '9f3k&amp;Zq7', '9f3k%26Zq7', '9f3k Zq7', '9f3k-Zq7'];
const encoded = [USER, PASSWORD, BASIC, `${USER}:${PASSWORD}`].flatMap(text => [
  Buffer.from(text).toString('base64').slice(0, 24),
  Buffer.from(text).toString('hex').slice(0, 40),
  encodeURIComponent(text),
  JSON.stringify(text).slice(1, -1),
]);

/** `codes`: the one-time codes that were typed. */
export function leaksIn(text: string, codes: readonly string[]): string[] {
  const lower = text.toLowerCase();
  const traces = [USER, PASSWORD, BASIC, SEED, ...cores, ...encoded, ...codes];
  return traces.filter(trace => lower.includes(trace.toLowerCase()));
}
