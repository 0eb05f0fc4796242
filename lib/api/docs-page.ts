/** The API as one page for people, from the same table. Static text: no script, nothing from elsewhere. */

import { createHash } from 'node:crypto';
import * as z from 'zod';
import { errorTable } from '../domain/error-table.ts';
import { errorCodesOf } from './openapi.ts';
import { type Route, routeList } from './routes.ts';

const STYLE = `
:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h2{font-size:1.05rem;font-family:ui-monospace,monospace;margin:2.5rem 0 .3rem;overflow-wrap:anywhere}
h3{font-size:.85rem;margin:1rem 0 .2rem;opacity:.75}b{display:inline-block;min-width:3.2rem}
pre{padding:.8rem;overflow:auto;border:1px solid #8886;border-radius:.4rem;font-size:.8rem;max-height:24rem}
table{border-collapse:collapse;font-size:.85rem}td{border-top:1px solid #8884;padding:.25rem .8rem .25rem 0;vertical-align:top}
nav a{display:block;font-family:ui-monospace,monospace;font-size:.85rem}details{margin:.3rem 0}`;

/** Allows exactly this page's style sheet. */
export const DOCS_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

export function makeDocsPage(routes: readonly Route[] = routeList): string {
  const links = routes.map(route => `<a href="#${anchor(route)}">${escaped(route.key)}</a>`).join('');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Errand: the API</title>
<style>${STYLE}</style></head><body>
<h1>Errand: the API</h1>
<p>Send <code>Authorization: Bearer &lt;token&gt;</code>. Every POST takes an <code>Idempotency-Key</code>: the same key and
request get the first answer again. Failures are problem JSON (RFC 9457) with a <code>code</code>, a <code>hint</code> and
a <code>requestId</code>. The same for programs: <a href="/openapi.json">openapi.json</a>.</p>
<nav>${links}</nav>
${routes.map(section).join('\n')}
</body></html>`;
}

function section(route: Route): string {
  const errors = errorCodesOf(route).map(code => {
    const { status, title, hint } = errorTable[code];
    return `<tr><td>${status}</td><td><code>${escaped(code)}</code></td><td>${escaped(title)}. ${escaped(hint)}</td></tr>`;
  });
  return `<section id="${anchor(route)}"><h2><b>${route.method}</b> ${escaped(route.path)}</h2>
<p>${escaped(route.summary)}.${route.auth === 'none' ? ' Open to anyone.' : ''}</p>
${schemaBlock('Query', route.query, 'input')}${schemaBlock('Body', route.body, 'input')}
<h3>Answers ${[route.status, ...(route.also ?? [])].join(' or ')}</h3>
${route.mediaType === undefined ? folded(route.response) : `<p>${escaped(route.mediaType)}</p>`}
<details><summary>Problems</summary><table>${errors.join('')}</table></details></section>`;
}

function schemaBlock(title: string, schema: z.ZodType | undefined, io: 'input' | 'output'): string {
  return schema === undefined ? '' : `<h3>${title}</h3><pre>${schemaText(schema, io)}</pre>`;
}

const folded = (schema: z.ZodType): string =>
  `<details><summary>Schema</summary><pre>${schemaText(schema, 'output')}</pre></details>`;

function schemaText(schema: z.ZodType, io: 'input' | 'output'): string {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { unrepresentable: 'any', io });
  return escaped(JSON.stringify(json, undefined, 2));
}

const anchor = (route: Route): string => route.key.replace(/[^A-Za-z]+/g, '-').toLowerCase();

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
