/** Who everything belongs to: an id made of the issuer's word, and of nothing that a caller can choose. */

import { createHash } from 'node:crypto';

export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  /** Where the deployment names a tenant claim: the same person in two tenants is two owners. */
  readonly tenant?: string | undefined;
}

/** 24 bytes: nobody finds a second identity with the same id, and ids stay short enough for keys and logs. */
const ID_CHARS = 32;

/** The same identity always has the same id. It tells neither name nor address, so that it may stand in logs. */
export function ownerIdOf({ issuer, subject, tenant }: Identity): string {
  const hash = createHash('sha256').update(JSON.stringify([issuer, tenant ?? null, subject]));
  return `own_${hash.digest('base64url').slice(0, ID_CHARS)}`;
}
