/** All functions with what each may use. Reads as a list: whoever wants to know what a function can do looks here and into access.ts. */

import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { access } from './access.ts';
import type { Artifacts } from './constructs/buckets.ts';
import { ErrandFunction } from './constructs/errand-function.ts';
import type { Keys } from './constructs/keys.ts';
import type { Queues } from './constructs/queues.ts';
import type { Socket } from './constructs/socket.ts';
import type { ErrandTable } from './constructs/table.ts';
import { Worker } from './constructs/worker.ts';
import { environments, type FunctionName } from './environment.ts';
import { API_SECONDS, INGRESS_SECONDS, REAPER_SECONDS, RELAY_SECONDS } from './limits.ts';
import type { Settings } from './settings.ts';

export interface FunctionsProps {
  readonly settings: Settings;
  readonly parts: {
    readonly keys: Keys;
    readonly table: ErrandTable;
    readonly queues: Queues;
    readonly artifacts: Artifacts;
    readonly socket: Socket;
  };
  readonly origins: { readonly console: string; readonly api: string };
}

type OfEach<T> = Readonly<Record<FunctionName, T>>;

export class Functions extends Construct {
  readonly all: OfEach<LambdaFunction>;

  constructor(scope: Construct, id: string, { settings, parts, origins }: FunctionsProps) {
    super(scope, id);
    const { keys, table, queues, artifacts, socket } = parts;
    const environment = environments(settings, {
      table: table.name,
      bucket: artifacts.bucket.bucketName,
      queueUrl: queues.tasks.queueUrl,
      requestsUrl: queues.requests.queueUrl,
      socketEndpoint: socket.managementEndpoint,
      consoleOrigin: origins.console,
      apiOrigin: origins.api,
      secretsKey: keys.wrapping.keyArn,
      modelKeySecret: keys.modelKey?.secretArn,
    });
    const { bundles } = settings;
    const make = (name: Exclude<FunctionName, 'worker'>, description: string, seconds: number): ErrandFunction =>
      new ErrandFunction(this, name, {
        name,
        description: `Errand: ${description}`,
        bundles,
        environment: environment[name],
        seconds,
      });
    const made = {
      account: make('account', 'keys, limits and the account of access', API_SECONDS),
      secrets: make('secrets', 'seals secrets and never opens them', API_SECONDS),
      sessions: make('sessions', 'conversations, answered by the model', API_SECONDS),
      consent: make('consent', 'consents and approvals', API_SECONDS),
      tasks: make('tasks', 'reads and controls tasks', API_SECONDS),
      docs: make('docs', 'health and the documents', API_SECONDS),
      authorizer: make('authorizer', 'who asks', API_SECONDS),
      socket: make('socket', 'sockets connect and follow streams', API_SECONDS),
      relay: make('relay', 'delivers what was written', RELAY_SECONDS),
      reaper: make('reaper', 'finds what nobody else will end', REAPER_SECONDS),
      ingress: make('ingress', "other services' requests become proposals", INGRESS_SECONDS),
      worker: new Worker(this, 'worker', {
        packaging: settings.worker,
        bundles,
        environment: environment.worker,
        queue: queues.tasks,
        maxConcurrency: settings.maxWorkers,
      }),
    } satisfies OfEach<ErrandFunction | Worker>;
    this.all = functionsIn(made);

    for (const [name, one] of Object.entries(made)) table.grantItems(one, access[name as FunctionName]);
    keys.grantWrap(made.secrets);
    keys.grantWrapAndUnwrap(made.worker);
    for (const one of [made.sessions, made.ingress, made.worker]) keys.grantReadModelKey(one);
    artifacts.grantReadArtifacts(made.tasks);
    artifacts.grantWork(made.worker);
    queues.grantQueueTask(made.relay);
    socket.grantPush(made.socket);
    socket.grantPush(made.worker);
    socket.grantPushAndClose(made.relay);
  }
}

const functionsIn = (made: OfEach<ErrandFunction | Worker>): OfEach<LambdaFunction> =>
  Object.fromEntries(Object.entries(made).map(([name, one]) => [name, one.function])) as OfEach<LambdaFunction>;
