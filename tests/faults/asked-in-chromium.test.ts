/** Real Chromium, killed while a person is asked whether a form may be sent: what was typed is restored, and is sent once. */

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser } from '../../lib/browser/open-browser.ts';
import { siteOf } from '../../lib/domain/site.ts';
import { changeTask } from '../../lib/store/change.ts';
import { readTask } from '../../lib/store/reads.ts';
import { chromeDir, openSite, type TestSite } from '../browser/open-site.ts';
import { doing } from '../support/by-name.ts';
import { browsersOf, renderersOf } from '../support/child-processes.ts';
import type { ScriptEntry } from '../support/scripted-model.ts';
import { openWorkerSetup, type Setting, type WorkerSetup } from '../support/work.ts';

let setup: WorkerSetup;
let site: TestSite;
beforeAll(async () => {
  setup = await openWorkerSetup();
});
afterAll(() => setup.close());
beforeEach(async () => {
  site = await openSite();
  site.show(
    '/',
    '<title>Till</title><form action="/order"><label>Name <input name="name"></label> <label>Town <input name="town"></label><button>Place order</button></form>',
  );
  site.show('/order', '<title>Thanks</title><h1>Thank you</h1>');
});
afterEach(() => site.close());

const finish: ScriptEntry = {
  calls: [{ name: 'finish', args: { outcome: 'done', summary: 'The order is placed.', evidence: [] } }],
};

test.each(['renderer', 'browser'] as const)(
  'a %s that is killed then costs time: the same form is restored, the same yes is good for it, and it is sent once',
  async what => {
    const sites = [siteOf(`${site.url}/`)];
    const verbs = ['read', 'navigate', 'input', 'submit', 'pay'] as const;
    const task = await setup.queueTask({ startUrl: `${site.url}/`, sites, verbs: [...verbs] });
    let isSaying = false;
    /** Kills, and then says yes. */
    const killsAndAgrees = async (): Promise<void> => {
      await sleep(20);
      if (isSaying) return;
      isSaying = true;
      const { approval } = (await readTask(setup.table.store, 'owner', task.taskId)).state;
      if (approval !== undefined) {
        const browsers = browsersOf(process.pid);
        const doomed = what === 'browser' ? browsers : browsers.flatMap(renderersOf);
        expect(doomed.length).toBeGreaterThan(0);
        for (const pid of doomed) process.kill(pid, 'SIGKILL');
        await sleep(200);
        const { approvalId, digest } = approval;
        await changeTask(setup.table.store, task.taskId, () => [
          { type: 'approval.given', data: { approvalId, digest, reach: 'once' } },
        ]);
      }
      isSaying = false;
    };
    const inChromium: Setting = {
      openBrowser: options => openBrowser({ ...options, chromeDir, allowHosts: [site.host] }),
    };
    const fills = doing(
      { name: 'fill', of: 'Name', value: 'Mira' },
      { name: 'fill', of: 'Town', value: 'Ludlow' },
      { name: 'click', of: 'Place order' },
    );
    const first = await setup.work(task, [fills], { ...inChromium, onSleep: killsAndAgrees });
    expect(first.run).toEqual({ kind: 'put-away', why: 'page.crashed' });
    expect(site.hits.filter(path => path.startsWith('/order'))).toEqual([]);

    setup.table.advance(20_000);
    const second = await setup.work(task, [doing({ name: 'click', of: 'Place order' }), finish], {
      ...inChromium,
      onSleep: () => sleep(20),
    });
    expect(second.run).toEqual({ kind: 'ended', status: 'completed' });
    const sent = site.hits.filter(path => path.startsWith('/order'));
    expect(sent).toEqual(['/order?name=Mira&town=Ludlow']);
    expect(second.types.filter(type => type === 'approval.asked')).toHaveLength(1);
  },
  120_000,
);
