/** What the pages of a PDF say, as plain text: read only when it is asked for. */

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { OpenPdf } from '../data/pdf.ts';
import { PREVIEW_CHARS } from '../state/limits.ts';
import { pdfWords } from '../strings/pdf.ts';
import { strings } from '../strings.ts';
import { Spinner } from './spinner.tsx';

interface PdfTextProps {
  readonly pdf: OpenPdf;
  /** Of the pages that are shown. */
  readonly pages: number;
}

export function PdfText({ pdf, pages }: PdfTextProps) {
  const open = useSignal(false);
  return (
    <details
      class="fold pdf-text"
      onToggle={event => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>{pdfWords.asText}</summary>
      {open.value && <Pages pdf={pdf} pages={pages} />}
    </details>
  );
}

function Pages({ pdf, pages }: PdfTextProps) {
  const texts = useSignal<readonly string[] | 'failed' | undefined>(undefined);
  useEffect(() => {
    let wanted = true;
    const numbers = Array.from({ length: pages }, (_, index) => index + 1);
    Promise.all(numbers.map(number => pdf.textOf(number))).then(
      read => {
        if (wanted) texts.value = read;
      },
      () => {
        if (wanted) texts.value = 'failed';
      },
    );
    return () => {
      wanted = false;
    };
  }, [pdf, pages]);
  if (texts.value === undefined) return <Spinner label={strings.loading} />;
  if (texts.value === 'failed') return <p class="quiet">{strings.previewFailed}</p>;
  if (texts.value.every(text => text.trim() === '')) return <p class="quiet">{pdfWords.noText}</p>;
  return (
    <>
      {texts.value.map((text, index) => (
        <section key={index} aria-label={pdfWords.pageText(index + 1)}>
          <p class="prose">{text.slice(0, PREVIEW_CHARS)}</p>
        </section>
      ))}
    </>
  );
}
