/** Chooses in lists, groups and menus, and ticks boxes, by the names that options and boxes have. */

import { likeness, plain, stem } from '../likeness.ts';
import {
  FIELDS,
  FILLABLE,
  isDisabled,
  LISTS,
  matchTargets,
  type Ranked,
  rankTargets,
  TICKABLE,
} from '../match-target.ts';
import type { SeenElement, SeenPage } from '../read-observation.ts';
import type { StepOf } from '../steps.ts';
import { readPhrase } from './assign.ts';
import { playSet } from './play-fields.ts';
import { done, onTarget, type Played, type Scene, turn, way } from './played.ts';
import { isOn, likeliest, optionLike, partsOf, tickCall } from './put-in.ts';

const SAME_OPTION = 68;

/** A list that has the option comes before one that has the name: "choose copper" says which list by itself. */
export function playSelect(step: StepOf<'select'>, scene: Scene): Played {
  const { elements } = scene.page;
  const named = step.field === '' ? [] : matchTargets(elements, { name: step.field, roles: FIELDS });
  const hasOption = (element: SeenElement): boolean => likeliest(element.options, step.option).score >= SAME_OPTION;
  const lists = elements.filter(element => LISTS.has(element.role) && hasOption(element));
  const choices = choicesFor(scene.page, step);
  // "Choose colour Sage and size Large": the page says which words are the lists.
  const isOption = step.field !== '' || lists.length > 0 || choices.length > 0;
  if (!isOption && readPhrase(scene.page, step.option) !== undefined)
    return playSet({ ...step, kind: 'set', phrase: step.option }, scene);
  const opener = named.length === 0 && choices.length === 0 ? menuFor(scene, step) : undefined;
  if (opener !== undefined) return opener;
  const ordered = [
    ...named.filter(hasOption),
    ...(named.length === 0 || step.field === '' ? lists : []),
    ...named.filter(element => LISTS.has(element.role)),
    ...choices,
    ...lists,
    ...named,
    ...sortHeads(scene.page, step),
  ];
  return onTarget(scene, {
    found: [...new Set(ordered)],
    what: step.field === '' ? `option "${step.option}"` : `list "${step.field}"`,
    name: step.option,
    use: element => {
      if (LISTS.has(element.role))
        return turn('select', { ref: element.ref, options: [optionLike(element, step.option)] });
      if (FILLABLE.has(element.role)) return turn('fill', { ref: element.ref, value: step.option });
      return TICKABLE.has(element.role) && /^(?:radio|checkbox)$/.test(element.role)
        ? turn('tick', { ref: element.ref, on: true })
        : turn('click', { ref: element.ref });
    },
    isOptional: step.only !== undefined,
  });
}

const SINGLE = ['radio', 'option', 'menuitemradio', 'menuitem', 'tab', 'checkbox'];
const LEAST = 45;

/** Radios, menu items, tabs; links and buttons only where no list is named, or in a menu that was opened for it. */
function choicesFor(page: SeenPage, { option, field }: StepOf<'select'>): readonly SeenElement[] {
  const open = field === '' ? undefined : menuButton(page, field);
  const isOpen = open !== undefined && /\bexpanded\b/.test(open.states);
  const roles = new Set([...SINGLE, ...(field === '' || isOpen ? ['button', 'link'] : [])]);
  const ranked: readonly Ranked[] = page.elements
    .filter(element => roles.has(element.role) && element !== open && !isDisabled(element))
    .map(element => ({
      element,
      score: likenessInGroup(element, option) + (isOpen && element.line < (open?.line ?? 0) ? -10 : 0),
    }))
    .filter(({ score }) => score >= LEAST);
  return [...ranked]
    .sort((a, b) => b.score - a.score || distance(a.element, open) - distance(b.element, open))
    .map(({ element }) => element);
}

const distance = (element: SeenElement, from: SeenElement | undefined): number =>
  from === undefined ? element.line : Math.abs(element.line - from.line);

/** "express delivery" is the box "Express, next working day" of the group "Delivery". */
function likenessInGroup({ name, within }: SeenElement, option: string): number {
  const said = new Set(within.flatMap(group => plain(group).split(' ')).map(stem));
  const bare = plain(option)
    .split(' ')
    .filter(word => !said.has(stem(word)))
    .join(' ');
  return Math.max(likeness(name, option), bare === '' || bare === plain(option) ? 0 : likeness(name, bare) - 4);
}

const MENU = 68;

const menuButton = (page: SeenPage, field: string): SeenElement | undefined =>
  rankTargets(page.elements, {
    name: field,
    roles: new Set(['button', 'menuitem', 'clickable', 'link']),
    least: MENU,
  })[0]?.element;

/** "In the Sections menu choose Science": what is called so opens it. */
function menuFor({ page, of }: Scene, { field }: StepOf<'select'>): Played | undefined {
  const button = field === '' || /^sort/iu.test(field) || of.ways > 0 ? undefined : menuButton(page, field);
  return button === undefined ? undefined : way('click', { ref: button.ref }, `I open "${button.name}"`);
}

/** "sort by name" where the head of a column does it. */
function sortHeads(page: SeenPage, { option, field }: StepOf<'select'>): readonly SeenElement[] {
  if (!/^sort/iu.test(field)) return [];
  return rankTargets(page.elements, {
    name: option,
    roles: new Set(['link', 'button', 'columnheader', 'clickable']),
    least: MENU,
  })
    .map(({ element }) => element)
    .filter(({ line }) => page.lines[line]?.kind === 'header');
}

export function playTick(step: StepOf<'tick'>, scene: Scene): Played {
  const found = matchTargets(scene.page.elements, { name: step.name, roles: TICKABLE, hint: 'box' });
  const [best] = found;
  const isWell = best !== undefined && likeness(best.name, step.name) >= MENU;
  const several = isWell
    ? []
    : partsOf(
        step.name,
        scene.page.elements.filter(({ role }) => role === 'checkbox' || role === 'switch'),
      );
  if (several.length > 1) {
    const left = several.filter(element => isOn(element) !== step.on);
    return left.length === 0 || scene.of.failed > 0
      ? onTarget(scene, {
          found: left,
          what: `box "${step.name}"`,
          name: step.name,
          use: ({ ref }) => turn('tick', { ref, on: step.on }),
        })
      : { kind: 'turn', calls: left.map(({ ref }) => tickCall(ref, step.on)) };
  }
  if (best !== undefined && best.role !== 'button' && isOn(best) === step.on) return done;
  return onTarget(scene, {
    found,
    what: `box "${step.name}"`,
    name: step.name,
    use: ({ ref, role }) =>
      /^(?:checkbox|radio|switch)$/.test(role) ? turn('tick', { ref, on: step.on }) : turn('click', { ref }),
    isOptional: step.only !== undefined,
  });
}
