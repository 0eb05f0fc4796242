/** One file of a task: its name, kind and size, a preview on demand, and a download link made when it is wanted. */

import { useSignal } from '@preact/signals';
import type { Artifact } from '../../lib/domain/artifact.ts';
import { formatBytes } from '../state/format.ts';
import { visible } from '../state/visible.ts';
import { runWords } from '../strings/run-page.ts';
import { artifactWords, strings } from '../strings.ts';
import { ArtifactPreview, isPdf } from './artifact-preview.tsx';
import { useConsole } from './context.ts';
import { DownloadIcon } from './icons.tsx';

const PREVIEWED = /^(image\/(png|jpeg|webp|gif)|text\/(csv|plain|markdown)|application\/(json|x-ndjson|pdf))/;

export function ArtifactItem({ artifact, isOpen }: { artifact: Artifact; isOpen: boolean }) {
  // To draw a PDF takes the code for it and a moment of the page's own time: for those who ask.
  const open = useSignal(isOpen && !isPdf(artifact.mediaType));
  const canPreview = PREVIEWED.test(artifact.mediaType);
  return (
    <article class="file" aria-label={artifact.name} data-testid="artifact">
      <div class="file-head">
        <div class="file-words">
          <span class="file-name">{visible(artifact.name)}</span>
          <span class="quiet">
            {artifactWords[artifact.kind]} · {formatBytes(artifact.bytes)}
          </span>
          {!canPreview && <span class="quiet">{runWords.otherHint}</span>}
        </div>
        {canPreview && (
          <button
            type="button"
            class="button button-small"
            aria-expanded={open.value}
            aria-label={`${strings.preview}: ${artifact.name}`}
            onClick={() => {
              open.value = !open.value;
            }}
          >
            {strings.preview}
          </button>
        )}
        <DownloadLink artifact={artifact} />
      </div>
      {canPreview && open.value && <ArtifactPreview artifact={artifact} />}
    </article>
  );
}

function DownloadLink({ artifact }: { artifact: Artifact }) {
  const { links } = useConsole();
  const href = useSignal<string | undefined>(undefined);
  const failed = useSignal(false);
  const follow = async (): Promise<void> => {
    try {
      const anchor = document.createElement('a');
      anchor.href = href.value = await links.to(artifact.artifactId, 'fresh');
      anchor.download = artifact.name;
      anchor.rel = 'noreferrer noopener';
      anchor.target = '_blank';
      anchor.click();
      failed.value = false;
    } catch {
      failed.value = true;
    }
  };
  return (
    <a
      class="button button-small"
      href={href.value ?? '#download'}
      download={artifact.name}
      rel="noreferrer noopener"
      target="_blank"
      aria-label={`${strings.download}: ${artifact.name}`}
      onClick={event => {
        event.preventDefault();
        void follow();
      }}
    >
      <DownloadIcon />
      <span class="file-download">{failed.value ? strings.linkFailed : strings.download}</span>
    </a>
  );
}
