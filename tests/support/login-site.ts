/** A shop with a login that echoes all it is told: in text, title, address, a download, a header. Keeps what arrived. For the tests of secrets only. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Arrived {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
}

export interface LoginSite {
  readonly url: string;
  readonly host: string;
  readonly arrived: readonly Arrived[];
  close(): Promise<void>;
}

const page = (title: string, body: string): string =>
  `<!doctype html><meta charset="utf-8"><title>${shown(title)}</title><h1>Login shop</h1>${body}`;

const shown = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const login = (action: string): string =>
  page(
    'Login',
    `<form method="post" action="${action}">
      <label>User name <input name="user" autocomplete="username"></label>
      <label>Password <input name="pass" type="password"></label>
      <label>Notes <textarea name="notes"></textarea></label>
      <button>Log in</button></form>
      <form role="search" action="/found"><label>Search <input name="q" type="search"></label></form>
      <a href="/frame">A frame</a>`,
  );

const code = page(
  'Second step',
  `<form method="post" action="/welcome"><label>One-time code <input name="code" inputmode="numeric" autocomplete="one-time-code"></label>
   <button>Confirm</button></form>`,
);

/** Says the password and the code back in every way that a page has. */
function echo({ user = '', pass = '', code: given = '' }: Readonly<Record<string, string>>): string {
  const said = [user, pass, given];
  const base64 = Buffer.from(`${user}:${pass}`).toString('base64');
  const json = JSON.stringify({ user, pass, given });
  return page(
    `Welcome ${said.join(' ')}`,
    `<p>Your password is ${shown(pass)} and your code ${given}.</p><p>${pass.toUpperCase()}</p><p>${encodeURIComponent(pass)}</p>
     <p>${base64}</p><pre>${shown(json)}</pre><button title="${shown(pass)}">Say ${shown(pass)}</button>
     <input aria-label="Shown" value="${shown(pass)}"><img alt="${shown(pass)}" src="data:,">
     <a href="/file?p=${encodeURIComponent(pass)}">Get ${shown(pass)}.txt</a>
     <table><tr><th>password</th></tr><tr><td>${shown(pass)}</td></tr></table>
     <script>document.title += ' ' + atob('${Buffer.from(pass, 'latin1').toString('base64')}'); console.log(document.title)</script>`,
  );
}

/** `frame`: the address of a page that a frame of this site shows. */
export async function startLoginSite(frame = 'about:blank'): Promise<LoginSite> {
  const arrived: Arrived[] = [];
  const sessions = new Map<string, Readonly<Record<string, string>>>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site.test');
    const fields = Object.fromEntries(new URLSearchParams(await bodyOf(request)));
    const { authorization } = request.headers;
    if (request.method === 'POST' || authorization !== undefined)
      arrived.push({ path: pathname, fields, authorization });
    const html = (text: string, status = 200, headers: Record<string, string> = {}): void =>
      void response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(text);
    const id = /sid=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? String(sessions.size + 1);
    const known = { ...sessions.get(id), ...fields };
    if (request.method === 'POST') sessions.set(id, known);
    switch (pathname) {
      case '/code':
        return html(code, 200, { 'set-cookie': `sid=${id}` });
      case '/welcome': {
        const to = `/in?echo=${encodeURIComponent(known.pass ?? '')}&again=${encodeURIComponent(known.pass ?? '')}#${known.code ?? ''}`;
        return html('', 303, { location: to });
      }
      case '/in':
        return html(echo(known));
      case '/file': {
        const name = `${searchParams.get('p') ?? ''}.csv`;
        response.writeHead(200, {
          'content-type': 'text/csv',
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        });
        return void response.end(`password,twice\n${searchParams.get('p')},${searchParams.get('p')}\n`);
      }
      case '/guarded':
        if (authorization === undefined) return html('', 401, { 'www-authenticate': 'Basic realm="Staff"' });
        return html(
          page('Staff', `<p>Welcome, ${shown(Buffer.from(authorization.slice(6), 'base64').toString())}</p>`),
        );
      case '/frame':
        return html(page('Frame', `<iframe width="600" height="300" src="${frame}"></iframe>`));
      case '/elsewhere':
        return html(login(`${frame}code`));
      default:
        return html(login('/code'));
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}/`,
    arrived,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
