/** The same with real signals to a real process: killed in mid-act, and stopped between the intent and the act until all is over. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openWorkerProcess, type WorkerProcess } from '../../lib/local/worker-process.ts';
import { checkInvariants } from './check-invariants.ts';
import { type Errand, type Lab, openLab } from './lab.ts';
import { expectAllHeld, survive } from './survive.ts';

let lab: Lab;
let folder: string;
let worker: WorkerProcess | undefined;
beforeAll(async () => {
  lab = await openLab();
  folder = mkdtempSync(join(tmpdir(), 'errand-signals-'));
});
afterEach(async () => {
  await worker?.close();
});
afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true, force: true });
});

const said: string[] = [];
const setTime = (errand: Errand): void => writeFileSync(join(folder, 'clock'), String(errand.schedule.clock()));

function start(errand: Errand, stopsAt: string): WorkerProcess {
  setTime(errand);
  const { dynamo, storage, bucket, site } = lab.endpoints;
  const env = {
    PATH: process.env.PATH ?? '',
    DYNAMO: dynamo,
    STORAGE: storage,
    BUCKET: bucket,
    SITE: site,
    TABLE: errand.store.table,
    CLOCK_FILE: join(folder, 'clock'),
    WORKER: 'child',
    STOPS_AT: stopsAt,
  };
  const handler = new URL('./child-worker.ts', import.meta.url);
  worker = openWorkerProcess({ handler, env, log: line => said.push(line) });
  return worker;
}

const message = ({ taskId }: Errand) => ({ Records: [{ body: JSON.stringify({ v: 1, taskId }) }] });

test('SIGKILL after the act reached the site: another ends the errand, and does not do it again', async () => {
  const errand = await lab.open();
  const child = start(errand, 'act Save');
  lab.site.setOnPoint(async () => void process.kill(child.pid() ?? 0, 'SIGKILL'));
  await expect(child.invoke(message(errand), Date.now() + 60_000)).rejects.toThrow(/SIGKILL/);
  errand.schedule.advance(1_000);
  const survived = await survive(errand, 'no', 'later');
  expectAllHeld(survived, errand);
  expect(survived.world.site.map(({ worker: by }) => by)).toEqual(['child']);
});

test('SIGSTOP between the intent and the act, SIGCONT when all is over: it does no act', async () => {
  const errand = await lab.open();
  const child = start(errand, 'write action.started submit');
  const stopped = new Promise<void>(resolve => {
    lab.site.setOnPoint(async () => {
      process.kill(child.pid() ?? 0, 'SIGSTOP');
      resolve();
    });
  });
  const run = child.invoke(message(errand), Date.now() + 60_000);
  await stopped;
  errand.schedule.advance(1_000);
  const survived = await survive(errand, 'no', 'later');
  expectAllHeld(survived, errand);
  errand.schedule.advance(600_000);
  setTime(errand);
  process.kill(child.pid() ?? 0, 'SIGCONT');
  expect(await run, said.join('\n')).toEqual({ kind: 'dropped', why: 'task.lease-lost' });
  const world = await errand.look();
  expect(world.site).toEqual([]);
  expect(checkInvariants(world, { earlier: survived.world })).toEqual([]);
});
