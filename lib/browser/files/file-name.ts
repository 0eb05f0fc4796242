/** Names and kinds of files as a site claims them, made harmless. Reads no file. */

const MAX_NAME = 120;
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
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  zip: 'application/zip',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** Without folders and control characters, not hidden, not too long, and none of those there are. */
export function cleanFileName(claimed: string, taken: ReadonlySet<string>): string {
  const base = claimed.split(/[/\\]/).at(-1) ?? '';
  const plain = base
    .normalize('NFC')
    .replace(/[\p{C}<>:"|?*]/gu, '')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .trim();
  const dot = plain.lastIndexOf('.');
  const extension = dot > 0 && plain.length - dot <= 10 ? plain.slice(dot) : '';
  const stem = (extension === '' ? plain : plain.slice(0, dot)).slice(0, MAX_NAME - extension.length) || 'file';
  let name = `${stem}${extension}`;
  for (let number = 2; taken.has(name); number += 1) name = `${stem} (${number})${extension}`;
  return name;
}

/** By what it begins with where that is telling, else by its name; a site's own claim counts for nothing. */
export function mediaTypeOf(name: string, bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 8));
  if (head.startsWith('%PDF-')) return 'application/pdf';
  if (head.startsWith('\x89PNG')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  const extension = name.toLowerCase().split('.').at(-1) ?? '';
  const byName = TYPES[extension];
  if (head.startsWith('PK\x03\x04')) return byName ?? 'application/zip';
  return byName === 'application/pdf' ? 'application/octet-stream' : (byName ?? 'application/octet-stream');
}
