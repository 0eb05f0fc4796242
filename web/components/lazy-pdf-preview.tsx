/** A PDF's preview, whose code, half a megabyte, is fetched only when somebody wants to see a PDF. */

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Artifact } from '../../lib/domain/artifact.ts';
import { strings } from '../strings.ts';
import { Spinner } from './spinner.tsx';

type Preview = typeof import('./pdf-preview.tsx').PdfPreview;

export function LazyPdfPreview({ artifact }: { artifact: Artifact }) {
  const loaded = useSignal<{ readonly Preview: Preview } | 'failed' | undefined>(undefined);
  useEffect(() => {
    let wanted = true;
    import('./pdf-preview.tsx').then(
      ({ PdfPreview }) => {
        if (wanted) loaded.value = { Preview: PdfPreview };
      },
      () => {
        if (wanted) loaded.value = 'failed';
      },
    );
    return () => {
      wanted = false;
    };
  }, []);
  if (loaded.value === 'failed') return <p class="quiet file-preview">{strings.previewFailed}</p>;
  if (loaded.value === undefined) {
    return (
      <div class="file-preview">
        <Spinner label={strings.loading} />
      </div>
    );
  }
  const { Preview } = loaded.value;
  return <Preview artifact={artifact} />;
}
