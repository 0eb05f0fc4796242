/** How much what a page says is what a person said: 0 to 100. Pure words; knows no element and no site. */

/** Words that mean the same on many pages. */
const SYNONYMS: readonly (readonly string[])[] = [
  ['next', 'next page', '›', '»', '→', '>', 'older'],
  ['previous', 'prev', 'previous page', '‹', '«', '←', '<', 'newer'],
  ['sign in', 'log in', 'login', 'signin', 'sign on', 'log on'],
  ['sign out', 'log out', 'logout', 'sign off'],
  ['sign up', 'register', 'create account', 'create an account', 'join'],
  ['basket', 'cart', 'bag', 'shopping basket', 'shopping cart'],
  ['remove', 'delete', 'take out', 'discard'],
  ['checkout', 'check out', 'go to checkout', 'proceed to checkout'],
  ['submit', 'send', 'apply', 'continue', 'save', 'go', 'ok'],
  ['close', '×', '✕', '✖', 'x', 'dismiss'],
  ['more', 'show more', 'load more', 'see more'],
  ['username', 'user name', 'user', 'login', 'user id', 'email', 'e mail', 'email address'],
  ['email', 'e mail', 'email address', 'e mail address', 'mail'],
  ['phone', 'telephone', 'telephone number', 'phone number', 'mobile', 'tel'],
  ['postcode', 'post code', 'postal code', 'zip', 'zip code'],
  ['town', 'city', 'town or city'],
  ['add to basket', 'add to cart', 'add to bag', 'add', 'buy'],
  ['sort', 'sort by', 'order by', 'sort order', 'sorting'],
  ['quantity', 'qty', 'amount', 'how many'],
];

const EXACT = 100;
const SYNONYM = 92;
const PREFIX = 84;
const WITHIN = 76;
const ALL_WORDS = 68;
const IN_ORDER = 2;
const SOME_WORDS = 56;
const PART_OF_WORD = 50;
/** "The Help page" is what the link "Help" leads to. */
const OF_A_PAGE = 6;

export function likeness(onPage: string, said: string): number {
  const page = withoutOwner(plain(onPage));
  const words = withoutOwner(plain(said));
  if (words === '') return onPage.trim() === said.trim() && said.trim() !== '' ? EXACT : 0;
  if (page === words) return EXACT;
  const same = SYNONYMS.filter(group => group.includes(words));
  if (same.some(group => group.includes(page) || group.includes(onPage.trim().toLowerCase()))) return SYNONYM;
  if (page === '') return 0;
  if (page.startsWith(`${words} `)) return PREFIX - Math.min(4, Math.floor((page.length - words.length) / 12));
  if (` ${page} `.includes(` ${words} `)) return WITHIN;
  const bare = words.replace(/ page$/, '');
  return Math.max(overlap(page, words), bare === words ? 0 : likeness(onPage, bare) - OF_A_PAGE);
}

/** "Your e-mail" and "e-mail" are one name. */
const withoutOwner = (text: string): string => text.replace(/^(?:(?:please )?enter )?(?:your|my|the) (?=\S)/, '');

function overlap(page: string, words: string): number {
  const wanted = words.split(' ').filter(word => !FILLER.has(word));
  const there = new Set(page.split(' ').map(stem));
  const hits = wanted.filter(word => there.has(stem(word))).length;
  if (wanted.length > 0 && hits === wanted.length) return ALL_WORDS + (isInOrder(page, wanted) ? IN_ORDER : 0);
  if (hits > 0) return Math.round((hits / wanted.length) * SOME_WORDS);
  return words.length > 3 && page.includes(words) ? PART_OF_WORD : 0;
}

/** "Price: low to high" rather than "Price: high to low". */
function isInOrder(page: string, wanted: readonly string[]): boolean {
  const places = wanted.map(word => page.split(' ').findIndex(other => stem(other) === stem(word)));
  return wanted.length > 1 && places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0));
}

const FILLER: ReadonlySet<string> = new Set(
  'the a an of to for in on at is are was were and or my your this that it its all please with from by as'.split(' '),
);

/** "cities" and "city", "boxes" and "box", "prices" and "price" are one word. */
export const stem = (word: string): string => word.replace(/(?:ies|y)$/, 'i').replace(/(?:es|s|e)$/, '');

export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The words that carry the meaning, as stems. */
export function contentWords(text: string): readonly string[] {
  return [
    ...new Set(
      plain(text)
        .split(' ')
        .filter(word => !FILLER.has(word))
        .map(stem)
        .filter(word => word !== ''),
    ),
  ];
}

/** How many of the words, given as stems, are in the text. */
export function hitsIn(text: string, words: readonly string[]): number {
  const there = new Set(plain(text).split(' ').map(stem));
  return words.filter(word => there.has(word)).length;
}
