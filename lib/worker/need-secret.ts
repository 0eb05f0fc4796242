/** Waits for a secret that an act is about to type, in place and then parked, until somebody stores it or goes on without. Opens none. */

import type { AskedSecret, SecretAnswer } from '../agent/journal.ts';
import { SECRET_NEEDED_TTL_MS } from '../domain/task-secret.ts';
import { changeTask } from '../store/change.ts';
import { readTask } from '../store/reads.ts';
import { findSecret } from '../store/secrets.ts';
import { type AskingOf, ask, untilDecided } from './until-decided.ts';
import type { WorkerDeps } from './worker-deps.ts';

/**
 * Whoever stores it tells the tasks that wait for it. One that is stored between the first look and the question is seen by the looks
 * that follow, of which there is one at least before the run is put away.
 */
export async function needSecret(deps: WorkerDeps, of: AskingOf, needed: AskedSecret): Promise<SecretAnswer> {
  const { name } = needed;
  const isStored = async (): Promise<boolean> => (await findSecret(deps.store, of.ownerId, name)) !== undefined;
  if (await isStored()) return { kind: 'stored' };
  const { consent, secretsSkipped = [] } = (await readTask(deps.store, of.ownerId, of.taskId)).state;
  if (secretsSkipped.includes(name)) return { kind: 'skipped' };
  const expires = Math.min(deps.clock() + SECRET_NEEDED_TTL_MS, Date.parse(consent.expiresAt));
  const event = { type: 'secret.needed', data: { ...needed, expiresAt: new Date(expires).toISOString() } } as const;
  if (!(await ask(deps, of, event))) return { kind: 'taken-over' };
  return untilDecided<SecretAnswer>(deps, of, {
    reason: 'secret',
    expires,
    isOpen: ({ secretNeeded }) => secretNeeded?.name === name,
    async read({ status, control, secretNeeded, secretsSkipped: skipped = [] }) {
      if (secretNeeded === undefined && status === 'running' && control === undefined) {
        if (skipped.includes(name)) return { kind: 'skipped' };
        // The person may have taken the page and given it back between two looks.
        return (await isStored()) ? { kind: 'stored' } : undefined;
      }
      if (secretNeeded?.name !== name || !(await isStored())) return undefined;
      return (await tellStored(deps, of, name)) ? { kind: 'stored' } : undefined;
    },
  });
}

/** False where somebody else has said something meanwhile. */
async function tellStored(deps: WorkerDeps, { taskId, fence }: AskingOf, name: string): Promise<boolean> {
  let isTold = false;
  await changeTask(
    deps.store,
    taskId,
    ({ status, secretNeeded }) => {
      isTold = status === 'waiting' && secretNeeded?.name === name;
      return isTold ? [{ type: 'secret.stored', data: { name } }] : [];
    },
    { fence },
  );
  return isTold;
}
