/** What playing a step comes to, and the way to an element that several kinds of step share. Knows no history but this step's. */

import { nearestNames } from '../match-target.ts';
import type { StepProgress } from '../progress.ts';
import type { SeenElement, SeenPage } from '../read-observation.ts';
import type { Call } from '../turn.ts';

export type Played =
  | { readonly kind: 'turn'; readonly calls: readonly Call[]; readonly text?: string; readonly aside?: true }
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
}

export const MAX_TRIES = 3;

export const done: Played = { kind: 'done' };
export const failed = (why: string): Played => ({ kind: 'failed', why });
export const turn = (name: string, args: Readonly<Record<string, unknown>> = {}): Played => ({
  kind: 'turn',
  calls: [{ name, args }],
});
export const aside = (name: string, args: Readonly<Record<string, unknown>>, text: string): Played => ({
  kind: 'turn',
  calls: [{ name, args }],
  text,
  aside: true,
});

export interface Sought {
  /** Best first. */
  readonly found: readonly SeenElement[];
  /** In words: `link or button "Next"`. */
  readonly what: string;
  readonly use: (element: SeenElement) => Played;
  /** The step is no failure where there is none. */
  readonly isOptional?: boolean;
}

/** The best candidate first, after each failure the next one; where there is none, a look around before giving up. */
export function onTarget({ of, page }: Scene, { found, what, use, isOptional = false }: Sought): Played {
  const left = found.filter(element => !of.tried.includes(element.ref));
  const [target] = left;
  if (of.failed < MAX_TRIES && target !== undefined) return use(target);
  if (isOptional) return done;
  if (of.failed > 0) return failed(`${what}: ${of.lastDetail ?? 'it did not work'}`);
  return lookAround(of, page) ?? failed(notThere(page, what));
}

/** How many times to scroll on a page whose text was folded: what is in view is never folded. */
const MAX_LOOKS = 6;

function lookAround({ asides }: StepProgress, page: SeenPage): Played | undefined {
  if (asides === 0) return aside('wait', { seconds: 1 }, 'I do not see it yet, so I wait a moment');
  if (asides === 1) return aside('scroll', { to: page.isFolded ? 'down' : 'bottom' }, 'I look further down');
  return page.isFolded && asides < MAX_LOOKS ? aside('scroll', { to: 'down' }, 'I look further down') : undefined;
}

function notThere(page: SeenPage, what: string): string {
  const names = nearestNames(page, what, 5);
  return `there is no ${what} on "${page.title}"; ${names.length === 0 ? 'nothing with a name is there' : `what comes nearest: ${names.join(', ')}`}`;
}
