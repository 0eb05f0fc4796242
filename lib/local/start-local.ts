/** The whole cloud in this process: emulators, gateway, sockets, pumps, worker processes, console. One at a time in a process.
 *
 *   data folder ─▶ table, bucket, queue ─▶ gateway + sockets + console ─▶ pumps ─▶ reaper
 */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { SQSClient } from '@aws-sdk/client-sqs';
import { issueDevToken } from '../api/dev-identity.ts';
import { routeList } from '../api/routes.ts';
import { findChromium } from '../browser/chromium-binary.ts';
import { readConfig } from '../config.ts';
import { connectReaper } from '../connect.ts';
import { reap } from '../reap/reap.ts';
import { createTable } from '../store/schema.ts';
import { consoleFiles } from './console-files.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { type Dynamo, startDynamo } from './emulators/start-dynamo.ts';
import { type LocalStorage, startStorage } from './emulators/start-storage.ts';
import { gatewayServer } from './gateway.ts';
import { lambdaContext, loadFunctionsFrom } from './lambda.ts';
import { listen } from './listen.ts';
import { startQueuePump } from './queue-pump.ts';
import { SOCKET_PATH, startSockets } from './sockets.ts';
import { startStreamPump } from './stream-pump.ts';

export interface LocalOptions {
  readonly dataDir: string;
  /** 0: any free one. Undefined: 4310, or the next free one. */
  readonly port?: number | undefined;
  /** Settings for the handlers; never inherited from this process by accident. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Tasks at the same time. */
  readonly workers?: number;
  readonly examples?: readonly string[];
  /** What it is doing, for people. */
  readonly log?: (line: string) => void;
  /** What the functions log. */
  readonly functionLog?: (line: string) => void;
}

export interface Local {
  readonly url: string;
  readonly socketUrl: string;
  readonly token: string;
  readonly ownerId: string;
  readonly model: string;
  readonly dataDir: string;
  /** A token for another owner, as tests of ownership need it. */
  tokenFor(ownerId: string): Promise<string>;
  workerPids(): readonly number[];
  close(): Promise<void>;
}

const OWNER = 'local';
const TABLE = 'errand';
const REGION = 'us-east-1';
const REAP_EVERY_MS = 20_000;
const root = join(import.meta.dirname, '../..');

/** Passed on to the handlers from the given environment; all else is ours or absent. */
const PASSED = [
  'OPENAI_API_KEY',
  'OPENAI_BASE_URL',
  'OPENAI_MODEL',
  'ERRAND_MODEL_PRICE',
  'ERRAND_MODEL_IMAGES',
  'ERRAND_ALLOW_HOSTS',
  'ERRAND_OIDC_ISSUER',
  'ERRAND_OIDC_AUDIENCE',
  'ERRAND_OIDC_JWKS_URL',
  'ERRAND_OIDC_TENANT_CLAIM',
  'ERRAND_LIMIT_REQUESTS',
  'ERRAND_LIMIT_BURST',
  'ERRAND_LIMIT_TASKS_RUNNING',
  'ERRAND_LIMIT_TASKS_DAY',
  'ERRAND_LIMIT_USD_DAY',
  'CHROME_PATH',
  'ERRAND_CHROME_DIR',
  'AWS_ENDPOINT_URL_DYNAMODB',
  'POWERTOOLS_LOG_LEVEL',
  'HOME',
  'PATH',
  'TMPDIR',
  'NODE_EXTRA_CA_CERTS',
];

