/** Threads without a document: interception that is set up page by page does not see them. */

import { byPath, js, type Kind } from '../kind.ts';

const quiet = `{ mode: 'no-cors' }`;
const told = `.catch(() => 0).then(() => postMessage(0))`;
const dedicated = (own: string): string =>
  `const worker = new Worker('${own}/worker.js'); return new Promise(done => { worker.onmessage = worker.onerror = done; });`;
const shared = (own: string): string =>
  `globalThis.kept = [...(globalThis.kept ?? []), new SharedWorker('${own}/worker.js')];`;
const service = (own: string): string =>
  `return navigator.serviceWorker.register('${own}/worker.js', { scope: '${own}/' }).then(made => new Promise(done => {
    const worker = made.installing ?? made.active; if (worker.state === 'activated') done(); worker.onstatechange = () => { if (/activated|redundant/.test(worker.state)) done(); };
  }));`;

const worker = (
  name: string,
  script: (own: string) => string,
  body: (aim: { url: string; socket: string }) => string,
): Kind => byPath(name, { script: ({ own }) => script(own), files: aim => ({ 'worker.js': js(body(aim)) }) });

const installing = (call: string): string =>
  `addEventListener('install', event => event.waitUntil(${call}.catch(() => 0)));`;

export const workers: readonly Kind[] = [
  worker('worker-fetch', dedicated, ({ url }) => `fetch('${url}', ${quiet})${told}`),
  worker('worker-xhr', dedicated, ({ url }) => {
    return `const xhr = new XMLHttpRequest(); xhr.open('GET', '${url}', false); try { xhr.send() } catch {} postMessage(0)`;
  }),
  worker('worker-import', dedicated, ({ url }) => `try { importScripts('${url}') } catch {} postMessage(0)`),
  worker('worker-websocket', dedicated, ({ socket }) => {
    return `const socket = new WebSocket('${socket}'); socket.onopen = socket.onclose = () => postMessage(0)`;
  }),
  worker('worker-event-source', dedicated, ({ url }) => {
    return `const source = new EventSource('${url}'); source.onopen = source.onerror = () => postMessage(0)`;
  }),
  worker('worker-in-a-worker', dedicated, ({ url }) => {
    const inner = `fetch('${url}', ${quiet})${told}`;
    return `const inner = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(inner)}]))); inner.onmessage = () => postMessage(0)`;
  }),
  byPath('worker-of-a-blob', {
    script: ({ url }) => {
      const body = `fetch('${url}', ${quiet})${told}`;
      return `const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(body)}]))); return new Promise(done => { worker.onmessage = worker.onerror = done; });`;
    },
  }),
  worker('shared-worker-fetch', shared, ({ url }) => `fetch('${url}', ${quiet})`),
  worker('shared-worker-websocket', shared, ({ socket }) => `new WebSocket('${socket}')`),
  worker('shared-worker-import', shared, ({ url }) => `importScripts('${url}')`),
  worker('service-worker-fetch', service, ({ url }) => installing(`fetch('${url}', ${quiet})`)),
  worker('service-worker-import', service, ({ url }) => `importScripts('${url}')`),
  worker('service-worker-websocket', service, ({ socket }) => {
    return installing(
      `new Promise(done => { const socket = new WebSocket('${socket}'); socket.onopen = socket.onclose = done; })`,
    );
  }),
];
