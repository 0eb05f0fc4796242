/** Whether an API key is good, and what ended it. Pure; as isUsable in lib/domain/api-key.ts, which needs Node. */

import type { ApiKey } from '../../lib/domain/api-key.ts';

type Ends = Pick<ApiKey, 'expiresAt' | 'revokedAt'>;

export const isExpired = ({ expiresAt }: Ends, now: number): boolean =>
  expiresAt !== undefined && Date.parse(expiresAt) <= now;

export const isGood = (key: Ends, now: number): boolean => key.revokedAt === undefined && !isExpired(key, now);
