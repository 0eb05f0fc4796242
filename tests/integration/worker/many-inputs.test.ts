/** A person sends more than a worker reads at once, and gives the page back in the same moment: all of it is done, in order, once. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LivePage } from '../../../lib/browser/live-page.ts';
import type { PersonInput } from '../../../lib/domain/person-input.ts';
import { changeTask } from '../../../lib/store/change.ts';
import { addInputs, readInputs } from '../../../lib/store/inputs.ts';
import { readTask } from '../../../lib/store/reads.ts';
import { finish } from '../../support/run-script.ts';
import { scriptPage } from '../../support/scripted-page.ts';
import { openWorkerSetup, shop, type WorkerSetup } from '../../support/work.ts';

let setup: WorkerSetup;
beforeAll(async () => {
  setup = await openWorkerSetup();
});
afterAll(() => setup.close());

/** A worker reads 20 rows at once. */
test.each([19, 20, 21, 65])('%i rows that lie there when the page is given back are all done', async rows => {
  const { store } = setup.table;
  const task = await setup.queueTask();
  const { taskId } = task;
  await changeTask(store, taskId, () => [{ type: 'control.requested', data: {} }]);
  const done: PersonInput[] = [];
  const live: LivePage = {
    frame: async () => undefined,
    hands: () => ({
      do: async input => void done.push(input),
      hasActs: () => false,
      takeActs: () => [],
      rest: async () => {},
    }),
  };
  const openBrowser = async () => ({
    ...{ page: scriptPage(shop, 'home'), live, version: 'Scripted/1', pid: 1, hosts: () => [], contacts: () => [] },
    close: async () => {},
  });
  let laying: Promise<void> | undefined;
  const lay = async (): Promise<void> => {
    for (let n = 0; n < rows; n += 1)
      await addInputs(store, { taskId, taking: 1, inputs: [{ kind: 'move', x: n, y: 0 }] }, {});
    await changeTask(store, taskId, () => [{ type: 'control.returned', data: { step: 0, by: 'person' } }]);
  };
  // The worker's hands are held meanwhile, as by a slow page.
  const onSleep = async (): Promise<void> => {
    if ((await readTask(store, 'owner', taskId)).state.control === 'taken') laying ??= lay();
    await laying;
  };
  const { run } = await setup.work(task, [finish()], { openBrowser, onSleep });
  expect(run).toEqual({ kind: 'ended', status: 'completed' });
  expect(done.map(input => ('x' in input ? input.x : -1))).toEqual(Array.from({ length: rows }, (_, n) => n));
  expect((await readInputs(store, { taskId, taking: 1 }, 0)).every(({ inputs }) => inputs.length === 0)).toBe(true);
});
