/** Finds the backend an errand goes to: the one named, the one running here, or an own one that ends with the errand. */

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startLocal } from '../local/start-local.ts';

export interface Backend {
  readonly url: string;
  readonly token: string;
  /** Ends the backend where it was started for this errand alone. */
  close(): Promise<void>;
}

interface Wanted {
  readonly url: string | undefined;
  readonly token: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
}

export const dataFolder = (env: Wanted['env']): string =>
  resolve(env.ERRAND_DATA ?? join(import.meta.dirname, '../../.errand'));

const keepRunning = async (): Promise<void> => {};

export async function findBackend(wanted: Wanted): Promise<Backend> {
  if (wanted.url !== undefined && wanted.token !== undefined)
    return { url: wanted.url, token: wanted.token, close: keepRunning };
  const dataDir = dataFolder(wanted.env);
  const running = readRunning(dataDir);
  if (running !== undefined && (await answers(running.url))) return { ...running, close: keepRunning };
  wanted.say('No Errand is running here (npm start), so this errand gets one of its own …');
  const local = await startLocal({ dataDir, port: 0, env: wanted.env, log: wanted.say });
  return { url: local.url, token: local.token, close: () => local.close() };
}

function readRunning(dataDir: string): { url: string; token: string } | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(join(dataDir, 'run.json'), 'utf8'));
    if (typeof value !== 'object' || value === null || !('url' in value) || !('token' in value)) return undefined;
    return typeof value.url === 'string' && typeof value.token === 'string'
      ? { url: value.url, token: value.token }
      : undefined;
  } catch {
    return undefined; // no file: nothing runs here
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(new URL('/health', url), { signal: AbortSignal.timeout(2_000) });
    const body: unknown = await response.json();
    // After a kill another program may have the port, and our token is not for it.
    return response.ok && typeof body === 'object' && body !== null && 'status' in body && body.status === 'ok';
  } catch {
    return false;
  }
}
