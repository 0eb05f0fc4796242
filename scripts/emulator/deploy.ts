/** Deploys the stack to an emulator with the CDK's own CLI, and mends by API calls what the emulator dropped. Sends it no real credentials. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { mendTable } from './mend-table.ts';
import { bareEnvironment, run } from './run.ts';

const root = join(import.meta.dirname, '../..');
export const REGION = 'us-east-1';
/** Emulators give this account to everybody. */
const ACCOUNT = '000000000000';
/** They check no signature, but the SDK and the CLI want to make one. */
export const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' } as const;

export interface DeployOptions {
  readonly endpoint: string;
  readonly issuer: string;
  readonly audience: string;
  /** Sites on this machine that the worker may visit; host:port. */
  readonly allowHosts: readonly string[];
  readonly say: (line: string) => void;
  /** Gives the deployment up where it is. */
  readonly signal?: AbortSignal | undefined;
}

const Outputs = z.object({
  Errand: z.object({
    ApiUrl: z.url(),
    SocketUrl: z.url(),
    RequestBus: z.string(),
    RequestQueue: z.url(),
    ArtifactsBucket: z.string(),
    TableName: z.string(),
    WrappingKey: z.string(),
  }),
});

export interface Deployed {
  /** Both under the emulator's own address. */
  readonly apiUrl: string;
  readonly socketUrl: string;
  readonly outputs: z.infer<typeof Outputs>['Errand'];
}

export async function deploy(options: DeployOptions): Promise<Deployed> {
  const { endpoint, issuer, audience, allowHosts, say, signal } = options;
  const folder = await mkdtemp(join(tmpdir(), 'errand-deploy-'));
  const bundles = join(folder, 'bundles');
  const cdk = cdkFor({ endpoint, signal }, folder);
  try {
    say(`bundling the functions and the worker, and bootstrapping ${endpoint} …`);
    const bundling = ['scripts/bundle.ts', '--quiet', '--only', 'functions,worker', '--out', bundles];
    await together([
      run(process.execPath, bundling, { cwd: root, signal }),
      // Where there is no cdk.json it needs no app.
      cdk(['bootstrap', `aws://${ACCOUNT}/${REGION}`], folder),
    ]);
    const context = {
      emulator: endpoint,
      allowHosts: allowHosts.join(','),
      bundles,
      worker: 'zip',
      consoleFiles: 'none',
      modelKey: 'none',
      oidcIssuer: issuer,
      oidcAudience: audience,
    };
    const outputsFile = join(folder, 'outputs.json');
    say('deploying …');
    await cdk([
      ...['deploy', 'Errand', '--app', `"${process.execPath}" infra/emulator-app.ts`],
      ...['--output', join(folder, 'cdk.out'), '--outputs-file', outputsFile],
      // A change set is one more thing that emulators only pretend to have.
      ...['--method', 'direct', '--require-approval', 'never', '--progress', 'events'],
      ...Object.entries(context).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ]);
    const { Errand: outputs } = Outputs.parse(JSON.parse(await readFile(outputsFile, 'utf8')));
    await mendTable({ endpoint, region: REGION, credentials: CREDENTIALS }, outputs.TableName);
    const socketUrl = underEmulator(endpoint, outputs.SocketUrl).replace(/^http/, 'ws');
    return { apiUrl: underEmulator(endpoint, outputs.ApiUrl), socketUrl, outputs };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Throws only once all have ended: what still runs would write into a folder that is being removed. */
async function together(running: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(running)).find(one => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

const cdkFor =
  ({ endpoint, signal }: Pick<DeployOptions, 'endpoint' | 'signal'>, folder: string) =>
  (args: readonly string[], cwd = root) =>
    run(process.execPath, [join(root, 'node_modules/aws-cdk/bin/cdk'), ...args], {
      cwd,
      signal,
      env: {
        ...bareEnvironment(),
        // It keeps what it found out about accounts.
        HOME: folder,
        AWS_ENDPOINT_URL: endpoint,
        AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
        AWS_REGION: REGION,
        // Else a machine in EC2 would be asked for its own role.
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    });

/** `https://<id>.execute-api.…/<stage>` by the path that LocalStack gave it. MiniStack takes the id out of a host name as well, but no browser resolves that. */
function underEmulator(endpoint: string, url: string): string {
  const { hostname, pathname } = new URL(url);
  const stage = pathname === '/' ? '/$default' : pathname;
  return `${endpoint}/_aws/execute-api/${hostname.split('.')[0]}${stage}`;
}
