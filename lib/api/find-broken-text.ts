/** Finds text with half a character (a lone surrogate) in a parsed body: no table can store it, and no digest of it comes out twice. Pure. */

/** Deeper than any schema of ours; a body may be nested ten thousand deep. */
const MAX_DEPTH = 32;

/** The path of the first one: of the object or list where a name in it is broken. Undefined where all text is whole. */
export function findBrokenText(value: unknown, path: readonly string[] = []): readonly string[] | undefined {
  if (typeof value === 'string') return value.isWellFormed() ? undefined : path;
  if (typeof value !== 'object' || value === null || path.length >= MAX_DEPTH) return undefined;
  for (const [name, part] of Object.entries(value)) {
    if (!name.isWellFormed()) return path;
    const found = findBrokenText(part, [...path, name]);
    if (found !== undefined) return found;
  }
  return undefined;
}
