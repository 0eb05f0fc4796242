/** `npm start`: the local cloud with the demo shop, until Ctrl-C. Says what it does while it does it. */

import { join, resolve } from 'node:path';
import pc from 'picocolors';
import { startSite } from '../../tests/sites/start-site.ts';
import { ErrandError, isErrandError } from '../domain/errors.ts';
import { onOneLine } from '../domain/plain-text.ts';
import { startLocal } from './start-local.ts';

const SHOP_PORT = 4311;
const CLOSE_LIMIT_MS = 5_000;
const started = performance.now();
const say = (line: string): void =>
  console.log(`${pc.dim(`${((performance.now() - started) / 1_000).toFixed(1).padStart(5)} s`)}  ${line}`);

async function main(): Promise<void> {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 24)
    throw new ErrandError(
      'config.invalid',
      `This is Node ${process.versions.node}. Start with "npm start", which brings Node 24.`,
    );
  const port = readNumber('ERRAND_PORT', 0, 65_535);
  const workers = readNumber('ERRAND_WORKERS', 1, 16) ?? 2;
  const shop = await startSite('shop', { port: SHOP_PORT }).catch(() => startSite('shop'));
  const allowed = [
    shop.host,
    ...(process.env.ERRAND_ALLOW_HOSTS ?? '')
      .split(',')
      .map(host => host.trim())
      .filter(host => host !== ''),
  ];
  const examples = [
    `go to ${shop.url}, search for kettle and list the name and price as a table`,
    `go to ${shop.url}, click Kettles, choose "Price: low to high" in "Sort by" and take a screenshot`,
  ];
  const local = await startLocal({
    dataDir: resolve(process.env.ERRAND_DATA ?? join(import.meta.dirname, '../../.errand')),
    port,
    workers,
    env: { ...process.env, ERRAND_ALLOW_HOSTS: allowed.join(',') },
    examples,
    log: say,
    functionLog: line => console.log(pc.dim(onOneLine(line))),
  }).catch(async error => {
    await shop.close();
    throw error;
  });
  endOnSignal(async () => {
    await local.close();
    await shop.close();
  });
  say(`${pc.green('ready')}  open ${pc.bold(local.url)}`);
  console.log(`
  console    ${local.url}
  demo shop  ${shop.url}
  data       ${local.dataDir}
  model      ${local.model === 'offline' ? 'the built-in offline model: it follows plain steps, it does not reason (set OPENAI_API_KEY for one that does)' : local.model}

  In another terminal:
  npm run errand -- "${examples[0]}"

  Ctrl-C ends it.`);
}

/** A wrong setting is an error, not a default. */
function readNumber(name: string, low: number, high: number): number | undefined {
  const text = process.env[name]?.trim();
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < low || value > high)
    throw new ErrandError('config.invalid', `${name} is "${text}"; allowed: a whole number from ${low} to ${high}.`);
  return value;
}

function endOnSignal(close: () => Promise<void>): void {
  let ending = false;
  const end = (): void => {
    if (ending) process.exit(130);
    ending = true;
    console.log('\nending … (Ctrl-C again: at once)');
    setTimeout(() => process.exit(1), CLOSE_LIMIT_MS).unref();
    void close().then(() => process.exit(0));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

await main().catch(error => {
  if (isErrandError(error)) console.error(`${pc.red(error.code)}  ${error.detail}\n  ${error.hint}`);
  else console.error(error);
  process.exit(1);
});
