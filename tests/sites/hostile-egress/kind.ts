/** One kind of request that a page can make, aimed at a canary. Plain data; a kind makes no request by itself. */

export interface Aim {
  /** `http://HOST:PORT/NAME`: the canary knows a hit by its path. */
  readonly url: string;
  /** `ws://HOST:PORT/NAME` */
  readonly socket: string;
  /** `HOST:PORT`; for a kind that is known by its port, a port of its own. */
  readonly host: string;
  /** Where the hostile site serves this kind's own files: `/NAME`. */
  readonly own: string;
}

export interface OwnFile {
  readonly type: string;
  readonly body: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Kind {
  readonly name: string;
  /** How the canary tells it from others: by the path, or, where it never sees one, by a port that is its alone. */
  readonly by: 'path' | 'tcp' | 'udp';
  readonly markup?: (aim: Aim) => string;
  /** Runs in a function of its own; may `return` a promise that the page waits for. */
  readonly script?: (aim: Aim) => string;
  /** By the rest of the path below `own`. */
  readonly files?: (aim: Aim) => Readonly<Record<string, OwnFile>>;
}

type Parts = Omit<Kind, 'name' | 'by'>;

export const byPath = (name: string, parts: Parts): Kind => ({ name, by: 'path', ...parts });
export const byMarkup = (name: string, markup: (aim: Aim) => string): Kind => byPath(name, { markup });
export const byScript = (name: string, script: (aim: Aim) => string): Kind => byPath(name, { script });

export const html = (body: string): OwnFile => ({ type: 'text/html; charset=utf-8', body });
export const js = (body: string): OwnFile => ({ type: 'text/javascript', body });
