/** Text with every sign made visible that would hide, or turn round, what a person decides on. Pure. */

/** Control and format characters but tab, line feed, and the joiners that emoji and several scripts are made of. */
const UNSEEN = /[[\p{Cc}\p{Cf}\u2028\u2029]--[\t\n\u200c\u200d]]/gv;

/** `photo\u202egnp.exe` as `photo[U+202E]gnp.exe`. */
export const visible = (text: string): string => text.replace(UNSEEN, sign => `[U+${codeOf(sign)}]`);

const codeOf = (sign: string): string => (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
