/** What is broken on purpose where a person takes over, says something, or answers: so that the checker can be seen to find it. */

import { GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Hands } from '../../lib/browser/live-page.ts';
import type { OpenBrowser } from '../../lib/browser/open-browser.ts';
import type { PersonInput } from '../../lib/domain/person-input.ts';
import type { Task } from '../../lib/domain/task.ts';
import type { WorkerDeps } from '../../lib/worker/worker-deps.ts';
import type { Change } from './broken.ts';

const opening =
  (change: (browser: OpenBrowser) => OpenBrowser) =>
  (deps: WorkerDeps): WorkerDeps => ({
    ...deps,
    openBrowser: async options => change(await deps.openBrowser(options)),
  });

const withHands = (browser: OpenBrowser, change: (hands: Hands) => Hands): OpenBrowser => {
  const { live } = browser;
  return live === undefined ? browser : { ...browser, live: { ...live, hands: () => change(live.hands()) } };
};

/** What a person sends once is done twice. */
export const handsActingTwice = opening(browser =>
  withHands(browser, hands => ({
    ...hands,
    async do(input, signal) {
      await hands.do(input, signal);
      await hands.do(input, signal);
    },
  })),
);

/** What a person sends is done when the agent acts the next time. */
export const handsActingLate = opening(browser => {
  const kept: { readonly hands: Hands; readonly input: PersonInput; readonly signal: AbortSignal }[] = [];
  const { page } = browser;
  return {
    ...withHands(browser, hands => ({
      ...hands,
      do: async (input, signal) => void kept.push({ hands, input, signal }),
    })),
    page: {
      ...page,
      async perform(action, signal, files) {
        for (const one of kept.splice(0)) await one.hands.do(one.input, one.signal);
        return page.perform(action, signal, files);
      },
    },
  };
});

interface Written {
  readonly types: readonly unknown[];
  readonly states: readonly { state: Record<string, unknown> }[];
}

/** The events of a transaction, and the states that it writes, to be changed in place. */
function writtenBy(command: TransactWriteCommand): Written {
  const items = command.input.TransactItems ?? [];
  return {
    types: items.flatMap(({ Put }) => (Put?.Item?.type === undefined ? [] : [Put.Item.type])),
    states: items.flatMap(({ Update }) => {
      const values = Update?.ExpressionAttributeValues;
      const state: unknown = values?.[':state'];
      return typeof state === 'object' && state !== null ? [{ state: state as Record<string, unknown> }] : [];
    }),
  };
}

/** A worker that takes a run up does not know that its person wants the page. */
export const forgettingControl: Change = async (command, send) => {
  if (command instanceof TransactWriteCommand) {
    const { types, states } = writtenBy(command);
    if (types.includes('task.started')) for (const { state } of states) state.control = undefined;
  }
  return send(command);
};

/** Whoever reads a task's events does not see those of this type, or sees them twice. */
export const seeing =
  (type: string, times: 0 | 2): Change =>
  async (command, send) => {
    const answer = await send(command);
    if (!(command instanceof QueryCommand)) return answer;
    const { Items = [], ...rest } = answer as { Items?: Record<string, unknown>[] };
    return { ...rest, Items: Items.flatMap(item => (item.type === type ? Array(times).fill(item) : [item])) };
  };

const changingTask =
  (change: (task: Partial<Record<keyof Task, unknown>>) => void): Change =>
  async (command, send) => {
    const answer = (await send(command)) as { Item?: { state?: Partial<Record<keyof Task, unknown>> } };
    if (command instanceof GetCommand && answer.Item?.state !== undefined) change(answer.Item.state);
    return answer;
  };

/** What is asked for looks stored. */
export const takingForStored: Change = async (command, send) => {
  const answer = (await send(command)) as { Item?: Record<string, unknown> };
  if (!(command instanceof GetCommand) || answer.Item !== undefined) return answer;
  const { pk, sk } = command.input.Key ?? {};
  return String(pk).startsWith('secret/') ? { Item: { pk, sk } } : answer;
};

/** A yes to another question than the one that was asked. */
export const mistakingDigests = changingTask(task => {
  if (task.budgetAsk !== undefined) task.budgetAsk = { ...task.budgetAsk, digest: `sha256:${'0'.repeat(64)}` };
});

/** What is added counts twice. */
export const addingTwice: Change = async (command, send) => {
  if (command instanceof TransactWriteCommand) {
    const { types, states } = writtenBy(command);
    if (types.includes('budget.extended'))
      for (const { state } of states) {
        const { extended = {} } = state as { extended?: Record<string, number> };
        state.extended = Object.fromEntries(Object.entries(extended).map(([part, amount]) => [part, amount * 2]));
      }
  }
  return send(command);
};

/** No day has an end of its money. */
export const ignoringDays: Change = async (command, send) => {
  if (!(command instanceof TransactWriteCommand)) return send(command);
  const items = (command.input.TransactItems ?? []).map(item =>
    String(item.Update?.Key?.sk).startsWith('DAY#') && item.Update?.ExpressionAttributeValues?.[':room'] !== undefined
      ? {
          ...item,
          Update: {
            ...item.Update,
            ConditionExpression: 'attribute_not_exists(micros) OR micros <= :room OR micros > :room',
          },
        }
      : item,
  );
  return send(new TransactWriteCommand({ ...command.input, TransactItems: items }));
};
