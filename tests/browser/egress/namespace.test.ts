import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import type { NamespaceReport } from './in-namespace.ts';

/** How this machine makes namespaces: as root, or as a user who is root in there. Undefined where it does not. */
function findWay(): readonly string[] | undefined {
  const ways = [
    ['--net', '--mount'],
    ['--user', '--map-root-user', '--net', '--mount'],
  ];
  const tryOut = 'ip link set lo up && ip addr add 10.0.0.1/32 dev lo && ip -6 addr add fd00:ec2::254/128 dev lo';
  return ways.find(way => spawnSync('unshare', [...way, 'sh', '-c', tryOut]).status === 0);
}

const way = findWay();
const why = way === undefined ? ' (skipped: this machine allows no network namespace, or has no ip command)' : '';
const script = fileURLToPath(new URL('in-namespace.ts', import.meta.url));

describe.skipIf(way === undefined)(`in a network of its own${why}`, () => {
  let report: NamespaceReport;
  beforeAll(async () => {
    const { stdout } = await promisify(execFile)('unshare', [...(way ?? []), process.execPath, script], {
      timeout: 55_000,
      killSignal: 'SIGKILL',
    });
    report = JSON.parse(stdout);
  }, 60_000);

  test('a hostile page reaches link-local and private addresses without the guard', () => {
    expect(report.unguarded.length).toBeGreaterThan(60);
    expect(report.unguarded).toEqual(
      expect.arrayContaining(['fetch', 'websocket', '10.0.0.1', '169.254.170.2', '169.254.79.129', 'fd00:ec2::254']),
    );
  });

  test('and none with it, on the very ports that are open to the web', () => {
    expect(report.guarded).toEqual([]);
  });

  test('Chromium tells no name server any name: not by a prefetch, not by a preconnect, not by STUN', () => {
    // Prefetches and preconnects ask none in headless-shell anyway; an installed Chrome does.
    expect(report.namesAskedUnguarded).toContain('secret.fetch.test');
    expect(report.namesAskedGuarded).toEqual([]);
  });

  test('a name that answers with a public address and then with this machine stays where it was', () => {
    const { statuses, publicHits, privateHits } = report.rebinding;
    expect(statuses).toEqual([200, 200, 200, 200]);
    expect(publicHits).toBeGreaterThanOrEqual(4);
    expect(privateHits).toBe(0);
  });

  test('a name with a public and a private address is refused, and so is one with a private address alone', () => {
    const { mixed, redirected, contacts } = report.rebinding;
    expect(mixed).toMatchObject({ ok: false, code: 'egress.refused' });
    expect(redirected).toMatchObject({ ok: false, code: 'egress.refused' });
    expect(contacts).toEqual(
      expect.arrayContaining([
        { host: 'other.test:80', outcome: 'reached' },
        { host: 'mixed.test:80', outcome: 'refused', why: '169.254.169.254 is not a public address' },
      ]),
    );
  });
});
