/** Finds the workers' queue: the one named, the one of the environment, or that of the backend that runs here. Starts none. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openQueue, type Queue } from '../queue/queue.ts';
import { dataFolder } from './find-backend.ts';
import { Unusable } from './unusable.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** On AWS with the credentials and the region of the environment. Throws `Unusable`. */
export function findQueue(queueUrl: string | undefined, env: Env): Queue {
  const named = queueUrl ?? env.ERRAND_QUEUE_URL;
  if (named !== undefined && named !== '') return openQueue({ queueUrl: named, ...placeOf(named) });
  const local = readLocal(dataFolder(env));
  if (local !== undefined) {
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    return openQueue({ ...local, region: 'us-east-1', credentials });
  }
  throw new Unusable('No Errand is running here, and neither --queue nor ERRAND_QUEUE_URL is set.');
}

/** An address such as `https://sqs.eu-central-1.amazonaws.com/…` says the region; any other one is an endpoint of its own. */
function placeOf(queueUrl: string): { readonly region: string } | { readonly endpoint: string } {
  const url = URL.parse(queueUrl);
  if (url === null || !url.protocol.startsWith('http'))
    throw new Unusable(`The queue is ${JSON.stringify(queueUrl.slice(0, 200))}; it can be an http or https address.`);
  const [, region] = /^sqs\.([a-z0-9-]+)\.amazonaws\./.exec(url.hostname) ?? [];
  return region === undefined ? { endpoint: url.origin } : { region };
}

function readLocal(dataDir: string): { queueUrl: string; endpoint: string } | undefined {
  try {
    const run: unknown = JSON.parse(readFileSync(join(dataDir, 'run.json'), 'utf8'));
    const queueUrl: unknown = Reflect.get(Object(run), 'queueUrl');
    return typeof queueUrl === 'string' ? { queueUrl, endpoint: new URL(queueUrl).origin } : undefined;
  } catch {
    return undefined; // no file: nothing runs here
  }
}
