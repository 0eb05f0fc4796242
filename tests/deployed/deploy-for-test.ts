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
  close(): Promise<void>;
}

export async function deployForTest(): Promise<TestDeployment> {
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const one of closers.splice(0).reverse()) await one();
  };
  const start = Date.now();
  const say = (line: string): void => console.log(`${((Date.now() - start) / 1_000).toFixed(1)} s: ${line}`);
  try {
    const [shop, issuer] = await Promise.all([startSite('shop'), startIssuer()]);
    closers.push(shop.close, issuer.close);
    const given = process.env.AWS_ENDPOINT_URL?.replace(/\/$/, '');
    const ministack = given === undefined ? await startMiniStack(say) : undefined;
    if (ministack !== undefined) closers.push(ministack.close);
    const endpoint = given ?? ministack?.endpoint ?? '';
    const allowHosts = [shop.host];
    const deployed = await deploy({ endpoint, issuer: issuer.url, audience: AUDIENCE, allowHosts, say });
    say('deployed');
    return {
      ...deployed,
      endpoint,
      shop,
      ministack,
      clientOf: async subject => createClient({ baseUrl: deployed.apiUrl, token: await issuer.tokenOf(subject) }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
