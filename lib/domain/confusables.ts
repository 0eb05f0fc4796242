/** Letters that are drawn like Latin ones. A short selection of Unicode's confusables (UTS #39, confusables.txt); changes no name that is used. */

/** By the Latin letter: Cyrillic, Greek, Armenian, and Latin letters with strokes or dots that are easily missed. */
const drawnLike: Readonly<Record<string, string>> = {
  a: 'аɑαạàáâãäåāăą',
  b: 'ЬƄḅ',
  c: 'сϲⅽçćčċ',
  d: 'ԁⅾɗḍđď',
  e: 'еҽẹèéêëēėęěє',
  f: 'ƒ',
  g: 'ɡցġğģǵ',
  h: 'һհḥħ',
  i: 'іıɩιìíîïīįịӏ',
  j: 'јϳ',
  k: 'кκķ',
  l: 'ⅼӏłĺļľḷ',
  m: 'мⅿṃ',
  n: 'ոпńņňñṇŋ',
  o: 'оοօσọòóôõöøōőơ',
  p: 'рρṗ',
  q: 'ԛգզ',
  r: 'гṛŕřŗ',
  s: 'ѕꜱṣśšşș',
  t: 'тτţťțṭ',
  u: 'υսцùúûüūůűųụư',
  v: 'νѵⅴ',
  w: 'ԝѡաẁẃẅŵ',
  x: 'хχⅹ',
  y: 'уγүýÿŷỵ',
  z: 'ᴢźżžẓ',
};

const latinOf = new Map(Object.entries(drawnLike).flatMap(([latin, likes]) => [...likes].map(like => [like, latin])));

/** Pairs of plain letters and digits that pass for others, most of all in small type. */
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/0/g, 'o'],
  [/[1i|]/g, 'l'],
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/cl/g, 'd'],
  [/5/g, 's'],
];

/** What is left when letters that look alike are one. For comparing only; ordinary names change by it too. */
export function skeletonOf(text: string): string {
  return PLAIN.reduce((skeleton, [from, to]) => skeleton.replace(from, to), looksLikeLatin(text));
}

/** Letter by letter; what is drawn like nothing Latin stays. */
export function looksLikeLatin(text: string): string {
  return [...text].map(letter => latinOf.get(letter) ?? letter).join('');
}
