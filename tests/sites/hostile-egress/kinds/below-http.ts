/** What shows itself at a port and never as a path: TLS, connections made ahead, and everything over UDP. */

import type { Kind } from '../kind.ts';

const stun = (servers: string): string =>
  `const peer = new RTCPeerConnection({ iceServers: [${servers}] }); peer.createDataChannel('x');
   return peer.createOffer().then(offer => peer.setLocalDescription(offer));`;

export const belowHttp: readonly Kind[] = [
  { name: 'https', by: 'tcp', script: ({ host }) => `return fetch('https://${host}/', { mode: 'no-cors' });` },
  {
    name: 'secure-websocket',
    by: 'tcp',
    script: ({ host }) =>
      `const socket = new WebSocket('wss://${host}/'); return new Promise(done => { socket.onopen = socket.onclose = done; });`,
  },
  { name: 'stun', by: 'udp', script: ({ host }) => stun(`{ urls: 'stun:${host}' }`) },
  {
    name: 'turn',
    by: 'udp',
    script: ({ host }) => stun(`{ urls: 'turn:${host}?transport=udp', username: 'u', credential: 'c' }`),
  },
  {
    name: 'turn-over-tcp',
    by: 'tcp',
    script: ({ host }) => stun(`{ urls: 'turn:${host}?transport=tcp', username: 'u', credential: 'c' }`),
  },
  {
    name: 'turn-over-tls',
    by: 'tcp',
    script: ({ host }) => stun(`{ urls: 'turns:${host}?transport=tcp', username: 'u', credential: 'c' }`),
  },
  {
    name: 'web-transport',
    by: 'udp',
    script: ({ host }) => `const transport = new WebTransport('https://${host}/'); return transport.ready;`,
  },
  {
    name: 'worker-web-transport',
    by: 'udp',
    script: ({ host }) =>
      `globalThis.transporting = new Worker(URL.createObjectURL(new Blob(["new WebTransport('https://${host}/').ready.catch(() => 0)"])));`,
  },
];
