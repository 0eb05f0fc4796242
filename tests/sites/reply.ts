/** What a route answers with. Plain values; writing them to the wire is the server's work. */

import type { Html } from './html.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const page = (body: Html, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body: body.text,
});

/** After a POST: the browser follows with a GET, so that a reload sends nothing twice. */
export const redirect = (to: string): Reply => ({ status: 303, headers: { location: to }, body: '' });

export const file = (contentType: string, body: string): Reply => ({
  status: 200,
  headers: { 'content-type': `${contentType}; charset=utf-8`, 'cache-control': 'max-age=300' },
  body,
});

export const svg = (body: string): Reply => file('image/svg+xml', body);

export const download = (name: string, contentType: string, body: string): Reply => ({
  status: 200,
  headers: {
    'content-type': `${contentType}; charset=utf-8`,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  },
  body,
});

export const plain = (status: number, body: string): Reply => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
});
