import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../lib/browser/chromium-binary.ts';
import { launchFlags } from '../../lib/browser/launch-flags.ts';
import { chromeDir, openTestBrowser } from './open-site.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'errand-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Process ids whose command line names the profile folder: Chromium and its guard. */
const processesOf = (profile: string): string[] =>
  readdirSync('/proc').filter(pid => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(profile);
    } catch {
      return false;
    }
  });

describe('unpacking', () => {
  test('two at once end with one whole Chromium and no remains', { timeout: 60_000 }, async () => {
    const both = await Promise.all([findChromium({ chromeDir: folder }), findChromium({ chromeDir: folder })]);
    expect(both[0]).toEqual(both[1]);
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^chromium-[\d.]+$/)]);
    expect(await readFile(both[0].env.FONTCONFIG_FILE ?? '', 'utf8')).toContain(
      `<dir>${join(folder, readdirSync(folder)[0] ?? '')}/fonts</dir>`,
    );
  });

  test('reports its progress once, and nothing when there is nothing to do', async () => {
    const told: string[] = [];
    await findChromium({ chromeDir: folder, onProgress: line => told.push(line) });
    expect(told).toEqual([]);
  });
});

describe('starting', () => {
  test('a path that names nothing is told', async () => {
    await expect(findChromium({ chromeDir, chromePath: '/no/such/chrome' })).rejects.toMatchObject({
      // To try it again, as a browser that did not start is, would change nothing.
      code: 'config.invalid',
    });
  });

  test('a missing system library is named', async () => {
    const fake = join(folder, 'fake-chrome');
    await writeFile(
      fake,
      '#!/bin/sh\necho "chrome: error while loading shared libraries: libnss3.so: cannot open shared object file" >&2\nexit 127\n',
    );
    await chmod(fake, 0o755);
    await expect(openTestBrowser({ allowHosts: [], chromePath: fake })).rejects.toMatchObject({
      code: 'browser.library-missing',
      extra: { library: 'libnss3.so' },
    });
  });

  test('what Chromium says is passed on when it does not start', async () => {
    const fake = join(folder, 'broken-chrome');
    await writeFile(fake, '#!/bin/sh\necho "no display for you" >&2\nexit 1\n');
    await chmod(fake, 0o755);
    await expect(openTestBrowser({ allowHosts: [], chromePath: fake })).rejects.toMatchObject({
      code: 'browser.launch-failed',
      detail: expect.stringContaining('no display for you'),
    });
  });

  test('Chromium gets nothing of this process environment', async () => {
    process.env.AWS_SECRET_ACCESS_KEY = 'canary-secret';
    const browser = await openTestBrowser({ allowHosts: [] });
    try {
      expect(await readFile(`/proc/${browser.pid}/environ`, 'utf8')).not.toContain('canary-secret');
    } finally {
      delete process.env.AWS_SECRET_ACCESS_KEY;
      await browser.close();
    }
  });

  test('no flag switches a protection of the web off, apart from the sandbox', () => {
    const flags = launchFlags('http://127.0.0.1:1').join(' ');
    expect(flags).not.toMatch(
      /disable-web-security|site-isolation|single-process|allow-running-insecure|remote-debugging-port|remote-allow-origins/,
    );
    expect(flags).toContain('--proxy-bypass-list=<-loopback>');
  });
});

test('closing leaves no process and no profile, also when asked twice', async () => {
  const browser = await openTestBrowser({ allowHosts: [] });
  // Other tests open browsers at the same time: this one's profile stands in its own command line.
  const commandLine = await readFile(`/proc/${browser.pid}/cmdline`, 'utf8');
  const profile = /errand-profile-[^/\0]+/.exec(commandLine)?.[0] ?? 'none';
  await expect.poll(() => processesOf(profile).length, { timeout: 3_000 }).toBeGreaterThan(1);
  await Promise.all([browser.close(), browser.close()]);
  await expect.poll(() => processesOf(profile), { timeout: 3_000 }).toEqual([]);
  expect(existsSync(join(tmpdir(), profile))).toBe(false);
});

test('a browser that is gone is told as crashed, and closing still succeeds', async () => {
  const browser = await openTestBrowser({ allowHosts: [] });
  process.kill(-browser.pid, 'SIGKILL');
  await expect.poll(() => existsSync(`/proc/${browser.pid}`), { timeout: 3_000 }).toBe(false);
  await expect(browser.page.observe()).rejects.toMatchObject({ code: 'page.crashed' });
  await expect(
    browser.page.perform({ kind: 'navigate', url: 'http://127.0.0.1/' }, AbortSignal.timeout(5_000)),
  ).rejects.toMatchObject({ code: 'page.crashed' });
  await browser.close();
});
