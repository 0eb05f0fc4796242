/** What a page says is wrong: fields it did not take, alerts, nothing found, sold out. Quotes it; judges nothing else. */

import type { SeenPage } from './read-observation.ts';

const MAX_TOLD = 4;
const MAX_CHARS = 160;

/** Words of an alert that tells of trouble; others say that all is well. */
const TROUBLE =
  /\b(?:wrong|errors?|problems?|invalid|incorrect|fail(?:ed|ure)|could not|cannot|can't|can’t|not (?:valid|found|possible|allowed|accepted|available)|must|required|missing|again|expired|denied|refused|sorry|unable|too (?:short|long|many|few)|enter (?:a|an|the|your)|choose (?:a|an|the|your)|at least)\b/iu;

/** What the page did not take of what was sent: alerts that tell of trouble, and fields marked invalid with why. */
export function refusalsOn(page: SeenPage): readonly string[] {
  const fields = page.elements.flatMap(({ states }) => invalidIn(states));
  const alerts = page.lines
    .filter(({ voice, text, kind }) => voice === 'alert' && kind !== 'container' && TROUBLE.test(text))
    .map(({ text }) => text);
  return told([...alerts, ...fields]);
}

function invalidIn(states: string): readonly string[] {
  const why = /\binvalid: ("(?:[^"\\]|\\.)*")/.exec(states)?.[1];
  if (why === undefined) return /\binvalid\b/.test(states) ? ['a field is marked as invalid'] : [];
  const text: unknown = JSON.parse(why);
  return typeof text === 'string' ? [text] : [];
}

const NOTHING_FOUND =
  /^(?:sorry,?\s+)?(?:(?:there (?:are|were|is)|we (?:have|found)|your search (?:found|returned))\s+)?(?:no|0|zero)\s+(?:(?:search|matching|such)\s+)?\p{L}+(?:\s+(?:found|match(?:es|ed)?|available|for\b.*|to show|listed|yet))?\W*$|^nothing\s+(?:matches|found|was found|here|to show)\b|\b(?:did not|didn['’]t|does not|doesn['’]t) match\b|\bno\s+(?:results|matches|products|items|articles|entries)\b/iu;
const GONE =
  /\b(?:sold out|out of stock|not in stock|unavailable|not available|no longer (?:available|in stock|exists)|currently not)\b/iu;

/** That there is nothing of what was searched for, in the page's words. */
export function nothingFoundOn(page: SeenPage): string | undefined {
  return page.lines.find(
    ({ kind, text, isAround }) =>
      (kind === 'text' || kind === 'heading') &&
      isAround !== true &&
      text.length < MAX_CHARS &&
      NOTHING_FOUND.test(text),
  )?.text;
}

/** Everything a person would read on the page as the reason why something does not go on. */
export function troublesOn(page: SeenPage): readonly string[] {
  const gone = page.lines
    .filter(
      ({ kind, text, isAround }) => kind === 'text' && isAround !== true && text.length < MAX_CHARS && GONE.test(text),
    )
    .map(({ text }) => text);
  const nothing = nothingFoundOn(page);
  return told([...refusalsOn(page), ...(nothing === undefined ? [] : [nothing]), ...gone]);
}

/** Each once; what is a part of another one is said by that. */
function told(texts: readonly string[]): readonly string[] {
  const short = texts.map(text => (text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS - 1)}…` : text));
  return short
    .filter(
      (text, index) =>
        short.findIndex(other => other.includes(text)) === index ||
        !short.some((other, at) => at !== index && other.includes(text)),
    )
    .filter((text, index, all) => all.indexOf(text) === index)
    .slice(0, MAX_TOLD);
}
