/** What an errand rests on ends in the middle of it: the consent, or what its owner may use. Looked at before each act; nothing acts afterwards. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkerSetup, type WorkerSetup } from '../support/work.ts';

let setup: WorkerSetup;
beforeAll(async () => {
  setup = await openWorkerSetup();
});
afterAll(() => setup.close());

const click = { calls: [{ name: 'click', args: { ref: 'e1' } }] };
const finish = { calls: [{ name: 'finish', args: { outcome: 'done', summary: 'Done.', evidence: [] } }] };

/** Milliseconds until the consent ends. */
const leftOf = (expiresAt: string): number => Date.parse(expiresAt) - setup.table.store.clock();

describe('a consent that ends in mid-errand', () => {
  test('lets no act begin after it, and ends the errand as consent.expired', async () => {
    const task = await setup.queueTask();
    setup.table.advance(leftOf(task.consent.expiresAt) - 5_000);
    const late = () => {
      setup.table.advance(6_000);
      return click;
    };
    const { state, events } = await setup.work(task, [click, late]);
    expect(state.result).toMatchObject({ status: 'failed', code: 'consent.expired' });
    const begun = events.filter(({ type }) => type === 'action.started');
    expect(begun).toHaveLength(2);
    expect(begun.every(({ at }) => Date.parse(at) < Date.parse(task.consent.expiresAt))).toBe(true);
    expect(events.at(-1)?.type).toBe('task.finished');
  });

  test('does no harm to one that has only its last word left to say', async () => {
    const task = await setup.queueTask();
    setup.table.advance(leftOf(task.consent.expiresAt) - 5_000);
    const late = () => {
      setup.table.advance(6_000);
      return finish;
    };
    const { state, events } = await setup.work(task, [click, late]);
    expect(state.status).toBe('completed');
    const begun = events.filter(({ type }) => type === 'action.started');
    expect(begun.every(({ at }) => Date.parse(at) < Date.parse(task.consent.expiresAt))).toBe(true);
  });
});
