/** What the command line does with the answer to a used-up budget. The API is a list of what it was asked. */

import { describe, expect, test } from 'vitest';
import { ApiError, type Client } from '../../../lib/api/client.ts';
import { decideOnBudget } from '../../../lib/cli/answer-asks.ts';
import type { Terminal } from '../../../lib/cli/terminal.ts';
import type { BudgetAsk } from '../../../lib/domain/budget-ask.ts';

const ask: BudgetAsk = {
  ...{ step: 3, limit: 'usd', spent: 1, allowed: 1, asks: { usd: 0.5 } },
  ...{ digest: 'sha256:1', expiresAt: '2026-11-22T08:00:00.000Z' },
};

/** A day without money: who says yes is refused, and the task waits on. */
function openDay(hasMoney: boolean, ...says: readonly (string | undefined)[]) {
  const decisions: string[] = [];
  const notes: string[] = [];
  const left = [...says];
  const call = async (route: string, given: { body?: { decision: string } }): Promise<unknown> => {
    if (route.startsWith('GET')) return { task: { budgetAsk: hasMoney ? undefined : ask } };
    decisions.push(given.body?.decision ?? '');
    if (!hasMoney && given.body?.decision === 'extend') throw new ApiError(429, 'quota.money-today', 'No money today.');
    return {};
  };
  const client = { call } as unknown as Client;
  const terminal = {
    ask: async () => left.shift(),
    note: (text: string) => void notes.push(text),
    interrupted: new AbortController().signal,
  } as unknown as Terminal;
  return { decisions, notes, decide: () => decideOnBudget(client, { taskId: 'tsk_1', ask }, terminal) };
}

describe('a used-up budget', () => {
  test('is extended by a yes, and asked about once', async () => {
    const { decide, decisions } = openDay(true, 'y', 'y');
    await decide();
    expect(decisions).toEqual(['extend']);
  });

  test('is asked about again where the day has no more money: the task would wait, and nobody hear of it', async () => {
    const { decide, decisions, notes } = openDay(false, 'y', 'n');
    await decide();
    expect(decisions).toEqual(['extend', 'end']);
    expect(notes).toEqual([expect.stringContaining('Your answer changed nothing')]);
  });

  test('ends where nobody is left to answer', async () => {
    const { decide, decisions } = openDay(false, 'y', undefined);
    await decide();
    expect(decisions).toEqual(['extend', 'end']);
  });
});
