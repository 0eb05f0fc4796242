/** The type by which the authorizer looks keys up, apart so that its bundle has no table where no key comes. */

import type { KeyToken } from '../domain/api-key.ts';
import type { UsableKey } from '../store/api-keys.ts';

export type FindKey = (token: KeyToken) => Promise<UsableKey | undefined>;
