/** A file that a task made. This is its record; the bytes lie in the bucket under `key`, written before any event names them. */

import * as z from 'zod';

export const artifactKinds = [
  'screenshot',
  'page-html',
  'page-mhtml',
  'data-json',
  'data-csv',
  'trace',
  'download',
] as const;

export const Artifact = z.object({
  artifactId: z.string(),
  taskId: z.string(),
  kind: z.enum(artifactKinds),
  /** A file name for people, such as `rivers.csv`. */
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  /** The step that made it; 0 before the first. */
  step: z.int(),
  madeAt: z.string(),
});
export type Artifact = z.infer<typeof Artifact>;
export type ArtifactKind = Artifact['kind'];

/** Where an artifact's bytes lie in the bucket. The owner comes first, so that a policy can fence owners off. */
export function artifactKey(ownerId: string, artifact: Pick<Artifact, 'taskId' | 'artifactId'>): string {
  return `${ownerId}/${artifact.taskId}/${artifact.artifactId}`;
}
