/** Refuses chords that would press an element by its access key, wherever the focus is: nobody has agreed to that. Presses none. */

import type { Page } from 'puppeteer-core';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { realmOf } from '../realm.ts';
import { quote } from './acted.ts';
import { briefly } from './frames-near.ts';

type Chord = readonly string[];

export async function refuseAccessKey(page: Page, chords: readonly Chord[]): Promise<Refusal | undefined> {
  const keys = chords.filter(chord => chord.includes('Alt')).map(chord => (chord.at(-1) ?? '').toLowerCase());
  if (keys.length === 0) return undefined;
  const asking = page.frames().map(frame => briefly(realmOf(frame).evaluate(nameByAccessKey, keys)));
  const name = (await Promise.all(asking)).find(one => one !== undefined);
  if (name === undefined) return undefined;
  return refusal('page.not-interactable', `That is the access key of ${quote(name)}: use its own ref.`);
}

/** Runs in the page; one that nobody has looked at has no functions of ours. */
function nameByAccessKey(keys: readonly string[]): string | undefined {
  if (typeof errand === 'undefined') return undefined;
  const { roots } = errand.rootsIn(2_000);
  const keyed = roots.flatMap(root => [...root.querySelectorAll('[accesskey]')]);
  const meant = keyed.find(one => keys.includes((one.getAttribute('accesskey') ?? '').trim().toLowerCase()));
  return meant === undefined ? undefined : errand.accessibleName(meant) || meant.localName;
}
