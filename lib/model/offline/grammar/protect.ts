/** Takes quoted strings and addresses out of a sentence before it is split, and puts them back after. Their insides are never grammar. */

export interface Protected {
  readonly text: string;
  restore(text: string): string;
  /** The bare value: quotes of a quoted string are left out. */
  value(text: string): string;
}

/** As a part of a rule's pattern: what stands for a quoted string, and for an address. Private-use characters, which nobody types. */
export const QUOTE = '\uE000\\d+\uE000';
export const ADDRESS = '\uE001\\d+\uE001';

const QUOTED =
  /"([^"\n]*)"|“([^”\n]*)”|„([^“”\n]*)[“”]|«([^»\n]*)»|‘([^’\n]*)’(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])'([^'\n]*)'(?![\p{L}\p{N}])|`([^`\n]*)`/gu;
/** With a scheme; an IP address or localhost with a port; a bare domain with a known kind of ending. */
const ADDRESSES =
  /https?:\/\/[^\s"'<>“”\uE000\uE001]+|(?<![\w@.:/])(?:(?:\d{1,3}\.){3}\d{1,3}|localhost)(?::\d+)?(?:\/[^\s"'<>]*)?(?![\w@])|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|app|edu|gov|info|test|example|co|uk|de|fr|eu|nl|es|it|ch|at|jp|us)(?::\d+)?(?:\/[^\s"'<>]*)?(?![\w@])/giu;
/** What ends the sentence around an address rather than the address. A comma or semicolon inside it is its own. */
const AFTER_ADDRESS = /[.,;:!?]+$/;

export function protect(sentence: string): Protected {
  const kept: { whole: string; value: string }[] = [];
  const keep = (mark: string, whole: string, value: string): string => {
    kept.push({ whole, value });
    return `${mark}${kept.length - 1}${mark}`;
  };
  const text = sentence
    .replace(/[\uE000\uE001]/g, '')
    .replace(QUOTED, (whole, ...groups: unknown[]) =>
      keep('\uE000', whole, String(groups.slice(0, 7).find(group => group !== undefined) ?? '')),
    )
    .replace(ADDRESSES, whole => {
      const bare = bareAddress(whole);
      return URL.canParse(absolute(bare)) ? keep('\uE001', bare, bare) + whole.slice(bare.length) : whole;
    });
  const swap = (marked: string, pick: 'whole' | 'value'): string =>
    marked.replace(/[\uE000\uE001](\d+)[\uE000\uE001]/g, (_, index: string) => kept[Number(index)]?.[pick] ?? '');
  return { text, restore: marked => swap(marked, 'whole'), value: marked => swap(marked, 'value').trim() };
}

/** A closing bracket belongs to the address only where it also opens there, as in Wikipedia's. */
function bareAddress(text: string): string {
  const bare = text.replace(AFTER_ADDRESS, '');
  return bare.endsWith(')') && !bare.includes('(') ? bareAddress(bare.slice(0, -1)) : bare;
}

/** Every address in what a person wrote, absolute, in order; also those in quotes. */
export function addressesIn(sentence: string): readonly string[] {
  const unquoted = sentence.replace(/["“”„«»`]/g, ' ').replace(/(?<![\p{L}\p{N}])'|'(?![\p{L}\p{N}])/gu, ' ');
  return [...unquoted.matchAll(ADDRESSES)]
    .map(match => absolute(bareAddress(match[0])))
    .filter(address => URL.canParse(address));
}

/** Local servers rarely speak https; everything else does. */
export function absolute(address: string): string {
  if (/^https?:\/\//i.test(address)) return address;
  return `${/^(?:localhost|\d)/.test(address) ? 'http' : 'https'}://${address}`;
}
