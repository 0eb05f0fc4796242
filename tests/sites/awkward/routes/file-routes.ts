/** What the pages of `pages/files` ask of their server: files given and taken, in all the ways that go wrong. Keeps nothing. */

import { createHash } from 'node:crypto';
import { makePdf } from '../make-pdf.ts';
import { readParts } from './read-parts.ts';
import type { AwkwardRoute } from './routes.ts';

const DRIP_MS = 100;
const minutes = makePdf(['Minutes of May. The bridge costs 1200 coins.', 'Page two: signed by Halvorsen.', 'The end.']);

const give =
  (disposition: string, body: string | Uint8Array, type = 'text/csv'): AwkwardRoute =>
  ({ response }) =>
    void response.writeHead(200, { 'content-type': type, 'content-disposition': disposition }).end(body);

const attach = (name: string, body: string | Uint8Array, type?: string): AwkwardRoute =>
  give(`attachment; filename="${name}"`, body, type);

/** Writes on until the browser has had enough. */
const pour =
  (name: string, chunk: string): AwkwardRoute =>
  ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/csv', 'content-disposition': `attachment; filename="${name}"` });
    const timer = setInterval(() => response.write(chunk), DRIP_MS);
    response.on('close', () => clearInterval(timer));
  };

export const fileRoutes: Readonly<Record<string, AwkwardRoute>> = {
  '/files/receive': ({ request, response, body }) => {
    const got = readParts(request.headers['content-type'] ?? '', body)
      .filter(({ name }) => name !== undefined && name !== '')
      .map(({ field, name, bytes }) => ({
        field,
        name,
        bytes: bytes.byteLength,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      }));
    if (request.url?.includes('as=json')) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(got));
      return;
    }
    const rows = got.map(one => `<tr><td>${one.field}<td>${one.name}<td>${one.bytes}<td>${one.sha256}`).join('');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<h1>We got ${got.length} files</h1><table><tr><th>Field<th>Name<th>Bytes<th>SHA-256${rows}</table>`);
  },
  '/files/rivers.csv': attach('rivers.csv', 'name,km\nNile,6650\nAmazon,6400\n'),
  '/files/notes.txt': give('inline', 'Plain notes: the key is under the pot.\n', 'text/plain; charset=utf-8'),
  '/files/export': attach('export.json', '{"all":[1,2,3]}', 'application/json'),
  '/files/thirty-megabytes': attach('thirty.bin', new Uint8Array(30_000_000), 'application/octet-stream'),
  '/files/thirty-unsaid': ({ response }) => {
    response.writeHead(200, { 'content-disposition': 'attachment; filename="unsaid.bin"' });
    let left = 30;
    const more = (): void => {
      left -= 1;
      if (left < 0 || response.destroyed) return void response.end();
      response.write(new Uint8Array(1_000_000), () => setImmediate(more));
    };
    more();
  },
  '/files/endless-file': pour('endless.csv', 'and,on\n'),
  '/files/stalled-file': ({ response }) => {
    response.writeHead(200, {
      'content-type': 'text/csv',
      'content-disposition': 'attachment; filename="stalled.csv"',
    });
    response.write('one line,\n');
  },
  '/files/broken-off': ({ response }) => {
    response.writeHead(200, { 'content-length': 90_000, 'content-disposition': 'attachment; filename="half.csv"' });
    response.write('half of it', () => setTimeout(() => response.destroy(), DRIP_MS));
  },
  '/files/nasty-name': attach('../../etc/passwd', 'root\n', 'text/plain'),
  '/files/unicode-name': give(`attachment; filename*=UTF-8''${encodeURIComponent('Übersicht 漢字 🧺.csv')}`, 'a\n1\n'),
  '/files/long-name': attach(`${'long'.repeat(100)}.csv`, 'a\n'),
  '/files/hidden-name': attach('.bashrc', 'alias x=y\n', 'text/plain'),
  '/files/minutes.pdf': give('inline', minutes, 'application/pdf'),
  '/files/minutes-saved.pdf': attach('minutes.pdf', minutes, 'application/pdf'),
  '/files/unnamed-pdf': give('inline', minutes, 'application/pdf'),
  '/files/broken.pdf': give('inline', '%PDF-1.4 and nothing else', 'application/pdf'),
};
