/** Which identities a deployment knows: its issuer's, and locally the dev identity's. Loads only the parts that are used. */

import type { Config } from '../config.ts';
import { ErrandError } from '../domain/errors.ts';
import type { Clock } from '../domain/ids.ts';
import type { FindOwner } from './authorizer.ts';

/** Throws `config.invalid` where the dev identity is set in a deployment, or where there is no identity at all. */
export async function findOwners(config: Config, clock: Clock): Promise<FindOwner[]> {
  const found = [...(await oidcOf(config, clock)), ...(await devIdentityOf(config, clock))];
  if (found.length > 0) return found;
  throw new ErrandError('config.invalid', 'ERRAND_OIDC_ISSUER is not set, and without an issuer nobody can be known.');
}

async function oidcOf({ oidc }: Config, clock: Clock): Promise<FindOwner[]> {
  if (oidc === undefined) return [];
  const [{ openOidc }, { fetchJson }] = await Promise.all([import('./oidc.ts'), import('./fetch-json.ts')]);
  return [openOidc(oidc, { fetchJson, clock })];
}

/**
 * One shared secret is no identity for a deployment, so it is refused twice over: where AWS says that this is AWS, and
 * where the table is not on this machine. The local cloud sets all that it needs.
 */
async function devIdentityOf(config: Config, clock: Clock): Promise<FindOwner[]> {
  const { devSecret: secret, isLocal, isOnAws, endpoints } = config;
  if (secret === undefined) return [];
  const isHere = endpoints.dynamo !== undefined && LOOPBACK.has(new URL(endpoints.dynamo).hostname);
  if (isOnAws || !isLocal || !isHere) {
    throw new ErrandError('config.invalid', 'ERRAND_DEV_SECRET is for the local cloud only and is refused here.');
  }
  const { ownerOfDevToken } = await import('./dev-identity.ts');
  return [token => ownerOfDevToken(token, { secret, now: clock() })];
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
