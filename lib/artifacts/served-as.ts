/** How an artifact's bytes are served: in place or only saved, and as what. Stored with the object and signed into each link. */

import type { Artifact, ArtifactKind } from '../domain/artifact.ts';

/** Only pictures and plain data open in place. A page or a download is hostile markup: it is only ever saved. */
const SHOWN_INLINE: ReadonlySet<ArtifactKind> = new Set(['screenshot', 'data-json', 'trace']);
/** Kinds whose media type is ours. A page's or a download's is what a site claimed. */
const TYPE_IS_OURS: ReadonlySet<ArtifactKind> = new Set([...SHOWN_INLINE, 'data-csv']);

export interface ServedAs {
  readonly contentType: string;
  readonly contentDisposition: string;
}

export function servedAs(artifact: Pick<Artifact, 'kind' | 'name' | 'mediaType'>): ServedAs {
  const how = SHOWN_INLINE.has(artifact.kind) ? 'inline' : 'attachment';
  return {
    contentType: TYPE_IS_OURS.has(artifact.kind) ? artifact.mediaType : 'application/octet-stream',
    contentDisposition: `${how}; filename="${asciiName(artifact.name)}"; filename*=UTF-8''${encodeName(artifact.name)}`,
  };
}

/** The name may come from a page: nothing in it can end the quotes or the header. */
const asciiName = (name: string): string => name.replace(/[^A-Za-z0-9._ -]/g, '_').slice(0, 120) || 'artifact';

const encodeName = (name: string): string =>
  encodeURIComponent(name.toWellFormed().slice(0, 120).toWellFormed()).replace(
    /['()*]/g,
    char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
