/** Reads the part of a label after `xn--` (RFC 3492). Only for showing: sites are compared as ASCII. */

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE = 128;
const MAX_CODE = 0x10_ff_ff;

/** Undefined where it is no punycode. */
export function decodePunycode(text: string): string | undefined {
  const split = text.lastIndexOf('-');
  const basic = split > 0 ? text.slice(0, split) : '';
  const rest = text.slice(split > 0 ? split + 1 : 0);
  const codes = [...basic].map(letter => letter.codePointAt(0) ?? 0);
  let code = FIRST_CODE;
  let at = 0;
  let bias = FIRST_BIAS;
  for (let index = 0; index < rest.length; ) {
    const before = at;
    for (let weight = 1, k = BASE; ; k += BASE) {
      const digit = digitOf(rest[index]);
      index += 1;
      if (digit === undefined) return undefined;
      at += digit * weight;
      const threshold = Math.min(T_MAX, Math.max(T_MIN, k - bias));
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    const length = codes.length + 1;
    bias = adapt(at - before, length, before === 0);
    code += Math.floor(at / length);
    at %= length;
    if (!(code <= MAX_CODE)) return undefined;
    codes.splice(at, 0, code);
    at += 1;
  }
  return String.fromCodePoint(...codes);
}

function adapt(delta: number, length: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / length);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}

function digitOf(letter: string | undefined): number | undefined {
  if (letter === undefined) return undefined;
  if (/[a-z]/i.test(letter)) return letter.toLowerCase().charCodeAt(0) - 97;
  return /\d/.test(letter) ? Number(letter) + 26 : undefined;
}
