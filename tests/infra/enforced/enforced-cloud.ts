/** The deployed bundles on this machine: each function in a process of its own, with the template's variables and its role's rights, over the emulators. */

import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { issueDevToken } from '../../../lib/api/dev-identity.ts';
import { routeList } from '../../../lib/api/routes.ts';
import { startDynamo } from '../../../lib/local/emulators/start-dynamo.ts';
import { startStorage } from '../../../lib/local/emulators/start-storage.ts';
import { gatewayServer } from '../../../lib/local/gateway.ts';
import type { LambdaHandler } from '../../../lib/local/lambda.ts';
import { listen } from '../../../lib/local/listen.ts';
import { startQueuePump } from '../../../lib/local/queue-pump.ts';
import { SOCKET_PATH, startSockets } from '../../../lib/local/sockets.ts';
import { startStreamPump } from '../../../lib/local/stream-pump.ts';
import { openWorkerProcess, type WorkerProcess } from '../../../lib/local/worker-process.ts';
import { listDeadLetters } from '../../../lib/queue/dead-letters.ts';
import { createTable } from '../../../lib/store/schema.ts';
import { testCredentials, testRegion } from '../../support/table.ts';
import { openTemplate } from '../open-template.ts';
import { linesOfRoles } from '../roles.ts';
import { type Account, startGuard } from './guard.ts';

export interface EnforcedCloud {
  readonly url: string;
  readonly socketUrl: string;
  readonly token: string;
  readonly account: Account;
  /** Of a function's role, without its log. */
  readonly linesOf: (name: string) => readonly string[];
  invoke(name: string, event: unknown): Promise<unknown>;
  /** To the workers' queue. */
  send(body: string): Promise<void>;
  /** The bodies of what was put aside. */
  deadLetters(): Promise<readonly string[]>;
  readonly log: readonly string[];
  close(): Promise<void>;
}

const TABLE = 'errand';
/** As the stack has it. */
const VISIBILITY_SECONDS = 90 * 60;
const DEV_SECRET = 'a secret of this test and of nothing else';

export interface EnforcedOptions {
  readonly bundles: string;
  /** What the worker may reach although it is not public. */
  readonly allowHosts: readonly string[];
}

