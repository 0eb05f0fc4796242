/** Gets banners and dialogs out of the way: by the choice the person said, else by the one that shares least. */

import { likeness } from '../likeness.ts';
import { isDisabled } from '../match-target.ts';
import type { SeenElement, SeenPage } from '../read-observation.ts';
import type { StepOf } from '../steps.ts';
import { aside, done, failed, type Played, type Scene, turn } from './played.ts';

const ACCEPT = [
  'accept all',
  'accept all cookies',
  'accept cookies',
  'accept',
  'allow all',
  'allow',
  'i agree',
  'agree',
  'ok',
  'okay',
  'got it',
  'i understand',
  'yes',
];
const REJECT = [
  'only necessary',
  'necessary only',
  'only essential',
  'essential only',
  'necessary cookies',
  'reject all',
  'reject',
  'decline',
  'refuse',
  'deny',
  'no thanks',
  'no',
];
const CLOSE = ['close', 'dismiss', 'no thanks', 'not now', 'maybe later', 'later', 'skip', 'got it', 'ok', 'hide'];

const NAMES: Readonly<Record<StepOf<'dismiss'>['choice'], readonly string[]>> = {
  accept: ACCEPT,
  reject: REJECT,
  close: [...CLOSE, ...REJECT, ...ACCEPT],
};
/** What lies over the page without anyone having asked about it. */
const LEAST_FIRST = [...REJECT, ...CLOSE, ...ACCEPT, 'continue reading', 'continue'];

const LIKE = 76;
const MAX_ASIDES = 5;

/** "Accept the cookies" is no answer to "Delete all?". */
export const isAboutDialog = ({ what }: StepOf<'dismiss'>): boolean =>
  /dialog|prompt|alert|pop-?\s?up|message|question/iu.test(what);

/** A banner that is not there needs no dismissing: the step is then done. */
export function playDismiss(step: StepOf<'dismiss'>, { page, of }: Scene): Played {
  if (page.dialog !== undefined && isAboutDialog(step))
    return turn('answer_dialog', { accept: step.choice === 'accept' });
  const button = buttonFor(page, NAMES[step.choice], of.tried);
  if (button !== undefined && of.failed < 3) return turn('click', { ref: button.ref });
  const isOpen = page.lines.some(line => line.kind === 'container') && page.elements.some(element => element.isInBox);
  return step.choice === 'close' && isOpen && of.failed === 0 && of.asides === 0
    ? aside('press', { keys: 'Escape' }, 'I see no button that closes it, so I press Escape')
    : done;
}

/** After a click that was refused because something lies over the element. */
export function clearTheWay({ page, of }: Scene): Played {
  if (of.asides >= MAX_ASIDES) return failed(of.lastDetail ?? 'something lies over it');
  const button = buttonFor(page, LEAST_FIRST, of.tried);
  // The same button again and again closes nothing: every second time the key is tried.
  if (button !== undefined && of.asides % 2 === 0)
    return aside('click', { ref: button.ref }, `something lies over the page, so I click "${button.name}"`);
  return aside('press', { keys: 'Escape' }, 'something lies over the page, so I press Escape');
}

/** In a dialog or named box first; elsewhere only buttons, and none of those that are themselves covered. */
function buttonFor(page: SeenPage, names: readonly string[], tried: readonly string[]): SeenElement | undefined {
  const free = page.elements.filter(
    element =>
      /^(?:button|link|clickable)$/.test(element.role) &&
      !isDisabled(element) &&
      !/\bcovered\b/.test(element.states) &&
      !tried.includes(element.ref),
  );
  const boxed = free.filter(element => element.isInBox);
  const others = free.filter(element => !element.isInBox && !element.isAround && element.role !== 'link');
  return firstNamed(boxed, names) ?? firstNamed(others, names);
}

function firstNamed(elements: readonly SeenElement[], names: readonly string[]): SeenElement | undefined {
  for (const name of names) {
    const found = elements.find(element => likeness(element.name, name) >= LIKE);
    if (found !== undefined) return found;
  }
  return undefined;
}
