/** Ways in which a server answers that no file can: passwords, redirects, slowness, errors, half answers. Each start of the site shares them. */

import type { ServerResponse } from 'node:http';
import { crc32, deflateSync } from 'node:zlib';
import type { AwkwardRoute } from './routes.ts';

const DRIP_MS = 200;
const MAX_SLOW_MS = 10_000;
const password = `Basic ${Buffer.from('visitor:open sesame').toString('base64')}`;
let attempts = 0;

const html = (response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void =>
  void response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);

const asked = (url: string | undefined): URLSearchParams => new URL(url ?? '/', 'http://site').searchParams;

const page =
  (status: number, body: string, headers?: Record<string, string>): AwkwardRoute =>
  ({ response }) =>
    html(response, status, body, headers);

export const replyRoutes: Readonly<Record<string, AwkwardRoute>> = {
  '/files/private': ({ request, response }) => {
    const given = request.headers.authorization;
    if (given === password)
      return html(response, 200, `<h1>Members</h1><p>Opened after ${attempts} wrong passwords</p>`);
    if (given !== undefined) attempts += 1;
    html(response, 401, '<h1>Who are you?</h1><p>Members need a password</p>', {
      'www-authenticate': 'Basic realm="The club of kettles"',
    });
  },
  '/files/attempts': ({ response }) => void response.end(String(attempts)),
  '/files/redirect': ({ request, response, other }) => {
    const query = asked(request.url);
    const left = Number(query.get('left'));
    const end = query.get('end') === 'other' ? `${other}/files/refreshed` : '/files/refreshed';
    const location = left > 1 ? `/files/redirect?left=${left - 1}&end=${query.get('end') ?? ''}` : end;
    response.writeHead(left % 2 === 0 ? 302 : 307, { location }).end();
  },
  '/files/redirect-loop': ({ response }) => void response.writeHead(302, { location: '/files/redirect-loop' }).end(),
  '/files/drip': ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.write('<!doctype html><title>Drip</title><h1>Dripping</h1><a href="/files/refreshed">Away from here</a>');
    let drops = 0;
    const timer = setInterval(() => {
      drops += 1;
      response.write(`<p>drop ${drops}`);
    }, DRIP_MS);
    response.on('close', () => clearInterval(timer));
  },
  '/files/silent': () => {},
  '/files/slow': ({ request, response }) => {
    const ms = Math.min(Number(asked(request.url).get('ms')), MAX_SLOW_MS);
    setTimeout(() => html(response, 200, `<h1>Slow but sure</h1><p>after ${ms} ms</p>`), ms);
  },
  '/files/no-content': ({ response }) => void response.writeHead(204).end(),
  '/files/broken': page(
    500,
    '<h1>Something broke</h1><p>Quote the number 4711</p><a href="/files/refreshed">Start page</a>',
  ),
  '/files/too-many': page(429, '<h1>Too many requests</h1><p>Try in 30 s</p>', { 'retry-after': '30' }),
  '/files/teapot': page(418, '<h1>A teapot</h1><p>short and stout</p>'),
  '/files/cut': ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': 9_000 });
    response.write('<h1>Cut off</h1><p>The first half', () => setTimeout(() => response.destroy(), DRIP_MS));
  },
  '/files/post-me': ({ request, response }) =>
    request.method === 'POST'
      ? html(response, 200, '<h1>Form taken</h1>')
      : html(response, 405, '<h1>Only by form</h1>', { allow: 'POST' }),
  '/files/picture': ({ response }) => void response.writeHead(200, { 'content-type': 'image/png' }).end(redDot()),
  '/files/data.json': ({ response }) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end('{"kettle":{"price":30}}'),
};

/** A PNG of one red pixel. */
function redDot(): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  const pixel = deflateSync(Buffer.from([0, 255, 0, 0]));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', pixel), chunk('IEND', Buffer.alloc(0))]);
}
