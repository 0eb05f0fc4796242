/** Starts one Chromium with a profile, a proxy and an environment of its own, and ends it as a process group. Opens no page. */

import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';
import { ErrandError } from '../domain/errors.ts';
import type { ChromiumBinary } from './chromium-binary.ts';
import { launchFlags } from './launch-flags.ts';

export interface Launched {
  readonly browser: Browser;
  readonly pid: number;
  /** The browser's own, gone with it: profile, downloads, files to upload. */
  readonly folder: string;
  close(): Promise<void>;
}

/** A call to Chromium that takes longer has hung. */
const PROTOCOL_TIMEOUT_MS = 30_000;
const LAUNCH_TIMEOUT_MS = 20_000;
const CLOSE_TIMEOUT_MS = 2_000;
const VERSION_TIMEOUT_MS = 3_000;

/** Throws `browser.library-missing` or `browser.launch-failed` with what Chromium said. */
export async function launch(binary: ChromiumBinary, proxyUrl: string): Promise<Launched> {
  const profile = await mkdtemp(join(tmpdir(), 'errand-profile-'));
  let browser: Browser;
  try {
    browser = await puppeteer.launch({
      executablePath: binary.executable,
      headless: 'shell',
      pipe: true,
      userDataDir: profile,
      // Nothing of this process's environment: a page that breaks out must find no key in it.
      env: {
        HOME: profile,
        TMPDIR: profile,
        PATH: '/usr/bin:/bin',
        LANG: 'en_US.UTF-8',
        LC_ALL: 'C.UTF-8',
        TZ: 'UTC',
        ...binary.env,
      },
      args: [...launchFlags(proxyUrl)],
      ignoreDefaultArgs: ['--enable-automation'],
      protocolTimeout: PROTOCOL_TIMEOUT_MS,
      timeout: LAUNCH_TIMEOUT_MS,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      defaultViewport: null,
      acceptInsecureCerts: false,
    });
  } catch (error) {
    await rm(profile, { recursive: true, force: true });
    throw explainLaunch(error, binary.executable, await lastWords(binary));
  }
  const pid = browser.process()?.pid ?? 0;
  const guard = guardGroup(pid, profile);
  let closing: Promise<void> | undefined;
  return {
    browser,
    pid,
    folder: profile,
    close: () => {
      closing ??= end(browser, pid, profile).finally(() => guard.kill('SIGKILL'));
      return closing;
    },
  };
}

/** Chromium leads its own process group (puppeteer starts it detached), so it and all its children end together. */
async function end(browser: Browser, pid: number, profile: string): Promise<void> {
  const process_ = browser.process();
  const exited = new Promise<void>(resolve =>
    process_ === null || process_.exitCode !== null || process_.signalCode !== null
      ? resolve()
      : process_.once('exit', () => resolve()),
  );
  killGroup(pid);
  await Promise.race([exited, new Promise(resolve => setTimeout(resolve, CLOSE_TIMEOUT_MS).unref())]);
  await browser.disconnect().catch(() => {});
  await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
}

export function killGroup(pid: number): void {
  if (pid <= 1) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

/** A worker that is killed outright closes nothing; this shell waits for its end and then takes the browser and its profile along. */
function guardGroup(pid: number, profile: string) {
  const script = 'read _; kill -9 -- "-$1" 2>/dev/null; rm -rf -- "$2"';
  const guard = spawn('/bin/sh', ['-c', script, 'errand-guard', String(pid), profile], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: '/usr/bin:/bin' },
    detached: true,
  });
  guard.on('error', () => {});
  guard.unref();
  if ('unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref();
  return guard;
}

/** Over a pipe puppeteer does not hear what Chromium says before it dies; asked for its version it says it again. */
function lastWords({ executable, env }: ChromiumBinary): Promise<string> {
  return new Promise(resolve => {
    const options = { env: { PATH: '/usr/bin:/bin', ...env }, timeout: VERSION_TIMEOUT_MS };
    execFile(executable, ['--version'], options, (error, _stdout, stderr) => {
      resolve(stderr.trim() || (error?.message ?? ''));
    });
  });
}

function explainLaunch(error: unknown, executable: string, words: string): ErrandError {
  const said = `${words} (${error instanceof Error ? error.message : String(error)})`;
  const library = /error while loading shared libraries: (\S+?):/.exec(said)?.[1];
  if (library !== undefined)
    return new ErrandError(
      'browser.library-missing',
      `Chromium needs ${library}, which this machine lacks.`,
      { library },
      error,
    );
  return new ErrandError('browser.launch-failed', `${executable}: ${said.slice(0, 600)}`, {}, error);
}
