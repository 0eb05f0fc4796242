/** What was found on a page that is made of like things, as rows; and how Markdown marks links and prices. */

export type Row = Readonly<Record<string, string>>;

export interface Found {
  readonly kind: 'table' | 'cards' | 'list' | 'links';
  /** The heading or caption over it. */
  readonly title: string;
  readonly rows: readonly Row[];
}

export const LINK = /\[([^\]]*)\]\((\S+?)\)(?!\))/;
export const PRICE = /(?:[£$€¥₹]\s?\d[\d.,]*\d|[£$€¥₹]\s?\d|\d[\d.,]*\s?(?:€|£|kr|CHF|USD|EUR|GBP)(?![\p{L}\p{N}]))/u;

export const stripLinks = (text: string): string =>
  text.replace(new RegExp(LINK.source, 'g'), '$1').replace(/\s+/g, ' ').trim();

export const headingOf = (line: string | undefined): { readonly level: number; readonly text: string } | undefined => {
  const match = /^(#{1,6}) (.+)$/.exec(line ?? '');
  return match?.[1] === undefined ? undefined : { level: match[1].length, text: stripLinks(match[2] ?? '') };
};

/** How many lines above still are the title of what follows. */
const TITLE_LINES = 12;

export function titleAbove(lines: readonly string[], index: number): string {
  for (let at = index - 1; at >= Math.max(0, index - TITLE_LINES); at -= 1) {
    const text = headingOf(lines[at])?.text ?? /^\*\*(.+)\*\*$/.exec(lines[at] ?? '')?.[1];
    if (text !== undefined) return text;
  }
  return '';
}

export const DATE =
  /^\W*(?:\d{4}-\d\d-\d\d|\d{1,2}\.? \p{L}{3,9}\.?,? \d{4}|\p{L}{3,9} \d{1,2},? \d{4}|\d{1,2}[./]\d{1,2}[./]\d{2,4})\W*$/u;
/** A line that begins with somebody's name and goes on with a date or a place. */
const BYLINE = /^(\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){1,3}) [·|•–—] \S/u;

const MAX_TEXT = 300;

/** What a card or an item of a list says beside its name: price, rating, link, pairs, a sentence. */
export function detailsOf(lines: readonly string[]): Row {
  const body = lines.map(line => line.trim()).filter(line => line !== '' && line !== '-');
  const plain = body.map(stripLinks);
  const text = plain.join(' ');
  const row: Record<string, string> = {};
  const add = (column: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') row[column] ??= value;
  };
  add('price', PRICE.exec(text)?.[0]);
  add(
    'rating',
    /(?<![\d.,£$€])([0-5](?:[.,]\d)?)\s*(?:(?:out of|\/|von|sur)\s*(?:5|10)\b|\(\d[\d.,]*\)|★|stars?\b)/i.exec(
      text,
    )?.[1],
  );
  add(
    'reviews',
    /(\d[\d,.]*)\s+(?:reviews?|ratings?)\b/i.exec(text)?.[1] ?? /\d[.,]\d\s*\((\d[\d,.]*)\)/.exec(text)?.[1],
  );
  add('date', /\b(?:\d{4}-\d\d-\d\d|\d{1,2}\.? \p{L}{3,9}\.?,? \d{4}|\p{L}{3,9} \d{1,2},? \d{4})\b/u.exec(text)?.[0]);
  for (const line of plain) {
    const pair = /^-?\s*(\p{L}[\p{L} ]{1,30}): (.+)$/u.exec(line);
    add(pair?.[1]?.toLowerCase() ?? '', pair?.[2]);
  }
  add('author', /(?:^|\s)[Bb]y (\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,3})/u.exec(text)?.[1]);
  add(
    'author',
    plain.map(line => BYLINE.exec(line)?.[1]).find(name => name !== undefined),
  );
  add('text', plain.find(line => line.length > 30 && !/^\d/.test(line))?.slice(0, MAX_TEXT));
  add(
    'link',
    body.map(line => LINK.exec(line)?.[2]).find(link => link !== undefined),
  );
  delete row[''];
  return row;
}
