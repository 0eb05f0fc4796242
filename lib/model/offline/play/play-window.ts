/** Tabs, dialogs of the page, pointing and scrolling until something is there. */

import { contentWords, likeness } from '../likeness.ts';
import { CLICKABLE, matchTargets } from '../match-target.ts';
import type { SeenDialog, SeenTab } from '../read-head.ts';
import type { Step, StepOf } from '../steps.ts';
import { aside, done, failed, onTarget, type Played, type Scene, turn } from './played.ts';
import { shows } from './shows.ts';

export function playTab({ which }: StepOf<'tab'>, { page, of }: Scene): Played {
  if (of.failed > 0) return failed(of.lastDetail ?? 'the tab could not be shown');
  const tab = tabFor(page.tabs, which);
  if (tab === undefined)
    return page.tabs.length === 0 && which === 'first'
      ? done
      : failed(
          `there is no such tab; open: ${page.tabs.map(({ title }) => `"${title}"`).join(', ') || 'only this one'}`,
        );
  return tab.isActive ? done : turn('switch_tab', { tab: tab.id });
}

function tabFor(tabs: readonly SeenTab[], which: string): SeenTab | undefined {
  switch (which) {
    case 'first':
      return tabs[0];
    case 'last':
      return tabs.at(-1);
    case 'other':
      return tabs.find(({ isActive }) => !isActive);
    default:
      return tabs.find(({ id, title }) => id === which || likeness(title, which) >= 60);
  }
}

export function playCloseTab({ page, of }: Scene): Played {
  if (of.failed > 0) return failed(of.lastDetail ?? 'the tab could not be closed');
  const active = page.tabs.find(({ isActive }) => isActive);
  return active === undefined ? failed('it is the only tab') : turn('close_tab', { tab: active.id });
}

export function playHover(step: StepOf<'hover'>, scene: Scene): Played {
  return onTarget(scene, {
    found: matchTargets(scene.page.elements, { name: step.name, roles: CLICKABLE }),
    what: `element "${step.name}"`,
    name: step.name,
    use: ({ ref }) => turn('hover', { ref }),
    isOptional: step.only !== undefined,
  });
}

/** A dialog of the page, or a box on it that asks the same. */
export function playDialog(step: StepOf<'answer-dialog'>, scene: Scene): Played {
  const { page, of } = scene;
  if (page.dialog !== undefined)
    return turn('answer_dialog', { accept: step.accept, ...(step.text === undefined ? {} : { text: step.text }) });
  // What asks may have been answered already, because it asked for just what was said.
  if (of.asides > 0 && of.asideEffect !== undefined) return done;
  const names = step.accept ? ['confirm', 'yes', 'ok'] : ['cancel', 'no'];
  const found = names.flatMap(name =>
    matchTargets(page.elements, { name, roles: new Set(['button', 'link']), least: 75 }),
  );
  return onTarget(scene, {
    found,
    what: `question to say ${step.accept ? 'yes' : 'no'} to`,
    name: '',
    use: ({ ref }) => turn('click', { ref }),
    isOptional: step.only !== undefined,
  });
}

/** Long lists load a part at a time; a page that does not grow any more ends it. */
const MAX_SCROLLS = 40;

export function playScroll(step: StepOf<'scroll'>, { page, of }: Scene): Played {
  if (step.until !== undefined) return scrollUntil(step.until, { page, of });
  if (of.done > 0) return done;
  if (step.text !== undefined && of.failed === 0) return turn('scroll', { to: 'down', text: step.text });
  // The page does not show the text (yet): its end is as far as one can go.
  if (step.text !== undefined && of.failed === 1) return turn('scroll', { to: 'bottom' });
  return of.failed > 0 ? failed(of.lastDetail ?? 'the page could not be scrolled') : turn('scroll', { to: step.to });
}

function scrollUntil(until: string, { page, of }: Pick<Scene, 'page' | 'of'>): Played {
  if (shows(page, until)) return done;
  if (of.failed > 1) return failed(of.lastDetail ?? 'the page could not be scrolled');
  const isOver = of.done >= MAX_SCROLLS || (of.done > 1 && of.lastEffect === 'none');
  return isOver ? failed(`"${until}" did not come by scrolling`) : turn('scroll', { to: 'bottom' });
}

/** The person said to do it; the page asks whether it should. Anything else it asks is theirs to answer. */
export function answerUnasked(dialog: SeenDialog, before: Step | undefined, answer: string | undefined): Played {
  const said = before?.kind === 'click' ? contentWords(`${before.name} ${before.near ?? ''}`) : [];
  const asks = contentWords(dialog.message);
  if (said.length > 0 && said.every(word => asks.includes(word)))
    return aside(
      'answer_dialog',
      { accept: true },
      `the page asks "${dialog.message}", which is what I was told to do`,
    );
  if (answer === undefined)
    return aside('ask', { question: `The page asks: "${dialog.message}" Shall I say yes?` }, 'the page asks something');
  return aside(
    'answer_dialog',
    { accept: /^\W*(?:y|yes|ok|okay|sure|do)\b/iu.test(answer) },
    'you have answered what the page asks',
  );
}
