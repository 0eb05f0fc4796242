/** What a script of the page asks for by itself. */

import { byPath, byScript, html, type Kind } from '../kind.ts';

const quiet = `{ mode: 'no-cors' }`;

export const scripts: readonly Kind[] = [
  byScript('fetch', ({ url }) => `return fetch('${url}', ${quiet});`),
  byScript('fetch-post', ({ url }) => `return fetch('${url}', { mode: 'no-cors', method: 'POST', body: 'secret' });`),
  byScript('fetch-preflight', ({ url }) => `return fetch('${url}', { method: 'PUT', headers: { 'x-own': '1' } });`),
  byScript('fetch-keepalive', ({ url }) => {
    return `return fetch('${url}', { mode: 'no-cors', method: 'POST', keepalive: true, body: 'x' });`;
  }),
  byScript('fetch-later', ({ url }) => `if ('fetchLater' in window) fetchLater('${url}', { activateAfter: 0 });`),
  byPath('fetch-redirected', {
    script: ({ own }) => `return fetch('${own}/page', ${quiet});`,
    files: ({ url }) => ({ page: { ...html(''), status: 302, headers: { location: url } } }),
  }),
  byScript('xhr', ({ url }) => {
    return `const xhr = new XMLHttpRequest(); xhr.open('GET', '${url}'); xhr.send(); return new Promise(done => { xhr.onloadend = done; });`;
  }),
  byScript('beacon', ({ url }) => `navigator.sendBeacon('${url}', 'secret');`),
  byPath('beacon-at-the-end', {
    script: ({ own }) => {
      return `const frame = document.createElement('iframe'); frame.src = '${own}/page'; document.body.append(frame); return new Promise(done => { frame.onload = () => { frame.remove(); done(); }; });`;
    },
    files: ({ url }) => ({
      page: html(`<script>addEventListener('pagehide', () => navigator.sendBeacon('${url}', 'bye'))</script>`),
    }),
  }),
  byScript('event-source', ({ url }) => {
    return `const source = new EventSource('${url}'); return new Promise(done => { source.onopen = source.onerror = () => { source.close(); done(); }; });`;
  }),
  byScript('websocket', ({ socket }) => {
    return `const socket = new WebSocket('${socket}'); return new Promise(done => { socket.onopen = socket.onclose = done; });`;
  }),
  byScript(
    'websocket-stream',
    ({ socket }) => `if ('WebSocketStream' in window) return new WebSocketStream('${socket}').opened;`,
  ),
  byScript('image-object', ({ url }) => `new Image().src = '${url}';`),
  byScript('audio-object', ({ url }) => `new Audio('${url}').load();`),
  byScript('dynamic-import', ({ url }) => `return import('${url}');`),
  byScript('font-face-object', ({ url }) => `return new FontFace('canary-two', 'url("${url}")').load();`),
  byScript('worklet', ({ url }) => `return CSS.paintWorklet.addModule('${url}');`),
  byScript(
    'audio-worklet',
    ({ url }) => `return new OfflineAudioContext(1, 1, 44100).audioWorklet.addModule('${url}');`,
  ),
  byScript('shadow-root', ({ url }) => {
    return `const host = document.createElement('div'); host.attachShadow({ mode: 'closed' }).innerHTML = '<img src="${url}">'; document.body.append(host);`;
  }),
  byScript('document-write', ({ url }) => {
    return `const frame = document.createElement('iframe'); document.body.append(frame); frame.contentDocument.write('<img src="${url}">');`;
  }),
];
