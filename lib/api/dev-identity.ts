/** The local identity: bearer tokens signed with a secret of this machine. Not for deployments; those bring their own issuer. */

import { jwtVerify, SignJWT } from 'jose';

const ISSUER = 'errand-local';
const AUDIENCE = 'errand';
const LIFETIME_SECONDS = 30 * 24 * 3_600;

export interface TokenRequest {
  readonly secret: string;
  readonly ownerId: string;
  readonly now: number;
}

export async function issueDevToken({ secret, ownerId, now }: TokenRequest): Promise<string> {
  const seconds = Math.floor(now / 1_000);
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(ownerId)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + LIFETIME_SECONDS)
    .sign(keyOf(secret));
}

const OWNER = /^[\w.@:-]{1,128}$/;

/** The owner a token names; undefined where it is not one of ours, or its time is over. */
export async function ownerOfDevToken(token: string, at: { secret: string; now: number }): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(token, keyOf(at.secret), {
      algorithms: ['HS256'],
      issuer: ISSUER,
      audience: AUDIENCE,
      requiredClaims: ['sub', 'exp'],
      currentDate: new Date(at.now),
    });
    return payload.sub !== undefined && OWNER.test(payload.sub) ? payload.sub : undefined;
  } catch {
    return undefined;
  }
}

const keyOf = (secret: string): Uint8Array => new TextEncoder().encode(secret);
