/** Whom a token of an OpenID Connect issuer names. Trusts one issuer, its published keys, and no word of the token before its signature. */

import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { Clock } from '../domain/ids.ts';
import { type Identity, ownerIdOf } from '../domain/owner.ts';
import { type FetchJson, openKeySet } from './jwks.ts';

export interface OidcSettings {
  /** Exactly as the tokens' `iss` has it. */
  readonly issuer: string;
  /** Who a token must be made for; one of them is enough. */
  readonly audiences: readonly string[];
  /** Undefined: as the issuer's discovery document says. */
  readonly jwksUrl: string | undefined;
  /** Where set, a token without this claim names nobody. */
  readonly tenantClaim: string | undefined;
}

/** Undefined: the token names nobody. Throws where the issuer's keys cannot be had, which says nothing of the token. */
export type VerifyToken = (token: string) => Promise<string | undefined>;

/** Public keys only: a shared secret (HS256) or no signature at all never counts. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
/** How far the issuer's clock may be from ours. */
const SKEW_SECONDS = 30;
const MAX_CLAIM_CHARS = 255;

export function openOidc(
  settings: OidcSettings,
  { fetchJson, clock }: { readonly fetchJson: FetchJson; readonly clock: Clock },
): VerifyToken {
  const findUrl = async (): Promise<string> => settings.jwksUrl ?? discoverKeys(settings.issuer, fetchJson);
  const keys = openKeySet({ fetchJson, clock, findUrl });
  return async token => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ALGORITHMS,
        issuer: settings.issuer,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: SKEW_SECONDS,
        currentDate: new Date(clock()),
      });
      const identity = identityOf(payload, settings);
      return identity && ownerIdOf(identity);
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  };
}

function identityOf(payload: JWTPayload, settings: OidcSettings): Identity | undefined {
  const { issuer, audiences, tenantClaim } = settings;
  if (!audiencesOf(payload).some(audience => audiences.includes(audience))) return undefined;
  const subject = claimOf(payload, 'sub');
  if (subject === undefined) return undefined;
  if (tenantClaim === undefined) return { issuer, subject };
  const tenant = claimOf(payload, tenantClaim);
  return tenant === undefined ? undefined : { issuer, subject, tenant };
}

/** Access tokens of Amazon Cognito carry no `aud` but the client's id. */
function audiencesOf(payload: JWTPayload): readonly string[] {
  if (payload.aud !== undefined) return [payload.aud].flat();
  const client = payload.token_use === 'access' ? claimOf(payload, 'client_id') : undefined;
  return client === undefined ? [] : [client];
}

function claimOf(payload: JWTPayload, name: string): string | undefined {
  const value = Object.hasOwn(payload, name) ? payload[name] : undefined;
  return typeof value === 'string' && value !== '' && value.length <= MAX_CLAIM_CHARS ? value : undefined;
}

/** OpenID Connect Discovery: the document must be the issuer's own word, or another could slip its keys in. */
async function discoverKeys(issuer: string, fetchJson: FetchJson): Promise<string> {
  const document = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const said = typeof document === 'object' && document !== null ? (document as Readonly<Record<string, unknown>>) : {};
  if (said.issuer !== issuer) throw new TypeError(`The discovery document is of ${JSON.stringify(said.issuer)}.`);
  const url = typeof said.jwks_uri === 'string' ? new URL(said.jwks_uri) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.origin !== new URL(issuer).origin)) {
    throw new TypeError('The discovery document names no https address of keys.');
  }
  return url.href;
}
