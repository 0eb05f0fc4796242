/** The whole cloud in this process: emulators, gateway, sockets, pumps, worker processes, console. One at a time in a process.
 *
 *   data folder ─▶ table, bucket, queue ─▶ gateway + sockets + console ─▶ pumps ─▶ reaper
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { SQSClient } from '@aws-sdk/client-sqs';
import { issueDevToken } from '../api/dev-identity.ts';
import { readConfig } from '../config.ts';
import { createTable } from '../store/schema.ts';
import { type Closers, collectClosers } from './closers.ts';
import { connectEmulator } from './connect-emulator.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { startDynamo } from './emulators/start-dynamo.ts';
import { type LocalStorage, startStorage } from './emulators/start-storage.ts';
import { makeEnvironment, pickSettings, type Settings, TABLE } from './handler-environment.ts';
import { type LoadFunction, loadFunctionsFrom } from './lambda.ts';
import { openFront } from './open-front.ts';
import { startQueuePump } from './queue-pump.ts';
import { type Sockets, startSockets } from './sockets.ts';
import { findLeftLeases, startReaper } from './start-reaper.ts';
import { type StreamPump, startStreamPump } from './stream-pump.ts';
import { unpackChromium } from './unpack-chromium.ts';

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
const root = join(import.meta.dirname, '../..');
const cache = join(root, 'node_modules/.cache/errand');

export async function startLocal(options: LocalOptions): Promise<Local> {
  const closers = collectClosers();
  try {
    return await start(options, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

async function start(options: LocalOptions, closers: Closers): Promise<Local> {
  const log = options.log ?? (() => {});
  const folder = openDataFolder(options.dataDir);
  closers.add(async () => folder.release());
  log('starting the table, the bucket and the queue …');
  const backing = await openBacking({ folder, settings: pickSettings(options.env ?? {}), log }, closers);
  const { env, storage, sockets } = backing;
  Object.assign(process.env, env);
  const left = await findLeftLeases();
  const config = readConfig(env);
  const model = config.openAi?.model ?? 'offline';
  const tokenFor = (ownerId: string): Promise<string> =>
    issueDevToken({ secret: folder.secret, ownerId, now: Date.now() });
  const token = await tokenFor(OWNER);

  const load = loadFunctionsFrom(new URL('../../functions/', import.meta.url));
  let stream: StreamPump | undefined;
  const front = await openFront({
    port: options.port,
    load,
    sockets,
    storage,
    consoleFolder: await consoleFolder(log),
    console: { token, model, offline: config.openAi === undefined, examples: options.examples ?? [] },
    afterWrite: () => stream?.nudge(),
    log,
  });
  closers.add(front.close);
  stream = await startRelay({ ...backing, folder, load, log });
  closers.add(stream.close);
  await unpackChromium({
    chromeDir: config.chromeDir ?? cache,
    chromePath: config.chromePath,
    onProgress: log,
    onProblem: options.log ?? console.error,
  });
  const queue = startQueuePump({
    client: connectEmulator(SQSClient, storage.endpoint),
    queueUrl: storage.queueUrl,
    workers: options.workers ?? 2,
    handler: new URL('../../functions/worker/index.ts', import.meta.url),
    env: { ...env, AWS_LAMBDA_FUNCTION_NAME: 'worker' },
    log: options.functionLog ?? (() => {}),
  });
  closers.add(() => queue.close());
  closers.add(await startReaper({ load, left, log }));
  folder.writeRun({ url: front.url, token, queueUrl: storage.queueUrl });

  return {
    url: front.url,
    socketUrl: front.socketUrl,
    token,
    ownerId: OWNER,
    model,
    dataDir: folder.path,
    tokenFor,
    workerPids: queue.pids,
    close: () => closers.closeAll(),
  };
}

interface Ground {
  readonly folder: DataFolder;
  readonly settings: Settings;
  readonly log: (line: string) => void;
}

interface Backing {
  readonly dynamoEndpoint: string;
  readonly storage: LocalStorage;
  readonly sockets: Sockets;
  /** Of the handlers. */
  readonly env: Settings;
}

/** The services that the handlers speak to, with the table made. */
async function openBacking({ folder, settings, log }: Ground, closers: Closers): Promise<Backing> {
  const dynamoEndpoint = settings.AWS_ENDPOINT_URL_DYNAMODB ?? (await openDynamo(folder, closers));
  const storage = await startStorage({ dataDir: join(folder.path, 'objects') });
  closers.add(() => storage.close());
  const sockets = await startSockets(log);
  closers.add(() => sockets.close());
  const { managementEndpoint } = sockets;
  const env = makeEnvironment({ settings, folder, dynamoEndpoint, storage, managementEndpoint, cache });
  await createTable(connectEmulator(DynamoDBClient, dynamoEndpoint), TABLE);
  return { dynamoEndpoint, storage, sockets, env };
}

async function openDynamo(folder: DataFolder, closers: Closers): Promise<string> {
  const dynamo = await startDynamo({ dataDir: folder.path });
  closers.add(() => dynamo.close());
  return dynamo.endpoint;
}

interface RelayOptions extends Pick<Backing, 'dynamoEndpoint'>, Pick<Ground, 'folder' | 'log'> {
  readonly load: LoadFunction;
}

const startRelay = ({ dynamoEndpoint, folder, load, log }: RelayOptions): Promise<StreamPump> =>
  startStreamPump({
    client: connectEmulator(DynamoDBStreamsClient, dynamoEndpoint),
    table: TABLE,
    relay: () => load('relay'),
    positionFile: join(folder.path, 'stream-position.json'),
    log,
  });

/** Built fresh at each start: it takes a tenth of a second, and is then never stale. */
async function consoleFolder(log: (line: string) => void): Promise<string> {
  // Outside the watched folders, or `npm run dev` would restart for its own output.
  const folder = join(cache, 'console');
  if (!existsSync(join(root, 'web/main.tsx'))) return folder;
  log('building the console …');
  const { buildConsole } = await import('../../web/build.ts');
  await buildConsole(folder);
  return folder;
}