export async function startEnforcedCloud({ bundles, allowHosts }: EnforcedOptions): Promise<EnforcedCloud> {
  const closers: (() => Promise<void>)[] = [];
  const opened = openTemplate({ oidcIssuer: 'https://issuer.example', oidcAudience: 'errand', modelKey: 'none' });
  const roles = linesOfRoles(opened);
  const linesOf = (name: string): readonly string[] =>
    (roles.get(`Functions${name}Role`) ?? []).filter(line => !line.startsWith('logs:'));
  const account: Account = { refused: [], used: new Map() };
  const guard = async (behind: string): Promise<string> => {
    const { endpoint, close } = await startGuard({ behind, linesOf, account });
    closers.push(close);
    return endpoint;
  };
  const folder = await mkdtemp(join(tmpdir(), 'errand-enforced-'));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  const dynamo = await startDynamo();
  closers.push(() => dynamo.close());
  const storage = await startStorage();
  closers.push(() => storage.close());
  const log: string[] = [];
  const sockets = await startSockets(line => log.push(line));
  closers.push(() => sockets.close());
  const direct = { region: testRegion, credentials: testCredentials };
  const tables = new DynamoDBClient({ ...direct, endpoint: dynamo.endpoint });
  await createTable(tables, TABLE);
  tables.destroy();

  const table = await guard(dynamo.endpoint);
  const files = await guard(storage.endpoint);
  const here: Readonly<Record<string, string>> = {
    ERRAND_TABLE: TABLE,
    ERRAND_BUCKET: storage.bucket,
    ERRAND_QUEUE_URL: storage.queueUrl,
    ERRAND_SOCKET_ENDPOINT: await guard(sockets.managementEndpoint),
    ERRAND_ORIGINS: 'http://127.0.0.1:1',
    ERRAND_SECRETS_KEY_FILE: join(folder, 'secrets.key'),
  };
  /** The names that the stack gives to a function, with what they mean here. KMS is a file, the issuer a secret of this test. */
  const environmentOf = (name: string): Record<string, string> => {
    const { Variables = {} } = opened.lambda(name).Properties.Environment as { Variables?: Record<string, unknown> };
    const names = Object.keys(Variables).map(one => one.replace('SECRETS_KMS_KEY', 'SECRETS_KEY_FILE'));
    const given = Object.fromEntries(names.flatMap(one => (here[one] === undefined ? [] : [[one, here[one]]])));
    return {
      ...given,
      ...(name === 'authorizer' ? { ERRAND_DEV_SECRET: DEV_SECRET } : {}),
      ...(name === 'worker' ? { ERRAND_ALLOW_HOSTS: allowHosts.join(','), ERRAND_CHROME_DIR: chromeDir() } : {}),
      ERRAND_LOCAL: '1',
      PATH: process.env.PATH ?? '',
      TMPDIR: folder,
      AWS_REGION: testRegion,
      AWS_ACCESS_KEY_ID: name,
      AWS_SECRET_ACCESS_KEY: 'none',
      AWS_ENDPOINT_URL_DYNAMODB: table,
      AWS_ENDPOINT_URL_S3: files,
      AWS_ENDPOINT_URL_SQS: files,
    };
  };
  const handlerOf = (name: string): URL => pathToFileURL(join(bundles, name, 'index.mjs'));
  const running = new Map<string, WorkerProcess>();
  const load = async (name: string): Promise<LambdaHandler> => {
    const options = { handler: handlerOf(name), env: environmentOf(name), log: (line: string) => log.push(line) };
    const child = running.get(name) ?? openWorkerProcess(options);
    running.set(name, child);
    return async (event, context) => child.invoke(event, Date.now() + context.getRemainingTimeInMillis());
  };
  closers.push(async () => void (await Promise.all([...running.values()].map(child => child.close()))));

  const later = { nudge: (): void => {} };
  const server = gatewayServer({ routes: routeList, load, authorizer: 'authorizer', afterWrite: () => later.nudge() });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });
  sockets.attach(server, () => load('socket'));
  const stream = await startStreamPump({
    client: new DynamoDBStreamsClient({ ...direct, endpoint: dynamo.endpoint }),
    table: TABLE,
    relay: () => load('relay'),
    positionFile: join(folder, 'position.json'),
    log: line => log.push(line),
  });
  later.nudge = stream.nudge;
  closers.push(() => stream.close());
  const sqs = new SQSClient({ ...direct, endpoint: storage.endpoint });
  const { queueUrl } = storage;
  const queue = startQueuePump({
    client: sqs,
    queueUrl,
    workers: 1,
    visibilitySeconds: VISIBILITY_SECONDS,
    handler: handlerOf('worker'),
    env: environmentOf('worker'),
    log: line => log.push(line),
  });
  closers.push(() => queue.close());
  return {
    url: `http://127.0.0.1:${port}`,
    socketUrl: `ws://127.0.0.1:${port}${SOCKET_PATH}`,
    token: await issueDevToken({ secret: DEV_SECRET, ownerId: 'alice', now: Date.now() }),
    account,
    linesOf,
    log,
    invoke: async (name, event) => {
      const child = await load(name);
      return child(event, { getRemainingTimeInMillis: () => 60_000 } as Parameters<LambdaHandler>[1]);
    },
    async send(MessageBody) {
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
    },
    deadLetters: async () => (await listDeadLetters({ sqs, queueUrl })).map(({ body }) => body),
    async close() {
      for (const close of closers.reverse()) await close();
    },
  };
}

/** Where `npm start` has unpacked it already. */
const chromeDir = (): string => join(import.meta.dirname, '../../../node_modules/.cache/errand');
