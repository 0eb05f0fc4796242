/** The Chromium that we ship without what keeps it from the network, to show what a page reaches then. Only for tests. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';
import { findChromium } from '../../../lib/browser/chromium-binary.ts';
import { killGroup } from '../../../lib/browser/launch.ts';
import { launchFlags } from '../../../lib/browser/launch-flags.ts';
import { chromeDir } from '../open-site.ts';

/** The flags of the guard, by how they begin. */
export const GUARD_FLAGS = [
  '--proxy-server=',
  '--proxy-bypass-list=',
  '--host-resolver-rules=',
  '--force-webrtc-ip-handling-policy=',
  '--webrtc-ip-handling-policy=',
  '--disable-quic',
  '--no-pings',
] as const;
export type GuardFlag = (typeof GUARD_FLAGS)[number];

export interface Unguarded {
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Without the flags named; with a proxy where that flag stays. */
export async function openUnguarded(
  without: readonly GuardFlag[],
  proxyUrl = 'http://127.0.0.1:9',
): Promise<Unguarded> {
  const { executable, env } = await findChromium({ chromeDir });
  const profile = await mkdtemp(join(tmpdir(), 'errand-unguarded-'));
  const browser = await puppeteer.launch({
    executablePath: executable,
    headless: 'shell',
    pipe: true,
    userDataDir: profile,
    env: { HOME: profile, TMPDIR: profile, PATH: '/usr/bin:/bin', LANG: 'en_US.UTF-8', ...env },
    args: launchFlags(proxyUrl).filter(flag => !without.some(start => flag.startsWith(start))),
    defaultViewport: { width: 1280, height: 900 },
  });
  const child = browser.process();
  return {
    browser,
    async close() {
      const ended = new Promise<void>(resolve => {
        if (child === null || child.exitCode !== null || child.signalCode !== null) resolve();
        else child.once('exit', () => resolve());
      });
      killGroup(child?.pid ?? 0);
      await ended;
      await browser.disconnect().catch(() => {});
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
    },
  };
}
