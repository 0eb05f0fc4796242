/** Finds what is repeated under headings of one level, and items of lists with their details: products, headlines, results. */

import { detailsOf, type Found, headingOf, LINK, type Row, stripLinks, titleAbove } from './found.ts';

const MAX_CARD = 40;
/** Lines of a card that no other one shows the end of. */
const ALONE = 8;

/** Headings of one level with no higher one between them, and those of all sections together; a card reaches to the next heading. */
export function findCards(lines: readonly string[]): readonly Found[] {
  const headings = lines.flatMap((line, index) => {
    const heading = headingOf(line);
    return heading === undefined ? [] : [{ index, level: heading.level }];
  });
  // A heading with smaller ones right under it names a section and is no card.
  const leaves = headings.filter(({ level }, n) => level > 1 && (headings[n + 1]?.level ?? 0) <= level);
  return [2, 3, 4, 5, 6].flatMap(level => {
    const starts = leaves.filter(leaf => leaf.level === level).map(({ index }) => index);
    const sections = Map.groupBy(starts, start => titleOver(lines, start, level));
    const groups = [...sections].map(([title, group]) => ({ title, group }));
    const all = groups.length > 1 ? [{ title: '', group: starts }] : [];
    return (
      [...all, ...groups]
        .map(({ title, group }): Found => ({ kind: 'cards', title, rows: cardsAt(lines, group) }))
        // One thing alone is a card where it has a page of its own and something else to say.
        .filter(({ rows }) => rows.length > 1 || (rows[0]?.link !== undefined && Object.keys(rows[0]).length > 2))
    );
  });
}

function titleOver(lines: readonly string[], start: number, level: number): string {
  for (let at = start - 1; at >= 0; at -= 1) {
    const heading = headingOf(lines[at]);
    if (heading !== undefined && heading.level < level) return heading.text;
  }
  return '';
}

function cardsAt(lines: readonly string[], starts: readonly number[]): readonly Row[] {
  const lengths = starts.slice(1).map((start, n) => Math.min(MAX_CARD, start - (starts[n] ?? 0)));
  // After the last card comes the foot of the page, which is none of it.
  const longest = Math.max(...lengths, lengths.length === 0 ? ALONE : 0);
  const cards = starts.map((start, n): Row => {
    const next = lines.findIndex((line, index) => index > start && headingOf(line) !== undefined);
    const end = Math.min(next < 0 ? lines.length : next, starts[n + 1] ?? lines.length, start + longest);
    const name = stripLinks(headingOf(lines[start])?.text ?? '');
    const own = LINK.exec(lines[start] ?? '')?.[2];
    // The next card's badge or picture stands between two headings too, and belongs to the card below it.
    const body = trimNext(lines.slice(start + 1, end));
    const lead = leadOf(lines, start);
    const { link, ...details } = detailsOf(body);
    const target = own ?? LINK.exec(lead)?.[2] ?? link;
    return { name, ...details, ...(target === undefined ? {} : { link: target }) };
  });
  return withOwnLinks(cards);
}

/** A link that several cards have leads to their section, not to them. */
function withOwnLinks(cards: readonly Row[]): readonly Row[] {
  const times = (link: string | undefined): number => cards.filter(card => card.link === link).length;
  return cards.map(({ link, ...card }) => (link === undefined || times(link) > 1 ? card : { ...card, link }));
}

const LEAD = /^- /;

const trimNext = (body: readonly string[]): readonly string[] => {
  const lastText = body.findLastIndex(line => line.trim() !== '');
  return LEAD.test(body[lastText] ?? '') || body[lastText]?.trim() === '-' ? body.slice(0, lastText) : body;
};

/** A list item that opens the card, with its picture's link or badge. */
function leadOf(lines: readonly string[], start: number): string {
  for (let at = start - 1; at >= Math.max(0, start - 3); at -= 1) {
    const line = lines[at] ?? '';
    if (line.trim() !== '') return LEAD.test(line) || LINK.test(line) ? line : '';
  }
  return '';
}

/** Items of one list, each with the lines that follow it. */
export function findLists(lines: readonly string[]): readonly Found[] {
  const lists: Found[] = [];
  let items: string[][] = [];
  let start = 0;
  const close = (): void => {
    const rows = items.map(itemOf).filter(row => row.name !== '');
    if (rows.length > 1) lists.push({ kind: 'list', title: titleAbove(lines, start), rows });
    items = [];
  };
  let blanks = 0;
  for (const [index, line] of lines.entries()) {
    const item = /^\s*(?:-|\d+\.) (.*)$/.exec(line)?.[1];
    blanks = line.trim() === '' ? blanks + 1 : 0;
    if (item !== undefined) {
      if (items.length === 0) start = index;
      items.push([item]);
    } else if (headingOf(line) !== undefined || line.startsWith('|')) close();
    else if (line.trim() !== '') {
      // A blank line and then text is after the list, not in it.
      if (lines[index - 1]?.trim() === '' && items.length > 1) close();
      else items.at(-1)?.push(line);
    }
  }
  close();
  return lists;
}

const MAX_NAME = 300;

function itemOf(lines: readonly string[]): Row {
  const [first = '', ...rest] = lines;
  const link = LINK.exec(first) ?? LINK.exec(rest.join(' '));
  const pair = /^([^:[\]]{2,40}): (.+)$/.exec(first);
  const { text: _, ...details } = detailsOf(lines);
  if (pair?.[1] !== undefined && pair[2] !== undefined && link === null && rest.length === 0)
    return { name: pair[1].trim(), value: pair[2].trim() };
  const name = link?.[1] !== undefined && link[1].trim() !== '' && rest.length > 0 ? link[1].trim() : stripLinks(first);
  return { name: (name === '' ? stripLinks(rest[0] ?? '') : name).slice(0, MAX_NAME), ...details };
}

const MIN_BLOCKS = 3;

/** Lines that are a link, each with text under it, though no list or heading says so. */
export function findLinkBlocks(lines: readonly string[]): readonly Found[] {
  const starts = lines.flatMap((line, index) => (/^\s*\[[^\]]+\]\(\S+\)\s*$/.test(line) ? [index] : []));
  const rows = starts.flatMap((start, n): Row[] => {
    const next = lines.findIndex(
      (line, index) => index > start && (headingOf(line) !== undefined || /^\s*- /.test(line)),
    );
    const end = Math.min(next < 0 ? lines.length : next, starts[n + 1] ?? lines.length, start + MAX_CARD / 4);
    const { link: _, ...details } = detailsOf(lines.slice(start + 1, end));
    const [, name = '', link = ''] = LINK.exec(lines[start] ?? '') ?? [];
    return Object.keys(details).length === 0 ? [] : [{ name: name.trim(), ...details, link }];
  });
  return rows.length < MIN_BLOCKS ? [] : [{ kind: 'links', title: titleAbove(lines, starts[0] ?? 0), rows }];
}
