/** `node tests/faults/recorded/record.ts [name …]`: runs errands of the fault tests to the middle, and writes down what is there. Overwrites no history. */

import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { ErrandError } from '../../../lib/domain/errors.ts';
import type { Errand, WorldOptions } from '../open-errand.ts';
import { fileOf, type HistoryName, historyNames, openRecorded, writeHistory } from './history.ts';

interface Scene {
  readonly options: WorldOptions;
  readonly play: (errand: Errand) => Promise<void>;
}

const LEASE_OVER_MS = 61_000;

const work = async ({ schedule, work: begin }: Errand, name: string): Promise<void> => {
  const run = begin(name);
  await schedule.until([run]);
  await run;
};
const reclaim = async (errand: Errand): Promise<void> => {
  errand.schedule.advance(LEASE_OVER_MS);
  await errand.schedule.until([errand.reap()]);
};
const diesAfterSaving: WorldOptions = {
  fate: ({ actor, point }) => (actor === 'worker-1' && point === 'act Save' ? 'die-after' : 'live'),
};

const scenes: Readonly<Record<HistoryName, Scene>> = {
  'parked-for-approval': {
    options: diesAfterSaving,
    async play(errand) {
      await work(errand, 'worker-1');
      await reclaim(errand);
      await work(errand, 'worker-2');
    },
  },
  paused: {
    options: {
      thinkMs: () => 6_000,
    },
    async play(errand) {
      await errand.schedule.until([errand.person().pause()]);
    },
  },
  yielded: {
    options: {
      breakDeps: deps => ({ ...deps, timing: { ...deps.timing, restMs: 895_000 } }),
    },
    play: errand => work(errand, 'worker-1'),
  },
  retried: {
    options: {
      random: () => 0.5,
      breakDeps: deps => ({ ...deps, model: awayAfter(1, deps.model) }),
    },
    play: errand => work(errand, 'worker-1'),
  },
  'died-after-act': { options: diesAfterSaving, play: errand => work(errand, 'worker-1') },
};

type Model = Parameters<NonNullable<WorldOptions['breakDeps']>>[0]['model'];

function awayAfter(calls: number, model: Model): Model {
  let left = calls;
  return {
    ...model,
    async complete(request, signal) {
      left -= 1;
      if (left < 0) throw new ErrandError('model.unavailable', 'It answered 503.');
      return model.complete(request, signal);
    },
  };
}

const asked = process.argv.slice(2);
for (const name of historyNames) {
  const file = fileOf(name);
  if ((asked.length > 0 && !asked.includes(name)) || existsSync(file)) continue;
  const { options, play } = scenes[name];
  const { errand, record } = await openRecorded(options);
  await play(errand);
  const history = await record();
  await writeFile(file, `${writeHistory(history)}\n`);
  const { status, steps, checkpoint, parked } = await errand.read();
  console.log(name, { status, steps, parked, checkpoint: checkpoint?.step, rows: history.rows.length });
}
process.exit(0);
