/** One emulated deployment for a test file: the emulator of AWS_ENDPOINT_URL or a MiniStack, an issuer, a shop, and clients by name of owner. */

import { type Client, createClient } from '../../lib/api/client.ts';
import { type Deployed, deploy } from '../../scripts/emulator/deploy.ts';
import { AUDIENCE, startIssuer } from '../../scripts/emulator/issuer.ts';
import { type MiniStack, startMiniStack } from '../../scripts/emulator/ministack.ts';
import { type Site, startSite } from '../sites/start-site.ts';

export interface TestDeployment extends Deployed {
  readonly endpoint: string;
  readonly shop: Site;
  /** Undefined where the endpoint was given. */
  readonly ministack: MiniStack | undefined;
  clientOf(subject: string): Promise<Client>;
}

/** What is to be ended, the last first: filled on the way, so that a deployment that takes too long is ended as well. */
export type Closers = (() => Promise<unknown>)[];

export async function closeAll(closers: Closers): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
}

export async function deployForTest(closers: Closers): Promise<TestDeployment> {
  const start = Date.now();
  const say = (line: string): void => console.log(`${((Date.now() - start) / 1_000).toFixed(1)} s: ${line}`);
  const [shop, issuer] = await Promise.all([startSite('shop'), startIssuer()]);
  closers.push(shop.close, issuer.close);
  const given = process.env.AWS_ENDPOINT_URL?.replace(/\/$/, '');
  const ministack = given === undefined ? await startMiniStack(say) : undefined;
  if (ministack !== undefined) closers.push(ministack.close);
  const endpoint = given ?? ministack?.endpoint ?? '';
  const giveUp = new AbortController();
  const { signal } = giveUp;
  const deploying = deploy({ endpoint, issuer: issuer.url, audience: AUDIENCE, allowHosts: [shop.host], say, signal });
  closers.push(async () => {
    giveUp.abort();
    await deploying.catch(() => {});
  });
  const deployed = await deploying;
  say('deployed');
  return {
    ...deployed,
    endpoint,
    shop,
    ministack,
    clientOf: async subject => createClient({ baseUrl: deployed.apiUrl, token: await issuer.tokenOf(subject) }),
  };
}
