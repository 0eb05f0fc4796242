/** The text of a file that a page gave: text by decoding, PDF in a thread of its own. Executes nothing. */

import type { PageFile, PageText } from '../../agent/page.ts';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { messageOf } from '../deadline.ts';
import { isText } from './file-name.ts';
import { readPdf } from './read-pdf.ts';

const MAX_CHARS = 200_000;
const TEXTUAL = /^text\/|^application\/(json|xml|.*\+xml)$|^image\/svg/;

export async function readFileText(file: PageFile, url: string): Promise<PageText | Refusal> {
  const { name, mediaType, bytes } = file;
  const unreadable = (why: string): Refusal => refusal('page.file-unreadable', `${JSON.stringify(name)} ${why}.`);
  if (mediaType === 'application/pdf') {
    try {
      return textOf(name, url, await readPdf(bytes, MAX_CHARS));
    } catch (error) {
      return unreadable(`is no PDF that can be read: ${messageOf(error).slice(0, 200)}`);
    }
  }
  if (!TEXTUAL.test(mediaType)) return unreadable(`is ${mediaType}`);
  const text = decode(bytes);
  return text === undefined ? unreadable('holds no text, whatever its name says') : textOf(name, url, text);
}

const textOf = (title: string, url: string, text: string): PageText => ({
  ok: true,
  url,
  title,
  markdown: text.slice(0, MAX_CHARS).toWellFormed(),
  cut: text.length > MAX_CHARS,
});

/** UTF-8 or UTF-16 by its mark, UTF-8 where it is that, else as old programs wrote it. */
function decode(bytes: Uint8Array): string | undefined {
  if (bytes.byteLength === 0) return '';
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return isText(bytes) ? text : undefined;
  } catch {
    // A file of zeros is none that an old program wrote.
    return bytes.subarray(0, 4_096).includes(0) ? undefined : new TextDecoder('windows-1252').decode(bytes);
  }
}
