/** Builds the real dependencies of each function from the environment, once in a process. Heavy parts load only where they are used.
 *
 * PURE lets the bundler drop the connectors that a function does not import, and with them a browser, a model, an SDK. */

import { randomBytes, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuthorizerDeps } from './api/authorizer.ts';
import type { AccountDeps, ConsentDeps, SecretDeps, SessionDeps, TaskDeps } from './api/deps.ts';
import type { EndpointDeps } from './api/exchange.ts';
import type { FindKey } from './api/find-key.ts';
import { type Config, readConfig } from './config.ts';
import { KEY_SECRET_BYTES } from './domain/api-key.ts';
import { ErrandError } from './domain/errors.ts';
import { makeIds, makeMark, pause, pauseUntil, steadyClock, systemClock } from './machine.ts';
import {
  bucketOf,
  keysOf,
  linkerOf,
  modelOf,
  ownHostsOf,
  pushOf,
  queueOf,
  showOf,
  storeOf,
  timingOf,
} from './open-parts.ts';
import type { Queue } from './queue/queue.ts';
import type { RelayDeps } from './realtime/relay.ts';
import type { SocketDeps } from './realtime/socket.ts';
import type { ReapDeps } from './reap/reap.ts';
import type { Store } from './store/store.ts';
import { byLevel, type Log, openLog } from './telemetry/log.ts';
import { setUpMeter, setUpTracing } from './telemetry/set-up.ts';
import { traceModel } from './telemetry/trace-model.ts';
import { traceSend } from './telemetry/trace-send.ts';
import { spanned } from './telemetry/tracing.ts';
import type { WorkerDeps } from './worker/worker-deps.ts';

/** A whole call is answered within 25 s, before the HTTP API's 30; the rest is for the table. */
const REPLY_LIMIT_MS = 23_000;

const ids = /* @__PURE__ */ makeIds();

/** Undefined where no endpoint is set. */
export const connectTracing = /* @__PURE__ */ once('telemetry', setUpTracing);

export const connectSessions = /* @__PURE__ */ once(
  'sessions',
  async (config, log): Promise<SessionDeps> => ({
    ...(await consentDeps(config, log)),
    model: traceModel(await connectTracing(), await modelOf(config)),
    mark: makeMark,
    replyLimitMs: REPLY_LIMIT_MS,
    pause,
  }),
);

export const connectConsent = /* @__PURE__ */ once(
  'consent',
  async (config, log): Promise<ConsentDeps> => consentDeps(config, log),
);

export const connectTasks = /* @__PURE__ */ once('tasks', async (config, log): Promise<TaskDeps> => {
  const { makeTicket } = await import('./realtime/tickets.ts');
  const store = await storeOf(config);
  const linkArtifact = linkerOf(config);
  return { ...endpointDeps(config, log), store, linkArtifact, pause, makeTicket: holder => makeTicket(store, holder) };
});

export const connectSecrets = /* @__PURE__ */ once('secrets', async (config, log): Promise<SecretDeps> => {
  const keys = await keysOf(config);
  if (keys === undefined)
    throw new ErrandError('config.invalid', 'Neither ERRAND_SECRETS_KMS_KEY nor ERRAND_SECRETS_KEY_FILE is set.');
  return { ...endpointDeps(config, log), store: await storeOf(config), keys };
});

export const connectDocs = /* @__PURE__ */ once(
  'docs',
  async (config, log): Promise<EndpointDeps> => endpointDeps(config, log),
);

export const connectAccount = /* @__PURE__ */ once('account', async (config, log): Promise<AccountDeps> => {
  const { removeConnectionsOfKey } = await import('./realtime/connections.ts');
  const store = await storeOf(config);
  return {
    ...endpointDeps(config, log),
    store,
    ids,
    randomSecret: () => randomBytes(KEY_SECRET_BYTES).toString('base64url'),
    closeSockets: (ownerId, keyId) => removeConnectionsOfKey(store, ownerId, keyId),
  };
});

/** The table opens only once a key comes: most requests bring a token, and those need none. */
export const connectAuthorizer = /* @__PURE__ */ once('authorizer', async (config, log): Promise<AuthorizerDeps> => {
  const { findOwners } = await import('./api/find-owners.ts');
  const findOwner = await findOwners(config, systemClock);
  let store: Promise<Store> | undefined;
  const findKey: FindKey = async token => {
    store ??= storeOf(config);
    const { useKey } = await import('./store/api-keys.ts');
    return useKey(await store, token);
  };
  return { findOwner, findKey: config.table === undefined ? undefined : findKey, log };
});

export const connectReaper = /* @__PURE__ */ once(
  'reaper',
  async (config, log): Promise<ReapDeps> => ({
    store: await storeOf(config),
    clock: systemClock,
    steady: steadyClock,
    sleep: pause,
    log,
  }),
);

export const connectRelay = /* @__PURE__ */ once('relay', async (config, log): Promise<RelayDeps> => {
  const [queue, { sendTask }] = await Promise.all([queueOf(config), import('./queue/send-task.ts')]);
  const tracing = await connectTracing();
  return {
    store: await storeOf(config),
    push: await pushOf(config),
    queueTask: (taskId, notBefore) =>
      traceSend(tracing, log, taskId, () =>
        sendTask(queue, taskId, notBefore === undefined ? 0 : Date.parse(notBefore) - systemClock()),
      ),
    warn: (what, error) => log.warn(what, {}, error),
  };
});

export const connectSocket = /* @__PURE__ */ once(
  'socket',
  async (config): Promise<SocketDeps> => ({
    store: await storeOf(config),
    push: await pushOf(config),
    limits: config.limits,
  }),
);

export const connectWorker = /* @__PURE__ */ once('worker', async (config, log): Promise<WorkerDeps> => {
  const tracing = await connectTracing();
  const { openBrowser } = await import('./browser/open-browser.ts');
  const { chromeDir = join(tmpdir(), 'errand-chromium'), chromePath, allowHosts } = config;
  return {
    store: await storeOf(config),
    bucket: await bucketOf(config),
    model: await modelOf(config),
    openBrowser: options => spanned(tracing, 'browser open', {}, () => openBrowser(options)),
    browser: { chromeDir, chromePath, allowHosts, ownHosts: ownHostsOf(config) },
    keys: await keysOf(config),
    show: showOf(config),
    timing: timingOf(config),
    clock: systemClock,
    steady: steadyClock,
    ids,
    mark: makeMark,
    sleep: pauseUntil,
    random: Math.random,
    workerId: randomUUID(),
    telemetry: { tracing, meter: await setUpMeter(config, systemClock) },
    log: byLevel(log),
  };
});

/** Beside the worker, which needs it only for what is no message of ours. */
export const connectQueue = /* @__PURE__ */ once('queue', async (config): Promise<Queue> => queueOf(config));

/** A failed connect is tried again at the next request, so that a mended environment needs no restart. */
function once<Deps>(name: string, build: (config: Config, log: Log) => Promise<Deps>): () => Promise<Deps> {
  let built: Promise<Deps> | undefined;
  return () => {
    built ??= Promise.resolve()
      .then(() => build(readConfig(process.env), openLog(`errand-${name}`)))
      .catch((error: unknown) => {
        built = undefined;
        throw error;
      });
    return built;
  };
}

const endpointDeps = ({ origins, limits }: Config, log: Log): EndpointDeps => ({
  log,
  clock: systemClock,
  origins,
  limits,
});

const consentDeps = async (config: Config, log: Log): Promise<ConsentDeps> => ({
  ...endpointDeps(config, log),
  store: await storeOf(config),
  ids,
});
