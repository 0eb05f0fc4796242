/** Clicks what has the name, the order or the neighbour that the person said. */

import { amountIn, bestOf, readBest } from '../extract/best-row.ts';
import { contentWords, likeness, plain } from '../likeness.ts';
import { CLICKABLE, isDisabled, isOfHint, nearestTo, type Ranked, rankTargets } from '../match-target.ts';
import { nothingFoundOn } from '../page-says.ts';
import type { SeenElement, SeenPage } from '../read-observation.ts';
import type { StepOf } from '../steps.ts';
import { failed, onTarget, type Played, type Scene, turn, way } from './played.ts';

export function playClick(said: StepOf<'click'>, scene: Scene): Played {
  const step = said.it === 'picked' ? { ...said, ...pickedName(scene) } : said;
  if (said.it === 'picked' && step.name === '') return failed('nothing was picked before');
  const found = candidates(step, scene.page).filter(element => !isRefrained(element, scene.refrain));
  const there = found.length === 0 ? wayThere(step, scene) : undefined;
  if (there !== undefined) return there;
  const nothing = step.name === '' && found.length === 0 ? nothingFoundOn(scene.page) : undefined;
  if (nothing !== undefined) return failed(`the page says “${nothing}”`);
  const named = step.name === '' ? '' : ` "${step.name}"`;
  return onTarget(scene, {
    found,
    what: `${step.role ?? 'link or button'}${named}${step.near === undefined ? '' : ` for "${step.near}"`}`,
    name: step.near ?? step.name,
    use: ({ ref }) => turn('click', { ref, ...(step.inNewTab === true ? { modifiers: ['Control'] } : {}) }),
    isOptional: step.only !== undefined,
  });
}

/** The name of the best of what the newest picking read, over all its pages. */
function pickedName({ readings }: Scene): { readonly name: string; readonly exact: true } {
  const newest = readings.findLast(({ instruction }) => readBest(instruction) !== undefined)?.instruction;
  const of = readBest(newest ?? '')?.of;
  const rows = readings.filter(({ instruction }) => instruction === newest).flatMap(({ sample }) => sample);
  const best = of === undefined ? undefined : bestOf(rows, row => amountIn(String(row[of.by] ?? '')), of);
  return { name: String(best?.name ?? ''), exact: true };
}

/** "Do not place the order": no button of that name is ever clicked, whatever else was said. */
function isRefrained({ name }: SeenElement, refrain: readonly string[]): boolean {
  const there = contentWords(name);
  return refrain.some(from => {
    const words = contentWords(refrainedName(from));
    return (
      words.length > 0 &&
      words.every(word =>
        there.some(other => other === word || (word.length > 3 && other.startsWith(word.slice(0, -1)))),
      )
    );
  });
}

/** "clicking the Buy button" and "buying anything" are about what is called "Buy". */
const refrainedName = (from: string): string =>
  from
    .replace(/^(?:click|press|tap|hit)(?:p?ing)?\s+(?:on\s+)?(?:the\s+)?/iu, '')
    .replace(/\s+(?:button|link|anything|something|nothing)$/iu, '')
    .replace(/(\p{L}{3,})ing\b/giu, '$1');

/** "Add the teapot to the basket" where only the teapot's own page can: that page is opened first. */
function wayThere({ near }: StepOf<'click'>, { page, of }: Scene): Played | undefined {
  if (near === undefined || of.ways > 0) return undefined;
  // Where the page is about it already, no link leads anywhere better.
  const heading = page.lines.find(({ kind }) => kind === 'heading')?.text ?? '';
  const links = rankTargets(page.elements, { name: near, roles: new Set(['link']) }).filter(
    ({ score, element }) => score >= NAMED && !of.tried.includes(element.ref),
  );
  // A picture's link is named after its address, that of the heading as the page says it.
  if (isAbout(heading, near, links[0]?.element.name ?? '')) return undefined;
  const link = links.find(({ element, score }) => score === links[0]?.score && isInHeading(page, element)) ?? links[0];
  return link && way('click', { ref: link.element.ref }, `it is not on this page, so I open "${link.element.name}"`);
}

/** "Add the kettle …" on the page of an iron kettle: another kettle's link is no better. A heading over results is about none of them. */
const isAbout = (heading: string, near: string, link: string): boolean =>
  plain(heading) === plain(near) ||
  (!/\b(?:results?|search|showing|found)\b/iu.test(heading) &&
    likeness(heading, near) >= NAMED &&
    likeness(heading, near) >= likeness(link, near));

const isInHeading = (page: SeenPage, { line }: SeenElement): boolean => page.lines[line - 1]?.kind === 'heading';

/** Of the words that a name shares with a link, so many for it to be the same thing. */
const NAMED = 66;

/** A click may commit, so sharing some words is not enough; a quoted name stands on the page as it was said. */
const LEAST = 60;
const LEAST_QUOTED = 75;

function candidates(step: StepOf<'click'>, page: SeenPage): readonly SeenElement[] {
  const ranked =
    step.name === ''
      ? unnamed(step, page)
      : (namesFor(step)
          .map(name =>
            rankTargets(page.elements, {
              name,
              roles: CLICKABLE,
              hint: step.role,
              least: step.exact === true ? LEAST_QUOTED : LEAST,
            }),
          )
          .find(some => some.length > 0) ?? []);
  const near = step.near === undefined ? ranked : nearestTo(page, besidesNamed(step, page, ranked), step.near);
  if (step.nth === undefined)
    return near.map(({ element }) => element).filter(element => !isDisabled(element) || near.length > 1);
  const chosen = inOrder(near).at(step.nth < 0 ? step.nth : step.nth - 1);
  return chosen === undefined ? [] : [chosen];
}

const REMOVING = ['remove', 'delete', 'take out'];

/** Where one thing of many is meant, "delete" is also what pages call "Remove Copper kettle". */
const namesFor = ({ name, near }: StepOf<'click'>): readonly string[] =>
  near !== undefined && REMOVING.includes(name) ? [name, ...REMOVING.filter(other => other !== name)] : [name];

const WHOLE = 80;

/** "Add Copper kettle to basket" as one name, on pages that say the product in the button. */
function besidesNamed(step: StepOf<'click'>, page: SeenPage, ranked: readonly Ranked[]): readonly Ranked[] {
  const whole = `${step.name.replace(/^add to /, 'add ')} ${step.near}`;
  const better = rankTargets(page.elements, { name: whole, roles: CLICKABLE, hint: step.role }).filter(
    ({ score }) => score >= WHOLE,
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
  const inHeadings = fitting.filter(element => isInHeading(page, element));
  const inRows = fitting.filter(({ line }) => page.lines[line]?.kind === 'row');
  const results = inHeadings.length > 0 ? inHeadings : inRows;
  // A page that says it found nothing has other links, and none of them is a result.
  if (hint === 'link' && results.length === 0 && nothingFoundOn(page) !== undefined) return [];
  return (hint === 'link' && results.length > 0 ? results : fitting).map(element => ({ element, score: 0 }));
}

/** Those that fit as well as the best, as they stand on the page. */
function inOrder(ranked: readonly Ranked[]): readonly SeenElement[] {
  const best = ranked[0]?.score ?? 0;
  return ranked
    .filter(({ score }) => score >= best - 10)
    .map(({ element }) => element)
    .sort((a, b) => a.line - b.line);
}
