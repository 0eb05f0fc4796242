/** Whether a text has all the words one looks for, anywhere and in any case. Pure. */

export function hasWords(text: string, words: string): boolean {
  const within = text.toLocaleLowerCase();
  return words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every(word => within.includes(word));
}
