/** The first pages of a PDF as pictures. The file is read as data: it gets no document, and nothing in it runs. */

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Artifact } from '../../lib/domain/artifact.ts';
import { MAX_PDF_BYTES, type OpenPdf, openPdf, type PdfFault } from '../data/pdf.ts';
import { pdfWords } from '../strings/pdf.ts';
import { strings } from '../strings.ts';
import { useConsole } from './context.ts';
import { PdfPage } from './pdf-page.tsx';
import { PdfText } from './pdf-text.tsx';
import { Spinner } from './spinner.tsx';

/** Shown at first, and with each wish for more. */
const PAGES_AT_ONCE = 5;

export function PdfPreview({ artifact }: { artifact: Artifact }) {
  const { links } = useConsole();
  const pdf = useSignal<OpenPdf | PdfFault | undefined>(undefined);
  useEffect(() => {
    const stopped = new AbortController();
    const { signal } = stopped;
    const read = async (): Promise<OpenPdf | PdfFault> => {
      if (artifact.bytes > MAX_PDF_BYTES) return 'too-large';
      const get = async (fresh?: 'fresh'): Promise<Response> =>
        fetch(await links.to(artifact.artifactId, fresh), {
          signal,
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
        });
      const known = await get();
      // A link may have run out, in a tab that slept.
      const response = known.ok ? known : await get('fresh');
      if (!response.ok) return 'unreachable';
      return openPdf(new Uint8Array(await response.arrayBuffer()));
    };
    let opened: OpenPdf | PdfFault | undefined;
    void read()
      .catch((): PdfFault => 'unreachable')
      .then(found => {
        if (!signal.aborted) pdf.value = opened = found;
        else if (typeof found !== 'string') found.close();
      });
    return () => {
      stopped.abort();
      if (opened !== undefined && typeof opened !== 'string') opened.close();
    };
  }, [artifact.artifactId]);
  if (pdf.value === undefined) {
    return (
      <div class="file-preview">
        <Spinner label={strings.loading} />
      </div>
    );
  }
  if (typeof pdf.value === 'string') {
    return (
      <p class="quiet file-preview" role="status" data-fault={pdf.value}>
        {pdfWords.faults[pdf.value]}
      </p>
    );
  }
  return <Pages pdf={pdf.value} name={artifact.name} />;
}

function Pages({ pdf, name }: { pdf: OpenPdf; name: string }) {
  const shown = useSignal(Math.min(PAGES_AT_ONCE, pdf.pages));
  const more = Math.min(PAGES_AT_ONCE, pdf.pages - shown.value);
  return (
    <div class="file-preview file-pdf" data-testid="pdf">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section class="pdf-pages" tabIndex={0} aria-label={name}>
        {Array.from({ length: shown.value }, (_, index) => (
          <PdfPage key={index} pdf={pdf} page={index + 1} name={name} />
        ))}
      </section>
      <div class="pdf-foot">
        <span class="quiet" role="status">
          {shown.value < pdf.pages ? pdfWords.pagesShown(shown.value, pdf.pages) : pdfWords.pages(pdf.pages)}
        </span>
        {more > 0 && (
          <button
            type="button"
            class="button button-small"
            onClick={() => {
              shown.value += more;
            }}
          >
            {pdfWords.showMore(more)}
          </button>
        )}
      </div>
      <PdfText pdf={pdf} pages={shown.value} />
    </div>
  );
}
