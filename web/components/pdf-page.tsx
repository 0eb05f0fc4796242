/** One page of a PDF as a picture on a canvas, with a name for those who do not see it. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { OpenPdf } from '../data/pdf.ts';
import { pdfWords } from '../strings/pdf.ts';

interface PdfPageProps {
  readonly pdf: OpenPdf;
  readonly page: number;
  readonly name: string;
}

export function PdfPage({ pdf, page, name }: PdfPageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const state = useSignal<'drawing' | 'drawn' | 'failed'>('drawing');
  useEffect(() => {
    const stopped = new AbortController();
    const { signal } = stopped;
    const place = canvas.current;
    if (place === null) return;
    pdf.draw(page, place, { width: place.clientWidth, signal }).then(
      () => {
        if (!signal.aborted) state.value = 'drawn';
      },
      () => {
        if (!signal.aborted) state.value = 'failed';
      },
    );
    return () => stopped.abort();
  }, [pdf, page]);
  if (state.value === 'failed') return <p class="quiet">{pdfWords.pageFailed}</p>;
  return (
    <canvas
      class="pdf-page"
      ref={canvas}
      role="img"
      aria-label={pdfWords.pageOf(page, pdf.pages, name)}
      data-state={state.value}
    />
  );
}
