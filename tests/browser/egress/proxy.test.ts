import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type EgressOptions, type EgressProxy, startEgressProxy } from '../../../lib/browser/egress/proxy.ts';
import { getPlain, openTunnel, sendRaw } from './raw-request.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Talks as it is told, to each who connects. */
async function serve(talk: (socket: Socket) => void): Promise<{ host: string; connections: Socket[] }> {
  const connections: Socket[] = [];
  const server: Server = createServer(socket => {
    connections.push(socket);
    socket.on('error', () => {});
    talk(socket);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const socket of connections) socket.destroy();
      }),
  );
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, connections };
}

async function start(options: Partial<EgressOptions>): Promise<EgressProxy> {
  const proxy = await startEgressProxy({ allowHosts: [], resolve: async () => [], ...options });
  closers.push(proxy.close);
  return proxy;
}

const answering = (head: string, body = ''): ((socket: Socket) => void) => {
  return socket => socket.once('data', () => socket.end(`${head}\r\n\r\n${body}`, 'latin1'));
};
const plain = answering('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 5', 'hello');
const silent = (): void => {};

describe('the proxy', () => {
  test('passes plain requests and tunnels on, and says whom it reached', async () => {
    const { host } = await serve(plain);
    const proxy = await start({ allowHosts: [host] });
    const answer = await getPlain(proxy.url, `http://${host}/`);
    expect(answer).toMatchObject({ status: 200, text: expect.stringMatching(/hello$/) });
    const tunnel = await openTunnel(proxy.url, host);
    expect(tunnel.status).toBe(200);
    tunnel.socket.write('GET / HTTP/1.1\r\n\r\n');
    expect(await tunnel.ended).toMatch(/hello$/);
    expect(proxy.hosts()).toEqual([host]);
    expect(proxy.contacts()).toEqual([{ host, outcome: 'reached' }]);
  });

  test.each([
    ['a tunnel to a refused host', 'CONNECT 127.0.0.1:9001 HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['a tunnel without a port', 'CONNECT example.com HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['a tunnel with a path', 'CONNECT example.com:443/x HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['a tunnel with a user name', 'CONNECT a@example.com:443 HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['a request with a path only', 'GET / HTTP/1.1\r\nhost: 127.0.0.1:9001\r\nconnection: close\r\n\r\n'],
    ['a request with another scheme', 'GET ftp://example.com/ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'],
    ['a request for https', 'GET https://example.com/ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'],
    ['a request with a user name', 'GET http://a:b@example.com/ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'],
  ])('refuses %s', async (_what, text) => {
    const proxy = await start({ resolve: async () => ['127.0.0.1'] });
    expect(await sendRaw(proxy.url, text)).toMatchObject({ status: 403 });
    expect(proxy.hosts()).toEqual([]);
  });

  test('goes by the address in the request and not by its Host header', async () => {
    const [canary, site] = await Promise.all([serve(plain), serve(plain)]);
    const proxy = await start({ allowHosts: [site.host] });
    await sendRaw(proxy.url, `GET http://${site.host}/ HTTP/1.1\r\nhost: ${canary.host}\r\nconnection: close\r\n\r\n`);
    expect(canary.connections).toEqual([]);
    const told = await sendRaw(
      proxy.url,
      `GET http://${canary.host}/ HTTP/1.1\r\nhost: ${site.host}\r\nconnection: close\r\n\r\n`,
    );
    expect(told.status).toBe(403);
    expect(canary.connections).toEqual([]);
  });

  test('refuses everything where the resolver fails, and where it never answers', async () => {
    const failing = await start({ resolve: () => Promise.reject(new Error('SERVFAIL')) });
    expect(await openTunnel(failing.url, 'example.com:443')).toMatchObject({ status: 403 });
    const mute = await start({ resolve: () => new Promise(() => {}), limits: { connectMs: 50 } });
    expect(await openTunnel(mute.url, 'example.com:443')).toMatchObject({ status: 403 });
    expect(mute.refusals()).toEqual(['example.com:443 example.com has no address']);
  });

  test('asks for a name once, so that one that changes its address under a task has nothing to win', async () => {
    const { host, connections } = await serve(plain);
    const [, port] = host.split(':');
    const asked: string[] = [];
    const proxy = await start({
      allowHosts: [`rebound.test:${port}`],
      resolve: async name => {
        asked.push(name);
        return asked.length === 1 ? ['127.0.0.1'] : ['127.0.0.9'];
      },
    });
    for (let round = 0; round < 3; round += 1)
      expect(await getPlain(proxy.url, `http://rebound.test:${port}/`)).toMatchObject({ status: 200 });
    expect(asked).toEqual(['rebound.test']);
    expect(connections.map(({ localAddress }) => localAddress)).not.toContain('127.0.0.9');
  });

  test('tries the next address where the first does not answer, and says unreachable where none does', async () => {
    const { host } = await serve(plain);
    const [, port] = host.split(':');
    const target = `twice.test:${port}`;
    const proxy = await start({ allowHosts: [target], resolve: async () => ['::1', '127.0.0.9', '127.0.0.1'] });
    expect(await getPlain(proxy.url, `http://${target}/`)).toMatchObject({ status: 200 });
    const dead = await start({ allowHosts: ['dead.test:1'], resolve: async () => ['127.0.0.1'] });
    expect(await getPlain(dead.url, 'http://dead.test:1/')).toMatchObject({
      status: 502,
      text: expect.stringContaining('x-errand-egress: unreachable'),
    });
    expect(dead.contacts()).toMatchObject([{ host: 'dead.test:1', outcome: 'unreachable' }]);
  });

  test('tells the audit log each host once, refused ones with the reason', async () => {
    const { host } = await serve(plain);
    const proxy = await start({ allowHosts: [host] });
    for (let round = 0; round < 2; round += 1) {
      await getPlain(proxy.url, `http://${host}/`);
      await getPlain(proxy.url, 'http://169.254.169.254/latest/meta-data/');
    }
    expect(proxy.contacts()).toEqual([
      { host, outcome: 'reached' },
      { host: '169.254.169.254:80', outcome: 'refused', why: '169.254.169.254 is not a public address' },
    ]);
  });
});

describe('a server that is malicious', () => {
  test.each([
    ['an impossible status', 'HTTP/1.1 099 No\r\ncontent-length: 0'],
    ['another impossible status', 'HTTP/1.1 1000 No\r\ncontent-length: 0'],
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.6'],
    ['a control character in a header', 'HTTP/1.1 200 OK\r\nx-a: b\x01c\r\ncontent-length: 0'],
    ['a header without end', `HTTP/1.1 200 OK\r\nx-a: ${'a'.repeat(100_000)}`],
    ['a switch of protocols', 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2'],
  ])('cannot break the proxy by %s', async (_what, head) => {
    const [bad, good] = await Promise.all([serve(answering(head)), serve(plain)]);
    const proxy = await start({ allowHosts: [bad.host, good.host] });
    const answer = await getPlain(proxy.url, `http://${bad.host}/`);
    expect([0, 200, 502]).toContain(answer.status);
    expect(await getPlain(proxy.url, `http://${good.host}/`)).toMatchObject({ status: 200 });
  });

  test('cannot pose as the proxy', async () => {
    const { host } = await serve(answering('HTTP/1.1 200 OK\r\nx-errand-egress: refused\r\ncontent-length: 0'));
    const proxy = await start({ allowHosts: [host] });
    expect((await getPlain(proxy.url, `http://${host}/`)).text).not.toContain('x-errand-egress');
  });

  test('is not told what is between the browser and the proxy only', async () => {
    let head = '';
    const { host } = await serve(socket =>
      socket.once('data', chunk => {
        head = String(chunk);
        socket.end('HTTP/1.1 204 No Content\r\n\r\n');
      }),
    );
    const proxy = await start({ allowHosts: [host] });
    await getPlain(
      proxy.url,
      `http://${host}/`,
      'proxy-authorization: Basic x\r\nproxy-connection: keep-alive\r\nte: trailers\r\n',
    );
    expect(head).toContain('GET / HTTP/1.1');
    expect(head).not.toMatch(/proxy-|^te:/im);
  });
});

describe('bounds', () => {
  test('of open connections: one more is refused, and there is room again when one ends', async () => {
    const { host } = await serve(silent);
    const proxy = await start({ allowHosts: [host], limits: { maxSockets: 3 } });
    const tunnels = await Promise.all([1, 2, 3, 4, 5].map(() => openTunnel(proxy.url, host)));
    expect(tunnels.map(({ status }) => status).sort()).toEqual([200, 200, 200, 403, 403]);
    const open = tunnels.filter(({ status }) => status === 200);
    open[0]?.socket.destroy();
    await vi.waitFor(async () => expect((await openTunnel(proxy.url, host)).status).toBe(200));
  });

  test('of different hosts, before a name server hears of one more', async () => {
    const asked: string[] = [];
    const resolve = async (name: string): Promise<readonly string[]> => {
      asked.push(name);
      return ['127.0.0.1'];
    };
    const proxy = await start({ resolve, limits: { maxHosts: 2 } });
    for (const name of ['a', 'b', 'c', 'a']) await openTunnel(proxy.url, `${name}.test:443`);
    expect([...new Set(asked)]).toEqual(['a.test', 'b.test']);
    expect(proxy.refusals()).toContain('c.test:443 too many different hosts');
  });

  test('of bytes in all: a stream without end is cut, and nothing is opened afterwards', async () => {
    const { host } = await serve(socket => {
      const pour = (): void => {
        while (!socket.destroyed && socket.write('x'.repeat(10_000)));
      };
      socket.on('drain', pour);
      pour();
    });
    const proxy = await start({ allowHosts: [host], maxBytes: 1_000_000 });
    const { ended } = await openTunnel(proxy.url, host);
    await ended;
    expect(proxy.bytesReceived()).toBeGreaterThanOrEqual(1_000_000);
    expect(proxy.bytesReceived()).toBeLessThan(1_400_000);
    expect(await openTunnel(proxy.url, host)).toMatchObject({ status: 403 });
    expect(proxy.refusals()).toEqual([`${host} the byte budget is used up`]);
  });

  test('of bytes of one connection, while others go on', async () => {
    const { host } = await serve(socket => {
      const timer = setInterval(() => socket.write('x'.repeat(50_000)), 2);
      socket.on('close', () => clearInterval(timer));
    });
    const proxy = await start({ allowHosts: [host], limits: { maxConnectionBytes: 200_000 } });
    const { ended } = await openTunnel(proxy.url, host);
    expect((await ended).length).toBeLessThan(600_000);
    expect(await openTunnel(proxy.url, host)).toMatchObject({ status: 200 });
  });

  test('of bytes sent', async () => {
    const { host } = await serve(socket => socket.resume());
    const proxy = await start({ allowHosts: [host], limits: { maxSentBytes: 100_000 } });
    const { socket, ended } = await openTunnel(proxy.url, host);
    socket.write('x'.repeat(1_000_000));
    await ended;
    expect(await openTunnel(proxy.url, host)).toMatchObject({ status: 403 });
  });

  test.each([
    ['a connection that is idle', { idleMs: 100 }],
    ['a connection that is old', { connectionMs: 100 }],
    ["everything at the end of the browser's time", { lifeMs: 100 }],
  ])('of time end %s', async (_what, limits) => {
    const { host } = await serve(silent);
    const proxy = await start({ allowHosts: [host], limits });
    const { status, ended } = await openTunnel(proxy.url, host);
    expect(status).toBe(200);
    await ended;
    expect((await openTunnel(proxy.url, host)).status).toBe('lifeMs' in limits ? 403 : 200);
  });

  test("of a request's head", async () => {
    const { host, connections } = await serve(plain);
    const proxy = await start({ allowHosts: [host], limits: { maxHeaderBytes: 4_096 } });
    const answer = await getPlain(proxy.url, `http://${host}/`, `x-long: ${'a'.repeat(5_000)}\r\n`);
    expect(answer.status).toBe(431);
    expect(connections).toEqual([]);
  });

  test('end with the proxy: what is open is closed, and what comes is refused', async () => {
    const { host } = await serve(silent);
    const proxy = await startEgressProxy({ allowHosts: [host] });
    const { ended } = await openTunnel(proxy.url, host);
    await proxy.close();
    await ended;
    expect(await openTunnel(proxy.url, host)).toMatchObject({ status: 0 });
  });
});
