/** The hostile site: one page that makes every kind of request at a canary, and the files that some kinds need. Listens on loopback only. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Canary } from './canary.ts';
import type { Aim, Kind, OwnFile } from './kind.ts';

export interface HostileSite {
  readonly url: string;
  readonly host: string;
  close(): Promise<void>;
}

/** Set as the page's title once everything was asked for and has ended one way or another. */
export const ALL_ASKED = 'all asked';
/** For one request of a script; a refused WebRTC offer, say, never ends. */
const ASK_MS = 3_000;

export interface HostileOptions {
  readonly kinds: readonly Kind[];
  readonly canary: Pick<Canary, 'hostOf'>;
  readonly address?: string;
  readonly port?: number;
  /** More scripts of the page, after the kinds. */
  readonly more?: readonly string[];
}

export async function openHostileSite({
  kinds,
  canary,
  address = '127.0.0.1',
  port = 0,
  more = [],
}: HostileOptions): Promise<HostileSite> {
  const aims = new Map(kinds.map(kind => [kind.name, aimOf(kind, canary)]));
  const page = pageOf(kinds, aims, more);
  const byName = new Map(kinds.map(kind => [kind.name, kind]));
  const fileAt = (path: string): OwnFile | undefined => {
    if (path === '/') return { type: 'text/html; charset=utf-8', body: page };
    const [, name = '', ...rest] = path.split('/');
    const aim = aims.get(name);
    return aim && byName.get(name)?.files?.(aim)[rest.join('/')];
  };
  const server = createServer((request, response) => {
    const file = fileAt((request.url ?? '/').replace(/\?.*/, ''));
    request.resume();
    response
      .writeHead(file === undefined ? 404 : (file.status ?? 200), {
        'content-type': file?.type ?? 'text/plain',
        'cache-control': 'no-store',
        ...file?.headers,
      })
      .end(file?.body ?? 'none');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
  const host = `${address}:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}/`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function aimOf(kind: Kind, canary: Pick<Canary, 'hostOf'>): Aim {
  const host = canary.hostOf(kind);
  return { host, url: `http://${host}/${kind.name}`, socket: `ws://${host}/${kind.name}`, own: `/${kind.name}` };
}

/** Each kind's script is its own element: one that does not parse or throws takes no other along. */
function pageOf(kinds: readonly Kind[], aims: ReadonlyMap<string, Aim>, more: readonly string[]): string {
  const each = (part: (kind: Kind, aim: Aim) => string | undefined): string =>
    kinds
      .map(kind => {
        const aim = aims.get(kind.name);
        return aim === undefined ? '' : (part(kind, aim) ?? '');
      })
      .filter(text => text !== '')
      .join('\n');
  const script = (name: string, body: string): string =>
    `<script>ask(${JSON.stringify(name)}, () => { ${body} })</script>`;
  return `<!doctype html><meta charset="utf-8"><title>asking</title>
<script>
  const asked = [];
  const within = promise => Promise.race([promise, new Promise(done => setTimeout(done, ${ASK_MS}))]);
  const ask = (name, start) => {
    try { asked.push(within(Promise.resolve(start()).catch(() => 0))); } catch {}
  };
  asked.push(within(new Promise(done => addEventListener('load', done))));
</script>
${each((kind, aim) => kind.markup?.(aim))}
${each((kind, aim) => (kind.script === undefined ? undefined : script(kind.name, kind.script(aim))))}
${more.map((body, index) => script(`more ${index}`, body)).join('\n')}
<script>Promise.all(asked).then(() => { document.title = ${JSON.stringify(ALL_ASKED)}; });</script>`;
}
