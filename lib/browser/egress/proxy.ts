/** The browser's only way out: a loopback proxy, one a task. It connects to the address it checked, counts, and fails closed. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Duplex } from 'node:stream';
import { openEgress } from './egress.ts';
import { forward } from './forward.ts';
import type { Contact } from './ledger.ts';
import { defaultLimits, type EgressLimits } from './limits.ts';
import type { Reach } from './permit.ts';
import { type Resolver, systemResolver } from './resolver.ts';
import { tunnel } from './tunnel.ts';

export interface EgressOptions extends Reach {
  readonly maxBytes?: number;
  readonly limits?: Partial<EgressLimits>;
  /** Tests give their own; the default asks the system. */
  readonly resolve?: Resolver;
}

export interface EgressProxy {
  readonly url: string;
  /** Every host:port connected to. */
  readonly hosts: () => readonly string[];
  /** The newest, as `host:port why`. */
  readonly refusals: () => readonly string[];
  /** Every host asked for, once with each outcome, in order; grows only at its end. */
  readonly contacts: () => readonly Contact[];
  readonly bytesReceived: () => number;
  close(): Promise<void>;
}

/** How often bounds are looked at where no bytes come. */
const CHECK_MS = 250;
/** Of Chromium's to the proxy: more than it opens, so that only a stranger is turned away. */
const MAX_CLIENTS = 256;

export async function startEgressProxy(options: EgressOptions): Promise<EgressProxy> {
  const { maxBytes = defaultLimits.maxBytes, resolve = systemResolver } = options;
  const limits: EgressLimits = { ...defaultLimits, maxBytes, ...options.limits };
  const reach = { ownAddresses: addressesOfThisMachine(), ...lowerCased(options) };
  const egress = openEgress(reach, limits, resolve);
  const { ledger } = egress;
  const clients = new Set<Duplex>();
  const server = createServer(
    { maxHeaderSize: limits.maxHeaderBytes },
    (request, response) => void forward(egress, request, response).catch(() => response.destroy()),
  );
  server.maxConnections = MAX_CLIENTS;
  server.on('connection', socket => {
    clients.add(socket);
    socket.on('close', () => clients.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  server.on(
    'connect',
    (request, client: Duplex, head) => void tunnel(egress, { request, client, head }).catch(() => client.destroy()),
  );
  server.on('upgrade', (_request, socket) => socket.destroy());
  await new Promise<void>((listening, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', listening);
  });
  const checking = setInterval(egress.check, CHECK_MS).unref();
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    hosts: ledger.hosts,
    refusals: ledger.refusals,
    contacts: () => ledger.contacts,
    bytesReceived: ledger.received,
    close: () =>
      new Promise(closed => {
        clearInterval(checking);
        server.close(() => closed());
        egress.end();
        for (const client of clients) client.destroy();
      }),
  };
}

/** Hosts are compared as URLs write them. */
function lowerCased({ allowHosts, consentedPorts, ownHosts, onlySites, ownAddresses }: EgressOptions): Reach {
  const lower = (texts: readonly string[]): readonly string[] => texts.map(text => text.toLowerCase());
  return {
    allowHosts: lower(allowHosts),
    ...(consentedPorts === undefined ? {} : { consentedPorts: lower(consentedPorts) }),
    ...(ownHosts === undefined ? {} : { ownHosts: lower(ownHosts) }),
    ...(onlySites === undefined ? {} : { onlySites: lower(onlySites) }),
    ...(ownAddresses === undefined ? {} : { ownAddresses }),
  };
}

function addressesOfThisMachine(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap(found => found?.map(({ address }) => address) ?? []);
}
