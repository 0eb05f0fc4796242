/** Visits the sites without a browser, with cookies of its own: for tests that need pages but no script. */

export interface Visited {
  readonly status: number;
  /** Where a redirect leads. */
  readonly location: string | undefined;
  readonly text: string;
}

export class Reader {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(siteUrl: string) {
    this.#origin = siteUrl.replace(/\/$/, '');
  }

  get(path: string): Promise<Visited> {
    return this.#send(path, {});
  }

  post(path: string, form: Readonly<Record<string, string>> = {}): Promise<Visited> {
    return this.#send(path, { method: 'POST', body: new URLSearchParams(form) });
  }

  forget(cookie: string): void {
    this.#cookies.delete(cookie);
  }

  async #send(path: string, init: RequestInit): Promise<Visited> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await fetch(this.#origin + path, { ...init, headers: { cookie }, redirect: 'manual' });
    for (const line of reply.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      this.#cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return {
      status: reply.status,
      location: reply.headers.get('location') ?? undefined,
      text: await reply.text(),
    };
  }
}

/** The addresses of one kind that a page links to or loads, each once. */
export const linksIn = (text: string, prefix = '/'): readonly string[] => [
  ...new Set(
    [...text.matchAll(/(?:href|src|data-lazy|data-href)="([^"#]*)/g)]
      .map(([, address = '']) => address.replaceAll('&amp;', '&'))
      .filter(address => address.startsWith(prefix)),
  ),
];
