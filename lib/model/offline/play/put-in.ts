/** The ways to give something on the page a value: typed into a field, chosen in a list or a group, ticked. Best first; does none of them. */

import { likeness } from '../likeness.ts';
import { FIELDS, isDisabled, LISTS, nearestTo, rankTargets, TICKABLE } from '../match-target.ts';
import type { SeenElement, SeenPage } from '../read-observation.ts';
import type { Call } from '../turn.ts';
import { valueFor } from './value-for.ts';

export interface Wish {
  readonly field: string;
  readonly value: string;
  /** Of several fields with this name, the one that belongs to this. */
  readonly near?: string;
}

export interface Way {
  readonly element: SeenElement;
  readonly calls: readonly Call[];
  readonly score: number;
  /** It is so already. */
  readonly holds: boolean;
}

export function waysTo(page: SeenPage, wish: Wish): readonly Way[] {
  const ways = [...inFields(page, wish), ...inGroups(page, wish), ...byTicking(page, wish)];
  const best = [...ways].sort((a, b) => b.score - a.score);
  return best.length > 0 ? best : ofSomething(page, wish);
}

/** "the quantity of the Dew teapot": no field is called so, but one of the teapot's is. */
function ofSomething(page: SeenPage, { field, value, near }: Wish): readonly Way[] {
  const { what, owner } = /^(?<what>.+?)\s+(?:of|for|in)\s+(?:the\s+|my\s+)?(?<owner>.+)$/iu.exec(field)?.groups ?? {};
  if (near !== undefined || what === undefined || owner === undefined) return [];
  return waysTo(page, { field: what, value, near: owner });
}

function inFields(page: SeenPage, { field, value, near }: Wish): readonly Way[] {
  const ranked = rankTargets(page.elements, { name: field, roles: FIELDS });
  const ordered = near === undefined ? ranked : nearestTo(page, ranked, near);
  return ordered.map(({ element, score }, index) => ({
    element,
    // Nearness decides among those with the name; the order is what it came to.
    score: near === undefined ? score : (ordered[0]?.score ?? score) - index / 100,
    calls: [callFor(element, value)],
    holds: element.value !== undefined && value !== '' && element.value === valueFor(element.role, value),
  }));
}

function callFor(element: SeenElement, value: string): Call {
  const isList = element.options.length > 0 || element.role === 'listbox' || isChooser(element);
  return isList
    ? { name: 'select', args: { ref: element.ref, options: [optionLike(element, value)] } }
    : { name: 'fill', args: { ref: element.ref, value: valueFor(element.role, value) } };
}

/** A combobox that is no search box: its text must be one of its options. */
const isChooser = (element: SeenElement): boolean =>
  element.role === 'combobox' && !/\bsearch\b/i.test(`${element.name} ${element.placeholder ?? ''}`);

const LIKE_OPTION = 50;

/** An option that is not listed may be among those that the page text left out, so it is asked for as it was said. */
export function optionLike({ options }: SeenElement, wanted: string): string {
  const best = likeliest(options, wanted);
  return best.score >= LIKE_OPTION ? best.option : wanted;
}

export const likeliest = (options: readonly string[], wanted: string): { option: string; score: number } =>
  options.map(option => ({ option, score: likeness(option, wanted) })).toSorted((a, b) => b.score - a.score)[0] ?? {
    option: wanted,
    score: 0,
  };

const NAMED = 60;
const MEMBER = 60;

/** "How should we contact you?" is no field but what its boxes lie in. */
function inGroups(page: SeenPage, { field, value }: Wish): readonly Way[] {
  const boxes = page.elements.filter(
    ({ role, within }) => TICKABLE.has(role) && role !== 'button' && within.length > 0,
  );
  const groups = [...new Set(boxes.flatMap(({ within }) => within))]
    .map(name => ({ name, score: likeness(name, field) }))
    .filter(({ score }) => score >= NAMED);
  return groups.flatMap(({ name, score }): Way[] => {
    const members = boxes.filter(({ within }) => within.includes(name));
    const chosen = partsOf(value, members);
    const [first] = chosen;
    if (first === undefined) return [];
    return [{ element: first, score, calls: chosen.map(({ ref }) => tickCall(ref, true)), holds: chosen.every(isOn) }];
  });
}

/** "First aid and Power supply" is two boxes, unless one is called so. */
export function partsOf(said: string, boxes: readonly SeenElement[]): readonly SeenElement[] {
  const whole = boxLike(boxes, said);
  if (whole !== undefined) return [whole];
  const parts = said.split(/\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*/iu).filter(part => part !== '');
  const found = parts.map(part => boxLike(boxes, part));
  const all = found.filter(box => box !== undefined);
  return parts.length > 1 && all.length === parts.length ? all : [];
}

function boxLike(boxes: readonly SeenElement[], said: string): SeenElement | undefined {
  const best = boxes.map(box => ({ box, score: likeness(box.name, said) })).sort((a, b) => b.score - a.score)[0];
  return best !== undefined && best.score >= MEMBER ? best.box : undefined;
}

/** "Gift wrap: yes" */
function byTicking(page: SeenPage, { field, value }: Wish): readonly Way[] {
  const on = /^(?:yes|on|true|ticked|checked|x)$/iu.test(value)
    ? true
    : /^(?:no|off|false)$/iu.test(value)
      ? false
      : undefined;
  if (on === undefined) return [];
  return rankTargets(page.elements, { name: field, roles: new Set(['checkbox', 'switch']), hint: 'box' }).map(
    ({ element, score }) => ({ element, score, calls: [tickCall(element.ref, on)], holds: isOn(element) === on }),
  );
}

export const tickCall = (ref: string, on: boolean): Call => ({ name: 'tick', args: { ref, on } });

const ON = /(?:^|, )(?:checked|pressed|selected)\b/;
export const isOn = ({ states }: SeenElement): boolean => ON.test(states);

const SAME = 84;

/** A box that is called just so: "in stock only". */
export function boxCalled(page: SeenPage, said: string): SeenElement | undefined {
  return page.elements.find(
    element =>
      /^(?:checkbox|switch|radio)$/.test(element.role) && !isDisabled(element) && likeness(element.name, said) >= SAME,
  );
}

/** How much a field or a group is called so, of any kind; 0 where none is. */
export function namedScore(page: SeenPage, said: string): number {
  const names = page.elements.flatMap(({ role, name, placeholder, within }) => [
    ...(FIELDS.has(role) || LISTS.has(role) ? [name, placeholder ?? ''] : []),
    ...(role === 'radio' || role === 'checkbox' ? within : []),
  ]);
  return Math.max(0, ...names.filter(name => name !== '').map(name => likeness(name, said)));
}
