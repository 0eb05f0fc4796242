/** Tells by the answer to a read that the object is not there. Asks nothing itself. */

/**
 * S3 says `NoSuchKey` only to those who may list the bucket, so that nobody learns by guessing what is in it; to our roles, which may
 * not, it says `AccessDenied`. That the roles may read is held by tests/infra; an expired or a wrong signature has other names.
 */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'AccessDenied');
