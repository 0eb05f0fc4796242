/** All articles of the paper: those written for the edition and a long archive made from them by rule, never by chance. */

import { type Section, type Story, stories } from './stories.ts';

export interface Article extends Story {
  readonly slug: string;
  /** Where it stands in the archive, 0 for the newest. */
  readonly at: number;
}

/** The paper's clock stands still, so that the relative times of a page never change. A Thursday. */
export const edition = new Date('2026-03-12T07:00:00Z');

const ARCHIVE_LENGTH = 96;
const DAY = 24 * 60;

const columns: readonly (readonly [Section, string, string, string])[] = [
  ['Home', 'Harbour notes', 'Oona Teague', 'Arrivals, departures, and what the tide left on the steps.'],
  ['Business', 'The market basket', 'Ruth Okafor', 'What a week’s shopping cost, and what it used to.'],
  ['Science', 'A question of degree', 'Ines Kowalczyk', 'Readers ask, and somebody who knows answers.'],
  ['Culture', 'Shelf life', 'Samir Haddad', 'One book, read again after twenty years.'],
  ['Sport', 'The long throw', 'Gwen Prosser', 'A look at a game that nobody else was watching.'],
  ['World', 'Letter from abroad', 'Jun Watanabe', 'Our correspondents on what they had for lunch and why.'],
];

const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .split('-')
    .slice(0, 8)
    .join('-');

const archived: readonly Story[] = Array.from({ length: ARCHIVE_LENGTH - stories.length }, (_, at) => {
  const [section, title, author, line] = columns[at % columns.length] ?? ['Home', 'Notes', 'The editors', ''];
  return { section, title: `${title}, no. ${ARCHIVE_LENGTH - at}`, author, line, minutesAgo: (at + 1) * DAY };
});

/** Newest first. */
export const articles: readonly Article[] = [...stories, ...archived]
  .toSorted((a, b) => a.minutesAgo - b.minutesAgo)
  .map((story, at) => ({ ...story, slug: slugOf(story.title), at }));

export const articleBySlug = (slug: string | undefined): Article | undefined =>
  articles.find(article => article.slug === slug);

export const inSection = (section: Section): readonly Article[] =>
  articles.filter(article => article.section === section);

/** Four of the same section, the newest first. */
export const related = (article: Article): readonly Article[] =>
  inSection(article.section)
    .filter(other => other !== article)
    .slice(0, 4);

export const searchArticles = (q: string): readonly Article[] =>
  articles.filter(({ title, line, author }) => `${title} ${line} ${author}`.toLowerCase().includes(q.toLowerCase()));

export const writtenAt = (article: Article): Date => new Date(edition.getTime() - article.minutesAgo * 60_000);

/** `25 minutes ago`, `3 hours ago`, `yesterday`, `12 days ago` */
export function ago({ minutesAgo }: Article): string {
  if (minutesAgo < 60) return `${minutesAgo} minutes ago`;
  if (minutesAgo < DAY) return minutesAgo < 120 ? '1 hour ago' : `${Math.floor(minutesAgo / 60)} hours ago`;
  return minutesAgo < 2 * DAY ? 'yesterday' : `${Math.floor(minutesAgo / DAY)} days ago`;
}

const middle = [
  'Those who were there speak of a long silence before the first applause, and of the rain that waited until it was over.',
  'The figures are public and fit on one page. They were read aloud twice, once for those at the back.',
  'Not everybody is content. A petition with two hundred names lies at the town hall, next to a jar for coins.',
  'It began, as such things do, with somebody who would not stop asking. She declined to be named, and then to be thanked.',
  'What happens next depends on the weather, the money and a signature. Two of the three are said to be likely.',
  'A similar plan failed eleven years ago for want of a bolt. The bolt is now in a glass case in the foyer.',
  '“We did the dull part first,” said the engineer in charge, “and then there was no exciting part left.”',
  'Experts whom we asked agreed on the facts and on nothing else, which they said was how it should be.',
];

/** The body: its own line first, then six paragraphs picked by the article's place. */
export const paragraphsOf = (article: Article): readonly string[] => [
  article.line,
  ...Array.from({ length: 6 }, (_, at) => middle[(article.at + at * 3) % middle.length] ?? ''),
];
