/** The text of a PDF, page by page, read in a thread that can be ended: a file of a site may be made to take all time and memory. */

import { Worker } from 'node:worker_threads';

/** For the thread to load what it reads with, and to read. */
const READ_MS = 20_000;
const MAX_HEAP_MB = 512;
/** What the whole process may grow by meanwhile: a small stream can unfold to gigabytes beside the heap. */
const MAX_GROWTH_BYTES = 700_000_000;
const LOOK_MS = 50;

export interface PdfRequest {
  readonly bytes: Uint8Array;
  readonly maxChars: number;
}
export type PdfAnswer = { readonly text: string } | { readonly error: string };

const isAnswer = (value: unknown): value is PdfAnswer =>
  typeof value === 'object' && value !== null && ('text' in value || 'error' in value);

/** Markdown with a heading a page, so that the model can say where it read something. Throws where it is none that can be read. */
export async function readPdf(bytes: Uint8Array, maxChars: number): Promise<string> {
  const request: PdfRequest = { bytes, maxChars };
  const thread = new Worker(new URL('./pdf-thread.ts', import.meta.url), {
    workerData: request,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    // Nothing of this process's environment, arguments and output: the file is a stranger's.
    env: {},
    argv: [],
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  const before = process.memoryUsage.rss();
  const { promise, resolve, reject } = Promise.withResolvers<PdfAnswer>();
  const look = setInterval(() => {
    if (process.memoryUsage.rss() - before > MAX_GROWTH_BYTES) reject(new Error('it unfolds to too much'));
  }, LOOK_MS);
  const late = setTimeout(() => reject(new Error('it takes too long to read')), READ_MS);
  thread.once('message', (answer: unknown) =>
    isAnswer(answer) ? resolve(answer) : reject(new Error('the reader said nothing')),
  );
  thread.once('error', reject);
  thread.once('exit', () => reject(new Error('the reader ended')));
  try {
    const answer = await promise;
    if ('error' in answer) throw new Error(answer.error);
    return answer.text;
  } finally {
    clearInterval(look);
    clearTimeout(late);
    await thread.terminate();
  }
}
