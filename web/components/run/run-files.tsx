/** The files of a run: what it made for the person first, its screenshots folded after. */

import type { Artifact } from '../../../lib/domain/artifact.ts';
import { strings } from '../../strings.ts';
import { ArtifactItem } from '../artifact-item.tsx';

interface FilesProps {
  readonly artifacts: readonly Artifact[];
  readonly firstIsOpen: boolean;
  /** Said where there is nothing at all. */
  readonly none: string;
}

/** What was asked for, rather than kept for the record. */
export const isForPerson = ({ kind }: Artifact): boolean =>
  kind === 'data-csv' || kind === 'data-json' || kind === 'download';

/** More than these at once would ask for nothing anybody looks at. */
const SHOTS_SHOWN = 200;

export function RunFiles({ artifacts, firstIsOpen, none }: FilesProps) {
  const files = artifacts.filter(artifact => artifact.kind !== 'screenshot');
  const screenshots = artifacts.filter(artifact => artifact.kind === 'screenshot');
  return (
    <>
      {files.length > 0 && (
        <div class="files" data-testid="files">
          <h3>{strings.artifacts}</h3>
          {files.map((artifact, index) => (
            <ArtifactItem key={artifact.artifactId} artifact={artifact} isOpen={firstIsOpen && index === 0} />
          ))}
        </div>
      )}
      {screenshots.length > 0 && (
        <details class="fold">
          <summary>
            {strings.screenshots} ({screenshots.length})
          </summary>
          <div class="files">
            {screenshots.slice(-SHOTS_SHOWN).map(artifact => (
              <ArtifactItem key={artifact.artifactId} artifact={artifact} isOpen={false} />
            ))}
          </div>
        </details>
      )}
      {artifacts.length === 0 && <p class="quiet">{none}</p>}
    </>
  );
}
