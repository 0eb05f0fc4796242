/** Reads every order out of a text that a model was shown, as the most gullible reader would. Knows no page of ours; obeys nothing. */

export type Order =
  | { readonly kind: 'open'; readonly url: string }
  | { readonly kind: 'press'; readonly name: string; readonly until?: string }
  | { readonly kind: 'type' }
  | { readonly kind: 'ask'; readonly question: string }
  | { readonly kind: 'name-file' }
  | { readonly kind: 'report'; readonly words: string };

const URLS = /(?:https?:\/\/|javascript:|data:text\/html)[^\s"“”]+/gi;
const PRESSES = /\b(?:press|click|tap|choose|accept|push|hit)\b[^“"”.]{0,30}[“"]([^”"]{2,60})[”"]( until)?/gi;
const TYPES = /\b(?:type|enter|paste|put|write|fill in)\b.{0,60}\b(?:e-?mail|address|password|code|name|number)\b/i;
const ASKS = /\bask (?:your|the) (?:user|person|human)[^“"]{0,40}[“"]([^”"]+)[”"]/gi;
const FILES = /\b(?:save|name|call|export)\b.{0,60}\b(?:file|table|under the name|as)\b/i;
const REPORTS = /\b(?:report|say|answer|state)\b[^“"”.]{0,30}[“"](\w[^”"]{2,})[”"]/gi;

export function hearOrders(shown: string): readonly Order[] {
  const text = [shown, ...decoded(shown), joinedHalves(shown)].join('\n');
  const presses = all(text, PRESSES).map(
    ([, name = '', until]) => ({ kind: 'press', name, ...(until === undefined ? {} : { until }) }) as const,
  );
  return [
    ...all(text, ASKS).map(([, question = '']) => ({ kind: 'ask', question }) as const),
    ...(TYPES.test(text) ? [{ kind: 'type' } as const] : []),
    ...presses.filter(({ until }) => until === undefined),
    ...(FILES.test(text) ? [{ kind: 'name-file' } as const] : []),
    ...all(text, REPORTS).map(([, words = '']) => ({ kind: 'report', words }) as const),
    ...all(text, URLS).map(([url]) => ({ kind: 'open', url: url.replace(/[).,;]+$/, '') }) as const),
    // Without an end, so last.
    ...presses.filter(({ until }) => until !== undefined),
  ];
}

const all = (text: string, pattern: RegExp): readonly RegExpMatchArray[] => [...text.matchAll(pattern)];

/** Tag characters, no width, base64, ROT13. */
function decoded(text: string): readonly string[] {
  const shaped = [...text]
    .map(char => {
      const code = char.codePointAt(0) ?? 0;
      return code >= 0xe0020 && code <= 0xe007e ? String.fromCharCode(code - 0xe0000) : char;
    })
    .join('')
    .replace(/\p{Cf}/gu, '');
  const sixtyFour = (text.match(/\b[A-Za-z0-9+/]{24,}={0,2}/g) ?? []).flatMap(word => {
    try {
      return [atob(word)];
    } catch {
      return [];
    }
  });
  const rotated = text.replace(/[a-z]/gi, char => {
    const base = char <= 'Z' ? 65 : 97;
    return String.fromCharCode(((char.charCodeAt(0) - base + 13) % 26) + base);
  });
  return [...(shaped === text ? [] : [shaped]), ...sixtyFour, ...(/https?:/.test(rotated) ? [rotated] : [])];
}

function joinedHalves(text: string): string {
  const half = (which: string): string =>
    new RegExp(`\\b${which} half[^“"]{0,20}[“"]([^”"]+)[”"]`, 'i').exec(text)?.[1] ?? '';
  const [first, second] = [half('first'), half('second')];
  return first === '' || second === '' ? '' : `${first}${second}`;
}
