/** The inside of the thread that reads one PDF with unpdf, which runs none of its scripts. Opens no file and no connection. */

import { parentPort, workerData } from 'node:worker_threads';
import { getDocumentProxy } from 'unpdf';
import { messageOf } from '../deadline.ts';
import type { PdfAnswer, PdfRequest } from './read-pdf.ts';

const MAX_PAGES = 2_000;

const isRequest = (value: unknown): value is PdfRequest =>
  typeof value === 'object' && value !== null && 'bytes' in value && 'maxChars' in value;

async function read({ bytes, maxChars }: PdfRequest): Promise<string> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  let text = '';
  for (let number = 1; number <= Math.min(document.numPages, MAX_PAGES) && text.length <= maxChars; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const said = items.map(item => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('');
    text += `${number === 1 ? '' : '\n\n'}## page ${number} of ${document.numPages}\n\n${said.trim()}`;
    page.cleanup();
  }
  return text;
}

async function answer(): Promise<PdfAnswer> {
  if (!isRequest(workerData)) return { error: 'nothing to read' };
  try {
    return { text: await read(workerData) };
  } catch (error) {
    return { error: messageOf(error) };
  }
}

parentPort?.postMessage(await answer());
