/** A file's content as a picture, a table, plain text or the pages of a PDF, drawn. Whatever the file holds, it is never run and never markup. */

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Artifact } from '../../lib/domain/artifact.ts';
import { type CsvTable, parseCsv } from '../state/csv.ts';
import { tableOfJson } from '../state/json-table.ts';
import { PREVIEW_CHARS, PREVIEW_ROWS } from '../state/limits.ts';
import { prettyJson } from '../state/pretty-json.ts';
import { moreRows, strings } from '../strings.ts';
import { useConsole } from './context.ts';
import { LazyPdfPreview } from './lazy-pdf-preview.tsx';
import { Shot } from './shot.tsx';
import { Spinner } from './spinner.tsx';

export const isPdf = (mediaType: string): boolean => mediaType.startsWith('application/pdf');

export function ArtifactPreview({ artifact }: { artifact: Artifact }) {
  if (artifact.mediaType.startsWith('image/')) return <PicturePreview artifact={artifact} />;
  if (isPdf(artifact.mediaType)) return <LazyPdfPreview artifact={artifact} />;
  return <TextPreview artifact={artifact} />;
}

function PicturePreview({ artifact }: { artifact: Artifact }) {
  const failed = useSignal(false);
  if (failed.value) return <p class="quiet file-preview">{strings.previewFailed}</p>;
  return (
    <div class="file-preview file-picture">
      <Shot
        artifactId={artifact.artifactId}
        alt={artifact.name}
        onFailed={() => {
          failed.value = true;
        }}
      />
    </div>
  );
}

function TextPreview({ artifact }: { artifact: Artifact }) {
  const { links } = useConsole();
  const text = useSignal<string | undefined>(undefined);
  const failed = useSignal(false);
  useEffect(() => {
    const stopped = new AbortController();
    const read = async (): Promise<void> => {
      const url = await links.to(artifact.artifactId);
      const response = await fetch(url, { signal: stopped.signal, credentials: 'omit', referrerPolicy: 'no-referrer' });
      if (!response.ok) throw new Error(`The file answered ${response.status}.`);
      text.value = await response.text();
    };
    read().catch(() => {
      if (!stopped.signal.aborted) failed.value = true;
    });
    return () => stopped.abort();
  }, [artifact.artifactId]);
  if (failed.value) return <p class="quiet file-preview">{strings.previewFailed}</p>;
  if (text.value === undefined) {
    return (
      <div class="file-preview">
        <Spinner label={strings.loading} />
      </div>
    );
  }
  const table = tableOf(artifact.mediaType, text.value);
  if (table !== undefined) return <TablePreview table={table} name={artifact.name} />;
  const words = artifact.mediaType.startsWith('application/json') ? prettyJson(text.value) : text.value;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <pre class="file-preview file-text" tabIndex={0}>
      {words.slice(0, PREVIEW_CHARS)}
    </pre>
  );
}

function tableOf(mediaType: string, text: string): CsvTable | undefined {
  if (mediaType.startsWith('text/csv')) return parseCsv(text, PREVIEW_ROWS);
  return mediaType.startsWith('application/json') ? tableOfJson(text, PREVIEW_ROWS) : undefined;
}

function TablePreview({ table: { header, rows, more }, name }: { table: CsvTable; name: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section class="file-preview file-table" tabIndex={0} aria-label={name}>
      <table>
        <thead>
          <tr>
            {header.map((cell, index) => (
              <th key={index} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            <tr key={line}>
              {row.map((cell, index) => (
                <td key={index} title={cell}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p class="quiet">{moreRows(more)}</p>}
    </section>
  );
}
