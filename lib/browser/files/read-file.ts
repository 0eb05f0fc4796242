/** The text of a file that a page gave. PDF by unpdf, which runs none of its scripts; text by decoding. Executes nothing. */

import { extractText, getDocumentProxy } from 'unpdf';
import type { PageFile, PageText } from '../../agent/page.ts';
import { type Refusal, refusal } from '../../domain/errors.ts';

const MAX_CHARS = 200_000;
const MAX_PAGES = 300;
const TEXTUAL = /^text\/|^application\/(json|xml|.*\+xml)$|^image\/svg/;

export async function readFileText(file: PageFile, url: string): Promise<PageText | Refusal> {
  const { name, mediaType, bytes } = file;
  if (mediaType === 'application/pdf') {
    try {
      return textOf(name, url, await readPdf(bytes));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return refusal('page.file-unreadable', `"${name}" is no PDF that can be read: ${why.slice(0, 200)}.`);
    }
  }
  if (!TEXTUAL.test(mediaType)) return refusal('page.file-unreadable', `"${name}" is ${mediaType}.`);
  return textOf(name, url, decode(bytes));
}

const textOf = (title: string, url: string, text: string): PageText => ({
  ok: true,
  url,
  title,
  markdown: text.slice(0, MAX_CHARS),
  cut: text.length > MAX_CHARS,
});

/** A heading a page, so that the model can say where it read something. */
async function readPdf(bytes: Uint8Array): Promise<string> {
  // The reader takes the memory it is given for its own.
  const document = await getDocumentProxy(new Uint8Array(bytes));
  try {
    const { text, totalPages } = await extractText(document, { mergePages: false });
    const pages = text
      .slice(0, MAX_PAGES)
      .map((page, index) => `## page ${index + 1} of ${totalPages}\n\n${page.trim()}`);
    return pages.join('\n\n');
  } finally {
    await document.loadingTask.destroy();
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
