/** Asks the person in the terminal where a budget is used up or a secret is missing. Takes no secret's value: that is `secrets set`. */

import { ApiError, type Client } from '../api/client.ts';
import type { BudgetAsk } from '../domain/budget-ask.ts';
import type { SecretNeeded } from '../domain/task-secret.ts';
import { renderMore } from './render-budget.ts';
import type { Terminal } from './terminal.ts';

/** Never by `--yes`, nor by what a pipe said before: as an approval. Whatever is no yes lets the task end. */
export async function decideOnBudget(
  client: Client,
  { taskId, ask }: { readonly taskId: string; readonly ask: BudgetAsk },
  terminal: Terminal,
): Promise<void> {
  const { digest } = ask;
  for (;;) {
    const said = (await terminal.ask(`Add ${renderMore(ask.asks)}? y/N: `, 'anew'))?.trim() ?? '';
    if (terminal.interrupted.aborted) return;
    const decision = /^(y|yes)$/i.test(said) ? 'extend' : 'end';
    await client
      .call('POST /tasks/{taskId}/budget', { params: { taskId }, body: { digest, decision } })
      .catch((error: unknown) => unlessDecided(error, terminal));
    // Where the day has no more money the task still waits, and nothing else would be heard of it.
    if (decision === 'end') return;
    const { task } = await client.call('GET /tasks/{taskId}', { params: { taskId } });
    if (task.budgetAsk?.digest !== digest) return;
  }
}

/** It may be stored in the console or by another command meanwhile: then there is nothing to skip any more. */
export async function waitForSecret(
  client: Client,
  { taskId, needed }: { readonly taskId: string; readonly needed: SecretNeeded },
  terminal: Terminal,
): Promise<void> {
  const { name, site } = needed;
  terminal.note(
    `To store it: npm run errand -- secrets set ${name} --kind password --site ${site}, or in the console.`,
  );
  await terminal.ask('Enter, once it is stored; or without it, to go on without: ', 'anew');
  if (terminal.interrupted.aborted) return;
  const { task } = await client.call('GET /tasks/{taskId}', { params: { taskId } });
  if (task.secretNeeded?.name !== name) return;
  await client
    .call('POST /tasks/{taskId}/secret-needed', { params: { taskId }, body: { decision: 'skip' } })
    .catch((error: unknown) => unlessDecided(error, terminal));
}

/** Decided in the console meanwhile, too late, or beyond the day's money: the task says how it goes on. */
function unlessDecided(error: unknown, terminal: Terminal): void {
  if (!(error instanceof ApiError) || (error.status !== 409 && error.status !== 429)) throw error;
  terminal.note(`Your answer changed nothing: ${error.problem?.detail ?? error.message}`);
}
