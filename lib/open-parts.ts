/** Opens each part that the functions share, from the configuration alone. Heavy parts load only where they are opened. */

import type { ModelClient } from './agent/model-client.ts';
import type { TaskDeps } from './api/deps.ts';
import { type Config, need } from './config.ts';
import { pauseUntil, systemClock } from './machine.ts';
import type { Queue } from './queue/queue.ts';
import type { Store } from './store/store.ts';
import { setUpMeasuring } from './telemetry/set-up.ts';
import type { Timing, WorkerDeps } from './worker/worker-deps.ts';

export async function storeOf(config: Config): Promise<Store> {
  const { openStore } = await import('./store/store.ts');
  const { region, endpoints } = config;
  const written = await setUpMeasuring(config, systemClock);
  return openStore({ table: need(config, 'table'), clock: systemClock, written, region, endpoint: endpoints.dynamo });
}

export async function keysOf(config: Config) {
  const { openKeys } = await import('./secrets/open-keys.ts');
  return openKeys({ ...config, kms: { region: config.region, endpoint: config.endpoints.kms } });
}

export async function queueOf(config: Config): Promise<Queue> {
  const { openQueue } = await import('./queue/queue.ts');
  const { region, endpoints } = config;
  return openQueue({ queueUrl: need(config, 'queueUrl'), region, endpoint: endpoints.sqs });
}

export async function bucketOf(config: Config) {
  const { openBucket } = await import('./artifacts/bucket.ts');
  return openBucket({ bucket: need(config, 'bucket'), region: config.region, endpoint: config.endpoints.s3 });
}

/** S3's client is a quarter of what the tasks' function would load, and few requests ask for a link: it comes with the first that does. */
export function linkerOf(config: Config): TaskDeps['linkArtifact'] {
  need(config, 'bucket');
  let bucket: ReturnType<typeof bucketOf> | undefined;
  return async (ownerId, artifact) => {
    const { linkArtifact } = await import('./artifacts/link.ts');
    bucket ??= bucketOf(config);
    return linkArtifact(await bucket, ownerId, artifact, { now: systemClock() });
  };
}

export async function pushOf(config: Config) {
  const [{ ApiGatewayManagementApiClient }, { openPush }] = await Promise.all([
    import('@aws-sdk/client-apigatewaymanagementapi'),
    import('./realtime/push.ts'),
  ]);
  const { region } = config;
  const endpoint = need(config, 'socketEndpoint');
  return openPush(new ApiGatewayManagementApiClient({ endpoint, ...(region === undefined ? {} : { region }) }));
}

/** The client comes with the first picture: few runs are watched. */
export function showOf(config: Config): WorkerDeps['show'] {
  if (config.socketEndpoint === undefined) return undefined;
  let push: ReturnType<typeof pushOf> | undefined;
  return async (connectionId, frame) => {
    push ??= pushOf(config);
    return (await push).send(connectionId, frame);
  };
}

export async function modelOf(config: Config): Promise<ModelClient> {
  const { openModel } = await import('./model/open-model.ts');
  return openModel(config, { sleep: pauseUntil, random: Math.random });
}

/** Of the time before the deadline a third is for saving what was got. */
export function timingOf({ parkAfterMs = 20_000, yieldBeforeMs = 60_000 }: Config): Timing {
  return { parkAfterMs, restMs: yieldBeforeMs, closingMs: yieldBeforeMs / 3 };
}

/** Names of this deployment: a page must not make the browser talk to them. Addresses are refused anyway, unless allowed one by one. */
export function ownHostsOf({
  socketEndpoint,
  queueUrl,
  origins,
  endpoints,
  bucket,
  region,
  otlpEndpoint,
}: Config): readonly string[] {
  const addresses = [socketEndpoint, queueUrl, otlpEndpoint, ...origins, ...Object.values(endpoints)];
  const hosts = addresses.flatMap(address => URL.parse(address ?? '')?.hostname ?? []);
  const buckets = bucket === undefined ? [] : [`${bucket}.s3.amazonaws.com`, `${bucket}.s3.${region}.amazonaws.com`];
  return [...hosts, ...buckets].filter(host => /[a-z]$/.test(host) && host !== 'localhost');
}
