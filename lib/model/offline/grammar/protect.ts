/** Takes quoted strings and addresses out of a sentence before it is split, and puts them back after. Their insides are never grammar. */

export interface Protected {
  readonly text: string;
  restore(text: string): string;
  /** The bare value: quotes of a quoted string are left out. */
  value(text: string): string;
}

const QUOTED = /"([^"\n]*)"|“([^”\n]*)”|«([^»\n]*)»|(?<![\p{L}\p{N}])'([^'\n]*)'(?![\p{L}\p{N}])/gu;
/** With a scheme; a bare domain with a known kind of ending; an IP address or localhost with a port. */
const ADDRESS =
  /https?:\/\/[^\s"'<>]+|(?<![\w@.])(?:(?:\d{1,3}\.){3}\d{1,3}|localhost)(?::\d+)?(?:\/[^\s"'<>]*)?|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|app|edu|gov|info|test|example|co|uk|de|fr|eu|nl|es|it|ch|at|jp|in|us)(?:\/[^\s"'<>]*)?(?![\w@])/giu;

const MARK = '\uE000';

export function protect(sentence: string): Protected {
  const kept: { whole: string; value: string }[] = [];
  const keep = (whole: string, value: string): string => {
    kept.push({ whole, value });
    return `${MARK}${kept.length - 1}${MARK}`;
  };
  const text = sentence
    .replace(QUOTED, (whole, ...groups: unknown[]) =>
      keep(whole, String(groups.slice(0, 4).find(group => group !== undefined) ?? '')),
    )
    .replace(ADDRESS, whole => {
      const bare = whole.replace(/[.,;:!?)]+$/, '');
      return keep(bare, bare) + whole.slice(bare.length);
    });
  const swap = (marked: string, pick: 'whole' | 'value'): string =>
    marked.replace(/\uE000(\d+)\uE000/g, (_, index: string) => kept[Number(index)]?.[pick] ?? '');
  return { text, restore: marked => swap(marked, 'whole'), value: marked => swap(marked, 'value').trim() };
}

export function addressesIn(sentence: string): readonly string[] {
  const unquoted = sentence.replace(/["“”«»']/g, ' ');
  return [...unquoted.matchAll(ADDRESS)].map(match => absolute(match[0].replace(/[.,;:!?)]+$/, '')));
}

/** Local servers rarely speak https; everything else does. */
export function absolute(address: string): string {
  if (/^https?:\/\//i.test(address)) return address;
  return `${/^(localhost|\d)/.test(address) ? 'http' : 'https'}://${address}`;
}
