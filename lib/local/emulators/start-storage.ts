/** S3 on a folder and SQS in memory, in this process, on 127.0.0.1 only. The table is the truth: a lost queue is refilled from it. */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildAppOptions, buildApp } from 'fauxqs';
import { artifactHeaders } from '../../api/browser-headers.ts';
import { ErrandError } from '../../domain/errors.ts';

const HOST = '127.0.0.1';
const REGION = 'us-east-1';
const BUCKET = 'errand-artifacts';
const QUEUE = 'errand-tasks';
const DEAD_LETTER_QUEUE = 'errand-tasks-dead';
/** How often a message is tried before it is put aside. */
const MAX_RECEIVES = 5;
/** Recovery is the lease's and the reaper's; a short one only brings a crashed start back sooner. */
const VISIBILITY_SECONDS = 60;

export interface StorageOptions {
  /** The folder of the objects; left out, a temporary one that `close` removes. */
  readonly dataDir?: string | undefined;
}

export interface LocalStorage {
  readonly endpoint: string;
  readonly region: string;
  readonly queueUrl: string;
  readonly deadLetterUrl: string;
  readonly bucket: string;
  /** Lets the pages of one origin read objects, as the bucket's CORS rule does on AWS. */
  allowOrigin(origin: string): void;
  /** Ends the server, open long polls too, and waits. May be called twice. */
  close(): Promise<void>;
}

type Stores = NonNullable<BuildAppOptions['stores']>;

/** Starts both and creates bucket, queue and dead-letter queue. Throws `local.emulator-failed`. */
export async function startStorage(options: StorageOptions = {}): Promise<LocalStorage> {
  const folder = options.dataDir ?? mkdtempSync(join(tmpdir(), 'errand-objects-'));
  try {
    mkdirSync(folder, { recursive: true });
    const stores = await openStores(folder);
    const app = buildApp({ logger: false, defaultRegion: REGION, stores });
    let allowed: string | undefined;
    app.addHook('onSend', async (request, reply) => {
      reply.headers(artifactHeaders);
      if (allowed !== undefined && request.headers.origin === allowed)
        reply.header('access-control-allow-origin', allowed);
    });
    const listening = await app.listen({ host: HOST, port: 0 });
    const port = Number(new URL(listening).port);
    const queues = createQueues(stores, port);
    if (!stores.s3Store.hasBucket(BUCKET)) stores.s3Store.createBucket(BUCKET);
    return {
      endpoint: `http://${HOST}:${port}`,
      region: REGION,
      ...queues,
      bucket: BUCKET,
      allowOrigin: origin => {
        allowed = origin;
      },
      async close() {
        await app.close();
        if (options.dataDir === undefined) rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ErrandError('local.emulator-failed', `S3 and SQS did not start: ${reason}`, {}, error);
  }
}

function createQueues(stores: Stores, port: number): Pick<LocalStorage, 'queueUrl' | 'deadLetterUrl'> {
  const create = (name: string, attributes: Record<string, string>): { url: string; arn: string } => {
    const url = stores.sqsStore.buildQueueUrl(name, String(port), `${HOST}:${port}`, REGION);
    const arn = `arn:aws:sqs:${REGION}:000000000000:${name}`;
    stores.sqsStore.createQueue(name, url, arn, attributes);
    return { url, arn };
  };
  const dead = create(DEAD_LETTER_QUEUE, { MessageRetentionPeriod: String(14 * 24 * 3_600) });
  const main = create(QUEUE, {
    VisibilityTimeout: String(VISIBILITY_SECONDS),
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: MAX_RECEIVES }),
  });
  return { queueUrl: main.url, deadLetterUrl: dead.url };
}

/**
 * `startFauxqs` would listen on all interfaces, and `buildApp` alone keeps objects in memory. The parts between are not
 * exported by the package, so they are loaded by file; the version is pinned, and a test holds the shape.
 */
async function openStores(folder: string): Promise<Stores> {
  const entry = import.meta.resolve('fauxqs');
  const load = async (file: string, name: string): Promise<new (...args: string[]) => unknown> => {
    const module: Record<string, unknown> = await import(new URL(file, entry).href);
    const found = module[name];
    if (typeof found !== 'function') throw new TypeError(`fauxqs has no ${name} in ${file}`);
    return found as new (
      ...args: string[]
    ) => unknown;
  };
  const [SqsStore, SnsStore, S3Store, FileS3Persistence] = await Promise.all([
    load('./sqs/sqsStore.js', 'SqsStore'),
    load('./sns/snsStore.js', 'SnsStore'),
    load('./s3/s3Store.js', 'S3Store'),
    load('./s3/fileS3Persistence.js', 'FileS3Persistence'),
  ]);
  const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() } as Stores;
  // Empty: queue addresses then name the host of the request, not `sqs.<region>.localhost`, which not every resolver knows.
  stores.sqsStore.host = '';
  const files = new FileS3Persistence(folder) as NonNullable<Stores['s3Store']['persistence']>;
  files.loadS3(stores.s3Store);
  stores.s3Store.persistence = files;
  return stores;
}
