/** Names and kinds of files as a site claims them, made harmless. Reads no file. */

const MAX_NAME = 120;
/** Enough to tell text from anything else. */
const SNIFFED_BYTES = 4_096;
const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  txt: 'text/plain',
  md: 'text/markdown',
  log: 'text/plain',
  json: 'application/json',
  xml: 'application/xml',
  html: 'text/html',
  htm: 'text/html',
  ics: 'text/calendar',
  vcf: 'text/vcard',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  zip: 'application/zip',
  exe: 'application/octet-stream',
  bin: 'application/octet-stream',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};
const MAGIC: readonly (readonly [start: string, type: string])[] = [
  ['%PDF-', 'application/pdf'],
  ['\x89PNG', 'image/png'],
  ['\xff\xd8\xff', 'image/jpeg'],
  ['GIF8', 'image/gif'],
];

/** Without folders and control characters, not hidden, at most 120 characters, and none of those there are. */
export function cleanFileName(claimed: string, taken: ReadonlySet<string>): string {
  const base = claimed.split(/[/\\]/).at(-1) ?? '';
  const plain = base
    .normalize('NFC')
    .toWellFormed()
    .replace(/[\p{C}<>:"|?*]/gu, '')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const dot = plain.lastIndexOf('.');
  const extension = dot > 0 && plain.length - dot <= 10 ? plain.slice(dot) : '';
  const stem = (extension === '' ? plain : plain.slice(0, dot)) || 'file';
  for (let number = 1; ; number += 1) {
    const end = `${number === 1 ? '' : ` (${number})`}${extension}`;
    const name = `${withoutHalf(stem.slice(0, MAX_NAME - end.length))}${end}`;
    if (!taken.has(name)) return name;
  }
}

/** A character of two units is not cut in the middle. */
const withoutHalf = (text: string): string => text.replace(/[\ud800-\udbff]$/, '').trimEnd();

/** What its name says it is. */
export function namedTypeOf(name: string): string | undefined {
  return TYPES[name.toLowerCase().split('.').slice(1).at(-1) ?? ''];
}

/** By what it begins with where that is telling, else by its name; a site's own claim counts for nothing. */
export function mediaTypeOf(name: string, bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 12));
  const magic = MAGIC.find(([start]) => head.startsWith(start))?.[1];
  if (magic !== undefined) return magic;
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'image/webp';
  const named = namedTypeOf(name);
  if (head.startsWith('PK\x03\x04')) return named?.startsWith('application/') ? named : 'application/zip';
  if (named !== undefined && named !== 'application/pdf') return named;
  return isText(bytes) ? 'text/plain' : 'application/octet-stream';
}

/** True where a person could read it: whole characters, no control characters beyond tabs and line ends. */
export function isText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, SNIFFED_BYTES);
  try {
    // More may follow, so that a character cut at the end is none that is wrong.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
    return text !== '' && !/[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]/.test(text);
  } catch {
    return false;
  }
}
