/** Deploys the stack to an emulator with the CDK's own CLI, and mends by API calls what the emulator dropped. Sends it no real credentials. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { mendTable } from './mend-table.ts';
import { bareEnvironment, run } from './run.ts';

const root = join(import.meta.dirname, '../..');
const bundles = join(root, 'node_modules/.cache/errand/emulator-bundles');
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

export async function deploy({ endpoint, issuer, audience, allowHosts, say }: DeployOptions): Promise<Deployed> {
  const folder = await mkdtemp(join(tmpdir(), 'errand-deploy-'));
  try {
    say('bundling the functions and the worker …');
    await run(process.execPath, ['scripts/bundle.ts', '--quiet', '--only', 'functions,worker', '--out', bundles], {
      cwd: root,
    });
    say(`bootstrapping ${endpoint} …`);
    await cdk(endpoint, ['bootstrap', `aws://${ACCOUNT}/${REGION}`, '--app', 'true']);
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
    await cdk(endpoint, [
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

const cdk = (endpoint: string, args: readonly string[]): Promise<string> =>
  run(process.execPath, [join(root, 'node_modules/aws-cdk/bin/cdk'), ...args], {
    cwd: root,
    env: {
      ...bareEnvironment(),
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