export async function startLocal(options: LocalOptions): Promise<Local> {
  const closers: (() => Promise<void>)[] = [];
  const log = options.log ?? (() => {});
  try {
    return await start(options, closers, log);
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
}

async function start(
  options: LocalOptions,
  closers: (() => Promise<void>)[],
  log: (line: string) => void,
): Promise<Local> {
  const folder = openDataFolder(options.dataDir);
  closers.push(async () => folder.release());

  log('starting the table, the bucket and the queue …');
  const given = Object.fromEntries(
    PASSED.map(name => [name, options.env?.[name]]).filter(([, value]) => value !== undefined && value !== ''),
  );
  const dynamo: Dynamo =
    given.AWS_ENDPOINT_URL_DYNAMODB === undefined
      ? await startDynamo({ dataDir: folder.path })
      : { endpoint: given.AWS_ENDPOINT_URL_DYNAMODB, close: async () => {} };
  closers.push(() => dynamo.close());
  const storage = await startStorage({ dataDir: join(folder.path, 'objects') });
  closers.push(() => storage.close());
  const sockets = await startSockets(log);
  closers.push(() => sockets.close());

  const env = environment({ given, dynamo, storage, folder, managementEndpoint: sockets.managementEndpoint });
  Object.assign(process.env, env);
  const config = readConfig(env);
  await createTable(clientOf(DynamoDBClient, dynamo.endpoint), TABLE);

  const load = loadFunctionsFrom(new URL('../../functions/', import.meta.url));
  const later = { nudge: (): void => {} };
  const model = config.openAi?.model ?? 'offline';
  const token = await issueDevToken({ secret: folder.secret, ownerId: OWNER, now: Date.now() });
  const gateway = { files: undefined as ReturnType<typeof consoleFiles> | undefined };
  const server = gatewayServer({
    routes: routeList,
    load,
    authorizer: 'authorizer',
    log,
    afterWrite: () => later.nudge(),
    otherwise: async request => gateway.files?.(request),
  });
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const socketUrl = `ws://127.0.0.1:${port}${SOCKET_PATH}`;
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });
  sockets.attach(server, () => load('socket'));
  storage.allowOrigin(url);
  gateway.files = consoleFiles({
    folder: pathToFileURL(`${await consoleFolder(log)}/`),
    port,
    storageOrigin: storage.endpoint,
    config: {
      apiUrl: url,
      socketUrl,
      token,
      model,
      offline: config.openAi === undefined,
      examples: options.examples ?? [],
    },
  });

  const stream = await startStreamPump({
    client: clientOf(DynamoDBStreamsClient, dynamo.endpoint),
    table: TABLE,
    relay: () => load('relay'),
    positionFile: join(folder.path, 'stream-position.json'),
    log,
  });
  later.nudge = stream.nudge;
  closers.push(() => stream.close());
  await unpackChromium(options, env, log);
  const workerEnv = { ...env, AWS_LAMBDA_FUNCTION_NAME: 'worker' };
  const queue = startQueuePump({
    client: clientOf(SQSClient, storage.endpoint),
    queueUrl: storage.queueUrl,
    workers: options.workers ?? 2,
    handler: new URL('../../functions/worker/index.ts', import.meta.url),
    env: workerEnv,
    log: options.functionLog ?? (() => {}),
  });
  closers.push(() => queue.close());
  closers.push(await startReaper(load, log));
  folder.writeRun({ url, token });

  return {
    url,
    socketUrl,
    token,
    ownerId: OWNER,
    model,
    dataDir: folder.path,
    tokenFor: ownerId => issueDevToken({ secret: folder.secret, ownerId, now: Date.now() }),
    workerPids: queue.pids,
    close: () => closeAll(closers),
  };
}

/** In the reverse of the order in which they were opened; one that fails does not keep the others open. */
async function closeAll(closers: (() => Promise<void>)[]): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close().catch(() => {});
}

interface Parts {
  readonly given: Readonly<Record<string, string | undefined>>;
  readonly dynamo: Dynamo;
  readonly storage: LocalStorage;
  readonly folder: DataFolder;
  readonly managementEndpoint: string;
}

/** The emulators take any credentials; a person's real ones are never sent to them. */
function environment({ given, dynamo, storage, folder, managementEndpoint }: Parts): Record<string, string> {
  const passed = Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return {
    POWERTOOLS_LOG_LEVEL: 'WARN',
    ERRAND_CHROME_DIR: join(root, 'node_modules/.cache/errand'),
    ...passed,
    ERRAND_LOCAL: '1',
    ERRAND_TABLE: TABLE,
    ERRAND_BUCKET: storage.bucket,
    ERRAND_QUEUE_URL: storage.queueUrl,
    ERRAND_SOCKET_ENDPOINT: managementEndpoint,
    ERRAND_DEV_SECRET: folder.secret,
    ERRAND_SECRETS_KEY_FILE: folder.secretsKeyFile,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
    AWS_ENDPOINT_URL_SQS: storage.endpoint,
    AWS_ENDPOINT_URL_S3: storage.endpoint,
  };
}

function clientOf<Client>(
  Class: new (config: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  }) => Client,
  endpoint: string,
): Client {
  return new Class({ endpoint, region: REGION, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
}

/** Built fresh at each start: it takes a tenth of a second, and is then never stale. */
async function consoleFolder(log: (line: string) => void): Promise<string> {
  // Outside the watched folders, or `npm run dev` would restart for its own output.
  const folder = join(root, 'node_modules/.cache/errand/console');
  if (!existsSync(join(root, 'web/main.tsx'))) return folder;
  log('building the console …');
  const { buildConsole } = await import('../../web/build.ts');
  await buildConsole(folder);
  return folder;
}

/** Ahead of the first errand, so that it starts at once. What is wrong with Chromium is said here and again by each task. */
async function unpackChromium(
  options: LocalOptions,
  env: Record<string, string>,
  log: (line: string) => void,
): Promise<void> {
  try {
    await findChromium({
      chromeDir: env.ERRAND_CHROME_DIR ?? dirname(createRequire(import.meta.url).resolve('puppeteer-core')),
      chromePath: env.CHROME_PATH,
      onProgress: log,
    });
  } catch (error) {
    (options.log ?? console.error)(`Chromium is not ready: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Once now, because the queue was in memory and what is queued in the table must be in it; then by the clock. */
async function startReaper(
  load: ReturnType<typeof loadFunctionsFrom>,
  log: (line: string) => void,
): Promise<() => Promise<void>> {
  await reap(await connectReaper(), { queuedForMs: 0 });
  const timer = setInterval(() => {
    void load('reaper')
      .then(run => run({}, lambdaContext('reaper', Date.now() + REAP_EVERY_MS)))
      .catch(error => log(`the reaper failed: ${String(error)}`));
  }, REAP_EVERY_MS).unref();
  return async () => clearInterval(timer);
}
