/** The Lambda authorizer of the HTTP API (payload 2.0, simple response): a bearer token in, an owner out. Reads no table. */

import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import type { Clock } from '../domain/ids.ts';
import { ownerOfDevToken } from './dev-identity.ts';

export interface AuthorizerDeps {
  readonly secret: string;
  readonly clock: Clock;
}

export interface Authorization {
  readonly isAuthorized: boolean;
  readonly context?: { readonly ownerId: string };
}

const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;
/** A token of ours has some 250 characters; nothing longer is worth a look. */
const MAX_HEADER_CHARS = 4_096;

export function makeAuthorizer(connect: () => Promise<AuthorizerDeps>) {
  return async (event: APIGatewayRequestAuthorizerEventV2): Promise<Authorization> => {
    const { secret, clock } = await connect();
    const header = event.headers?.authorization ?? '';
    const token = header.length > MAX_HEADER_CHARS ? undefined : BEARER.exec(header)?.[1];
    const ownerId = token === undefined ? undefined : await ownerOfDevToken(token, { secret, now: clock() });
    return ownerId === undefined ? { isAuthorized: false } : { isAuthorized: true, context: { ownerId } };
  };
}
