/** Reads the lines above an observation's body: address, title, tabs, a dialog that waits. They are ours, so a page cannot forge one. */

export interface SeenTab {
  /** `t2` */
  readonly id: string;
  readonly title: string;
  readonly isActive: boolean;
}

export interface SeenDialog {
  readonly type: string;
  readonly message: string;
}

const STRING = '"(?:[^"\\\\]|\\\\.)*"';

interface SeenHead {
  readonly url: string;
  readonly title: string;
  readonly tabs: readonly SeenTab[];
  readonly dialog: SeenDialog | undefined;
}

export function readHead(text: string): SeenHead {
  return { url: fieldOf(text, 'url'), title: fieldOf(text, 'title'), tabs: tabsIn(text), dialog: dialogIn(text) };
}

function fieldOf(text: string, field: string): string {
  return unquote(new RegExp(`^${field} (${STRING})`, 'm').exec(text)?.[1]);
}

function tabsIn(text: string): readonly SeenTab[] {
  const line = /^tabs: (.*)$/m.exec(text)?.[1] ?? '';
  return [...line.matchAll(new RegExp(`(t\\d+) (${STRING})( \\(active\\))?`, 'g'))].map(
    ([, id = '', title, active]) => ({
      id,
      title: unquote(title),
      isActive: active !== undefined,
    }),
  );
}

function dialogIn(text: string): SeenDialog | undefined {
  const match = new RegExp(`^dialog ([a-z]+) (${STRING}).* waits$`, 'm').exec(text);
  return match === null ? undefined : { type: match[1] ?? '', message: unquote(match[2]) };
}

function unquote(quoted: string | undefined): string {
  try {
    const value: unknown = JSON.parse(quoted ?? '""');
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
}
