/** Clicks what has the name, the order or the neighbour that the person said. */

import { CLICKABLE, isDisabled, isOfHint, nearestTo, type Ranked, rankTargets } from '../match-target.ts';
import type { SeenElement, SeenPage } from '../read-observation.ts';
import type { StepOf } from '../steps.ts';
import { onTarget, type Played, type Scene, turn } from './played.ts';

export function playClick(step: StepOf<'click'>, scene: Scene): Played {
  const named = step.name === '' ? '' : ` "${step.name}"`;
  return onTarget(scene, {
    found: candidates(step, scene.page),
    what: `${step.role ?? 'link or button'}${named}${step.near === undefined ? '' : ` for "${step.near}"`}`,
    use: ({ ref }) => turn('click', { ref }),
    isOptional: step.only !== undefined,
  });
}

function candidates(step: StepOf<'click'>, page: SeenPage): readonly SeenElement[] {
  const ranked =
    step.name === ''
      ? unnamed(step, page)
      : rankTargets(page.elements, { name: step.name, roles: CLICKABLE, hint: step.role });
  const near = step.near === undefined ? ranked : nearestTo(page, besidesNamed(step, page, ranked), step.near);
  if (step.nth === undefined) return near.map(({ element }) => element);
  const chosen = inOrder(near).at(step.nth < 0 ? step.nth : step.nth - 1);
  return chosen === undefined ? [] : [chosen];
}

/** "Add Copper kettle to basket" as one name, on pages that say the product in the button. */
function besidesNamed(step: StepOf<'click'>, page: SeenPage, ranked: readonly Ranked[]): readonly Ranked[] {
  const whole = `${step.name.replace(/^add to /, 'add ')} ${step.near}`;
  const better = rankTargets(page.elements, { name: whole, roles: CLICKABLE, hint: step.role }).filter(
    ({ score }) => score >= 80,
  );
  return ranked.length > 0
    ? [...ranked, ...better.filter(one => !ranked.some(({ element }) => element === one.element))]
    : better;
}

/** "The first result": links in headings where the page has such, else those of its content. */
function unnamed(step: StepOf<'click'>, page: SeenPage): readonly Ranked[] {
  const hint = step.role ?? 'link';
  const fitting = page.elements.filter(
    element =>
      isOfHint(element, hint) &&
      !element.isAround &&
      !isDisabled(element) &&
      !/^(?:skip|jump) to\b/i.test(element.name),
  );
  const inHeadings = fitting.filter(({ line }) => page.lines[line - 1]?.kind === 'heading');
  return (hint === 'link' && inHeadings.length > 0 ? inHeadings : fitting).map(element => ({ element, score: 0 }));
}

/** Those that fit as well as the best, as they stand on the page. */
function inOrder(ranked: readonly Ranked[]): readonly SeenElement[] {
  const best = ranked[0]?.score ?? 0;
  return ranked
    .filter(({ score }) => score >= best - 10)
    .map(({ element }) => element)
    .sort((a, b) => a.line - b.line);
}
