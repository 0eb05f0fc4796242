/** An act on the page itself, with the files it takes and the files it brings. Decides nothing about what may be done. */

import { type Refusal, refusal } from '../../domain/errors.ts';
import { fileNameOf, toCsv, toJson } from '../datasets.ts';
import { type Begun, type Done, done, failed, recordFinished } from '../done.ts';
import { clipOutcome } from '../for-record.ts';
import type { PageAction, PageFile } from '../page.ts';
import type { RunDeps, RunState } from '../run.ts';

export async function actOnPage(deps: RunDeps, state: RunState, begun: Begun<PageAction>): Promise<Done> {
  const { action } = begun;
  const files = action.kind === 'upload' ? await filesFor(deps, state, action.files) : [];
  if ('ok' in files) return failed(deps, state, begun, files);
  const outcome = clipOutcome(await deps.page.perform(action, deps.signal, files));
  await recordFinished(deps, state, begun, outcome);
  const saved = await saveFiles(deps, state.step);
  return done(state, action, {
    value: { ...outcome, ...(saved.length > 0 ? { files: saved } : {}) },
    effect: outcome.ok ? outcome.effect : 'failed',
    progressed: (outcome.ok && outcome.effect !== 'none') || saved.length > 0,
  });
}

/** What the errand collected is a file too, though it is saved only at the end. */
async function filesFor(
  deps: RunDeps,
  { datasets }: RunState,
  names: readonly string[],
): Promise<readonly PageFile[] | Refusal> {
  const files: PageFile[] = [];
  for (const name of names) {
    const dataset = datasets.find(one =>
      [`${fileNameOf(one.name)}.csv`, `${fileNameOf(one.name)}.json`].includes(name),
    );
    const file =
      dataset === undefined
        ? await deps.journal.readFile(name)
        : name.endsWith('.csv')
          ? { name, mediaType: 'text/csv', bytes: new TextEncoder().encode(toCsv(dataset)) }
          : { name, mediaType: 'application/json', bytes: new TextEncoder().encode(toJson(dataset)) };
    if (file === undefined) {
      const known = datasets.map(one => `${fileNameOf(one.name)}.csv`).join(', ');
      return refusal(
        'page.file-unknown',
        `The errand has no file "${name}"${known === '' ? '.' : `; it collected ${known}, and has what it downloaded.`}`,
      );
    }
    files.push(file);
  }
  return files;
}

/** Files come by themselves too: a page may start a download between two acts. */
async function saveFiles({ page, journal }: RunDeps, step: number): Promise<readonly string[]> {
  const saved: string[] = [];
  for (const { name, mediaType, bytes } of await page.takeFiles()) {
    await journal.saveArtifact({ kind: 'download', name, mediaType, bytes, step });
    saved.push(name);
  }
  return saved;
}
