/** Holds a known caller to what their key may do, and their owner to the rate of requests. Comes before anything is read or parsed. */

import { holdToScopes } from '../../domain/caller.ts';
import { takeToken } from '../../store/bucket.ts';
import type { ApiMiddleware } from '../exchange.ts';

export const admit: ApiMiddleware = {
  async before({ event }) {
    const { caller, route, deps } = event.exchange;
    if (caller === undefined) return;
    holdToScopes(caller, route?.scopes);
    if (deps?.store !== undefined) await takeToken(deps.store, caller.ownerId, deps.limits);
  },
};
