/** The one Lambda authorizer of the HTTP API (payload 2.0, simple response): a token or an API key in, an owner and what they may do out. */

import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { readKeyToken } from '../domain/api-key.ts';
import type { Caller } from '../domain/caller.ts';
import type { Log } from '../telemetry/log.ts';
import { callerContext } from './caller-context.ts';
import type { FindKey } from './find-key.ts';

/** Whom a bearer token names; undefined for nobody. */
export type FindOwner = (token: string) => Promise<string | undefined>;

export interface AuthorizerDeps {
  /** Asked in order. In a deployment the issuer's, locally the dev identity's. */
  readonly findOwner: readonly FindOwner[];
  /** Undefined: this deployment takes no keys. */
  readonly findKey: FindKey | undefined;
  readonly log: Pick<Log, 'warn'>;
}

export interface Authorization {
  readonly isAuthorized: boolean;
  readonly context?: Readonly<Record<string, string>>;
}

const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;
/** Tokens with many groups reach some kilobytes; API Gateway takes 10 KB of headers together. */
const MAX_HEADER_CHARS = 8_192;
const refused: Authorization = { isAuthorized: false };

/**
 * HTTP APIs cache an authorizer's answer by its identity sources and then refuse requests that lack one of them: with two
 * kinds of credentials it is wired without sources and without a cache, so that a revoked key is refused at once.
 */
export function makeAuthorizer(connect: () => Promise<AuthorizerDeps>) {
  return async (event: APIGatewayRequestAuthorizerEventV2): Promise<Authorization> => {
    const { authorization, 'x-api-key': key } = event.headers ?? {};
    // Two credentials are two identities: which one is meant is not for us to guess.
    if ((authorization === undefined) === (key === undefined)) return refused;
    const deps = await connect();
    const caller = key === undefined ? await personOf(deps, authorization ?? '') : await keyHolderOf(deps, key);
    return caller === undefined ? refused : { isAuthorized: true, context: callerContext(caller) };
  };
}

async function personOf({ findOwner }: AuthorizerDeps, header: string): Promise<Caller | undefined> {
  const token = header.length > MAX_HEADER_CHARS ? undefined : BEARER.exec(header)?.[1];
  if (token === undefined) return undefined;
  for (const find of findOwner) {
    const ownerId = await find(token);
    if (ownerId !== undefined) return { kind: 'person', ownerId };
  }
  return undefined;
}

async function keyHolderOf({ findKey, log }: AuthorizerDeps, header: string): Promise<Caller | undefined> {
  const token = readKeyToken(header);
  if (token === undefined || findKey === undefined) return undefined;
  const found = await findKey(token);
  if (found !== undefined) return { kind: 'key', ownerId: found.ownerId, keyId: token.keyId, scopes: found.key.scopes };
  log.warn('an API key was refused', { keyId: token.keyId });
  return undefined;
}
