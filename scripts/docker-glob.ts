/** Patterns as Docker means them, in COPY and in .dockerignore: `*` takes names with a dot in front too, which Node's own globs leave out. */

const SIGNS: Readonly<Record<string, string>> = { '**': '.*', '*': '[^/]*', '?': '[^/]' };

export function isMatch(path: string, glob: string): boolean {
  const source = glob.replace(/\*\*|[*?]|[.+^${}()|[\]\\]/g, sign => SIGNS[sign] ?? `\\${sign}`);
  return new RegExp(`^${source}$`).test(path);
}
