/** Pictures: saved for the person, or shown to a model that sees. Changes nothing on the page. */

import type { ActionOf } from '../../domain/action.ts';
import { refusal } from '../../domain/errors.ts';
import { type Begun, type Done, done, failed, orRefusal, recordFinished } from '../done.ts';
import type { RunDeps, RunState } from '../run.ts';

export async function savePicture(deps: RunDeps, state: RunState, begun: Begun<ActionOf<'screenshot'>>): Promise<Done> {
  const { action, index } = begun;
  const { fullPage = false, ref } = action;
  const shot = await orRefusal(deps.page.screenshot({ fullPage, ...(ref === undefined ? {} : { ref }) }));
  if ('ok' in shot) return failed(deps, state, begun, shot);
  const { bytes, mediaType, caption } = shot;
  const name = `picture-${state.step}-${index}.jpg`;
  const artifactId = await deps.journal.saveArtifact({ kind: 'screenshot', name, mediaType, bytes, step: state.step });
  await recordFinished(deps, state, begun, { ok: true, effect: 'none', url: state.observation.url, note: name });
  return done(state, action, {
    value: { ok: true, saved: name, artifactId, ...(caption === undefined ? {} : { shows: caption }) },
    effect: 'none',
    progressed: true,
  });
}

export async function lookAtPicture(deps: RunDeps, state: RunState, begun: Begun<ActionOf<'look'>>): Promise<Done> {
  const { action } = begun;
  if (!deps.model.seesImages || state.task.consent.vision === 'off')
    return failed(deps, state, begun, refusal('model.malformed', 'This errand runs without pictures.'));
  const { ref } = action;
  const shot = await orRefusal(
    deps.page.screenshot({ fullPage: false, marks: true, ...(ref === undefined ? {} : { ref }) }),
  );
  if ('ok' in shot) return failed(deps, state, begun, shot);
  await recordFinished(deps, state, begun, { ok: true, effect: 'none', url: state.observation.url });
  const value = { ok: true, note: 'The picture is at the end.' };
  return { ...done(state, action, { value, effect: 'none', progressed: true }), picture: shot };
}
