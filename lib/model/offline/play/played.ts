/** What playing a step comes to, and the way to an element that several kinds of step share. Knows no history but this step's. */

import { nearestNames } from '../match-target.ts';
import { troublesOn } from '../page-says.ts';
import type { Aside, StepProgress } from '../progress.ts';
import type { SeenElement, SeenPage } from '../read-observation.ts';
import type { Reading } from '../read-results.ts';
import type { Call } from '../turn.ts';

export type Played =
  | { readonly kind: 'turn'; readonly calls: readonly Call[]; readonly text?: string; readonly aside?: Aside }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly why: string };

/** What a step is played on. */
export interface Scene {
  readonly page: SeenPage;
  readonly of: StepProgress;
  /** What the person said to the newest question. */
  readonly answer: string | undefined;
  /** Nothing but questions to the page comes after this step. */
  readonly isAtEnd: boolean;
  /** The step before this one was played, and not skipped. */
  readonly isAfterPlayed: boolean;
  /** What was read so far. */
  readonly readings: readonly Reading[];
  /** What is not to be done. */
  readonly refrain: readonly string[];
}

export const MAX_TRIES = 3;

export const done: Played = { kind: 'done' };
export const failed = (why: string): Played => ({ kind: 'failed', why });
export const turn = (name: string, args: Readonly<Record<string, unknown>> = {}): Played => ({
  kind: 'turn',
  calls: [{ name, args }],
});
const besides =
  (kind: Aside) =>
  (name: string, args: Readonly<Record<string, unknown>>, text: string): Played => ({
    kind: 'turn',
    calls: [{ name, args }],
    text,
    aside: kind,
  });

export const aside = besides('aside');
export const look = besides('look');
export const way = besides('way');

interface Sought {
  /** Best first. */
  readonly found: readonly SeenElement[];
  /** In words: `link or button "Next"`. */
  readonly what: string;
  /** The words it would have on the page, to be looked for where the text was folded. */
  readonly name: string;
  readonly use: (element: SeenElement) => Played;
  /** The step is no failure where there is none. */
  readonly isOptional?: boolean;
}

/** The best candidate first, after each failure the next one; where there is none, a look around before giving up. */
export function onTarget(scene: Scene, { found, what, name, use, isOptional = false }: Sought): Played {
  const { of, page } = scene;
  const left = found.filter(element => !of.tried.includes(element.ref));
  const [target] = left;
  if (of.failed < MAX_TRIES && target !== undefined) return use(target);
  if (isOptional) return done;
  if (of.failed > 0) return failed(`${what}: ${of.lastDetail ?? 'it did not work'}`);
  return lookAround(scene, name) ?? failed(notThere(page, what));
}

/** How many times to scroll on a page whose text was folded: what is in view is never folded. */
const MAX_LOOKS = 6;
/** What is looked for is at most so long. */
const MAX_FIND = 100;

function lookAround({ of: { looks }, page }: Scene, name: string): Played | undefined {
  if (looks === 0) return look('wait', { seconds: 1 }, 'I do not see it yet, so I wait a moment');
  if (looks === 1)
    return page.isFolded && name !== ''
      ? look('find', { text: name.slice(0, MAX_FIND) }, 'I look for it in what was folded')
      : look('scroll', { to: 'bottom' }, 'I look further down');
  return page.isFolded && looks < MAX_LOOKS ? look('scroll', { to: 'down' }, 'I look further down') : undefined;
}

/** What the page says about it comes first: a person would read that too. */
function notThere(page: SeenPage, what: string): string {
  const says = troublesOn(page);
  const names = nearestNames(page, what, 5);
  const told = says.length === 0 ? '' : `; the page says ${says.map(text => `“${text}”`).join(', ')}`;
  return `there is no ${what} on "${page.title}"${told}; ${names.length === 0 ? 'nothing with a name is there' : `what comes nearest: ${names.join(', ')}`}`;
}
