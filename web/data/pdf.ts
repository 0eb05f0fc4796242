/** Opens a PDF and draws its pages on canvases, by the PDF.js that unpdf ships. Runs no script of the file, fetches nothing, makes no document. */

import { getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'unpdf/pdfjs';

export type PdfFault = 'broken' | 'encrypted' | 'too-large' | 'unreachable';

export interface OpenPdf {
  readonly pages: number;
  /** As wide as `width` CSS pixels want it on this screen. Rejects where the page cannot be drawn, or the signal says stop. */
  draw(page: number, canvas: HTMLCanvasElement, options: DrawOptions): Promise<void>;
  textOf(page: number): Promise<string>;
  close(): void;
}

interface DrawOptions {
  readonly width: number;
  readonly signal: AbortSignal;
}

export const MAX_PDF_BYTES = 20_000_000;
/** Of one canvas: 24 MB of memory. A page of an odd shape gets coarser and never larger. */
const MAX_PIXELS = 6_000_000;
const MAX_SIDE = 8_000;
/** Of one picture within a page. */
const MAX_IMAGE_PIXELS = 40_000_000;

export async function openPdf(bytes: Uint8Array): Promise<OpenPdf | PdfFault> {
  if (bytes.byteLength > MAX_PDF_BYTES) return 'too-large';
  const loading = getDocument({
    data: bytes,
    maxImageSize: MAX_IMAGE_PIXELS,
    // The console's policy compiles no code of any kind, and without these PDF.js does not try.
    useWasm: false,
    useWorkerFetch: false,
    // The fourteen fonts that a file need not bring are taken from the machine.
    useSystemFonts: true,
    verbosity: 0,
  });
  try {
    return opened(await loading.promise);
  } catch (error) {
    void loading.destroy();
    return error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'broken';
  }
}

function opened(document: PDFDocumentProxy): OpenPdf {
  return {
    pages: document.numPages,
    draw: async (number, canvas, { width, signal }) => {
      const page = await document.getPage(number);
      signal.throwIfAborted();
      const viewport = page.getViewport({ scale: scaleOf(page, width * devicePixelRatio) });
      canvas.width = Math.max(1, Math.floor(viewport.width));
      canvas.height = Math.max(1, Math.floor(viewport.height));
      const drawing = page.render({ canvas, viewport });
      const stop = (): void => drawing.cancel();
      signal.addEventListener('abort', stop, { once: true });
      try {
        await drawing.promise;
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    textOf: async number => {
      const { items } = await (await document.getPage(number)).getTextContent();
      return items
        .map(item => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : ''))
        .join('')
        .toWellFormed();
    },
    close: () => void document.loadingTask.destroy(),
  };
}

function scaleOf(page: PDFPageProxy, pixelsWide: number): number {
  const { width, height } = page.getViewport({ scale: 1 });
  return Math.min(pixelsWide / width, Math.sqrt(MAX_PIXELS / (width * height)), MAX_SIDE / width, MAX_SIDE / height);
}
