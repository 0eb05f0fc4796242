/** Waits for the secrets that an act is about to type and that nobody has stored. Reads no value. */

import type { Action } from '../domain/action.ts';
import { describeAction } from '../domain/describe-action.ts';
import { type Refusal, refusal } from '../domain/errors.ts';
import { secretsOf } from '../domain/scope.ts';
import { placeholdersIn } from '../domain/secret.ts';
import { isWebUrl, siteOf } from '../domain/site.ts';
import { clip } from './clip.ts';
import type { RunDeps, RunState } from './run.ts';

const MAX_WHY_BYTES = 1_000;

/** Undefined: all are there, or none is wanted. `secret.missing` ends the run: nobody stored it in time. */
export async function seekSecrets(deps: RunDeps, state: RunState, action: Action): Promise<Refusal | undefined> {
  if (action.kind !== 'fill') return undefined;
  const { task, step, observation } = state;
  const named = secretsOf(task.consent.scope);
  const site = isWebUrl(observation.url) ? siteOf(observation.url) : '';
  const why = clip(describeAction(action), MAX_WHY_BYTES);
  for (const name of placeholdersIn(action.value).filter(one => named.includes(one))) {
    const { kind } = await deps.journal.needSecret({ step, name, site, why });
    switch (kind) {
      case 'stored':
        break;
      case 'skipped':
        return refusal('secret.skipped', `The person goes on without the secret "${name}".`);
      case 'taken-over':
        return refusal('secret.lapsed', `The secret "${name}" is not stored.`);
      case 'expired':
        return refusal('secret.missing', `Nobody stored the secret "${name}" in time.`);
      case 'cancelled':
        deps.signal.throwIfAborted();
        return refusal('secret.missing', `The secret "${name}" is not stored.`);
      default:
        return kind satisfies never;
    }
  }
  return undefined;
}
