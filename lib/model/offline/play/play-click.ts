/** Clicks what has the name, the order or the neighbour that the person said. */

import { CLICKABLE, isDisabled, isOfHint, nearestTo, type Ranked, rankTargets } from '../match-target.ts';
import type { SeenElement, SeenPage } from '../read-observation.ts';
import type { StepOf } from '../steps.ts';
import { aside, onTarget, type Played, type Scene, turn } from './played.ts';

export function playClick(step: StepOf<'click'>, scene: Scene): Played {
  const found = candidates(step, scene.page);
  const way = found.length === 0 ? wayThere(step, scene) : undefined;
  if (way !== undefined) return way;
  const named = step.name === '' ? '' : ` "${step.name}"`;
  return onTarget(scene, {
    found,
    what: `${step.role ?? 'link or button'}${named}${step.near === undefined ? '' : ` for "${step.near}"`}`,
    use: ({ ref }) => turn('click', { ref }),
    isOptional: step.only !== undefined,
  });
}

/** "Add the teapot to the basket" where only the teapot's own page can: that page is opened first. */
function wayThere({ near }: StepOf<'click'>, { page, of }: Scene): Played | undefined {
  if (near === undefined || of.asides > 0) return undefined;
  const [link] = rankTargets(page.elements, { name: near, roles: new Set(['link']) });
  return link === undefined || link.score < NAMED
    ? undefined
    : aside('click', { ref: link.element.ref }, `it is not on this page, so I open "${link.element.name}"`);
}

const NAMED = 80;

/** A click may commit, so sharing some words is not enough; a quoted name stands on the page as it was said. */
const LEAST = 60;
const LEAST_QUOTED = 75;

function candidates(step: StepOf<'click'>, page: SeenPage): readonly SeenElement[] {
  const ranked =
    step.name === ''
      ? unnamed(step, page)
      : rankTargets(page.elements, {
          name: step.name,
          roles: CLICKABLE,
          hint: step.role,
          least: step.exact === true ? LEAST_QUOTED : LEAST,
        });
  const near = step.near === undefined ? ranked : nearestTo(page, besidesNamed(step, page, ranked), step.near);
  if (step.nth === undefined) return near.map(({ element }) => element);
  const chosen = inOrder(near).at(step.nth < 0 ? step.nth : step.nth - 1);
  return chosen === undefined ? [] : [chosen];
}

/** "Add Copper kettle to basket" as one name, on pages that say the product in the button. */
function besidesNamed(step: StepOf<'click'>, page: SeenPage, ranked: readonly Ranked[]): readonly Ranked[] {
  const whole = `${step.name.replace(/^add to /, 'add ')} ${step.near}`;
  const better = rankTargets(page.elements, { name: whole, roles: CLICKABLE, hint: step.role }).filter(
    ({ score }) => score >= NAMED,
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
