/** The words of a PDF that is shown as pictures of its pages. Plain sentences; what the file says is never among them. */

import type { PdfFault } from '../data/pdf.ts';

export const pdfWords = {
  pageOf: (page: number, pages: number, name: string): string => `Page ${page} of ${pages} of ${name}`,
  pages: (pages: number): string => (pages === 1 ? '1 page' : `${pages} pages`),
  pagesShown: (shown: number, pages: number): string => `${shown} of ${pages} pages`,
  showMore: (more: number): string => (more === 1 ? 'Show 1 more page' : `Show ${more} more pages`),
  pageFailed: 'This page could not be drawn.',
  asText: 'The same as text',
  pageText: (page: number): string => `Page ${page}`,
  noText: 'There is no text in these pages: they are pictures.',
  faults: {
    broken:
      'This file is no PDF that can be read: it is damaged, or something else under that name. Download it to keep it as it is.',
    encrypted: 'This PDF wants a password, so it is not shown here. Download it to open it.',
    'too-large': 'This PDF has more than 20 MB, which is too much to show here. Download it to open it.',
    unreachable: 'No preview could be loaded. The download may still work.',
  } satisfies Record<PdfFault, string>,
} as const;
