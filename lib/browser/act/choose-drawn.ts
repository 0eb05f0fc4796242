/** Chooses options in a list that the page draws itself: opens it, types to filter or scrolls where it must, and clicks. */

import type { JSHandle, Page } from 'puppeteer-core';
import { type Refusal, refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import { type Found, realmOf } from '../realm.ts';
import { quote, type Said } from './acted.ts';
import { clickElement } from './click.ts';
import { fieldOf, focusOf } from './field.ts';
import { findOption } from './find-option.ts';
import { guardKeys } from './guard-keys.ts';
import { pressChord, selectAll, typeText } from './keyboard.ts';
import { unknownOption } from './unknown-option.ts';

const LIST_MS = 4_000;
/** For options to appear after opening, filtering or expanding. */
const OPEN_MS = 2_000;
/** All looking of one search, scrolling included. */
const SEARCH_MS = 9_000;
const MAX_ATTEMPTS = 4;

export async function chooseDrawn(page: Page, pointed: Found, wanted: readonly string[]): Promise<Said> {
  const handle = await within(LIST_MS, 'the list', pointed.evaluateHandle(listOf));
  const element = (handle.asElement() ?? pointed) as Found;
  let isChanged = false;
  for (const [index, label] of wanted.entries()) {
    const list = await within(LIST_MS, 'the list', element.evaluate(lookAtList));
    if (list.isOff) return refusal('page.not-interactable', 'The list is disabled.');
    const refused = list.isOpen ? undefined : await open(page, element);
    if (refused !== undefined) return refused;
    const chosen = await chooseOne(page, element, { label, list, isFurther: index > 0 });
    if (typeof chosen === 'object') return chosen;
    isChanged ||= chosen === 'clicked';
  }
  return isChanged ? { changed: false } : { changed: false, untouched: true, note: 'it is chosen already' };
}

interface Choice {
  readonly label: string;
  readonly list: List;
  /** Not the first of several. */
  readonly isFurther: boolean;
}

async function chooseOne(
  page: Page,
  element: Found,
  { label, list, isFurther }: Choice,
): Promise<Refusal | 'clicked' | 'was so'> {
  for (let attempt = 1; ; attempt += 1) {
    const option = await findByPath(page, element, label, list);
    if ('ok' in option) return option;
    const state = await within(LIST_MS, 'the option', option.evaluate(stateOfOption));
    if (state === 'disabled') return refusal('page.not-interactable', `The option ${quote(label)} is disabled.`);
    // Where several can be chosen, a second click would take the choice back.
    if (state === 'chosen') return 'was so';
    const refused = await clickElement(page, option, list.isMultiple && isFurther ? { modifiers: ['Control'] } : {});
    if (refused === undefined) return 'clicked';
    // Lists are drawn anew while they are scrolled and filtered: the option is looked for again.
    const isGone = await within(
      LIST_MS,
      'the option',
      option.evaluate(one => !one.isConnected),
    );
    if (!isGone || attempt >= MAX_ATTEMPTS) return refused;
  }
}

/** Of an option that was pointed at the list it is in. Runs in the page. */
function listOf(node: Element): Element {
  const options =
    '[role=option], [role=menuitem], [role=menuitemradio], [role=menuitemcheckbox], [role=treeitem], [role=radio]';
  const lists = '[role=tree], [role=listbox], [role=menu], [role=radiogroup], [role=grid]';
  return node.matches(options) ? (node.closest(lists) ?? node) : node;
}

interface List {
  readonly isOpen: boolean;
  readonly isOff: boolean;
  readonly isMultiple: boolean;
  /** A control without a role for lists: what opens may have none either. */
  readonly isPlain: boolean;
  readonly isTree: boolean;
}

function lookAtList(node: Element): List {
  const role = node.getAttribute('role') ?? '';
  const popups = '[role=listbox], [role=menu], [role=tree], [role=grid], [role=radiogroup], fieldset';
  const options =
    '[role=option], [role=menuitem], [role=menuitemradio], [role=menuitemcheckbox], [role=treeitem], [role=radio], input[type=radio]';
  const holds = [...node.querySelectorAll(options)].some(
    one => one instanceof HTMLInputElement || one.checkVisibility(),
  );
  const owner = node.querySelector('[aria-expanded]') ?? node;
  const box = node.matches(popups) ? node : node.querySelector(popups);
  return {
    isOpen: holds || [node, owner].some(one => one.getAttribute('aria-expanded') === 'true'),
    isOff: node.matches(':disabled') || node.getAttribute('aria-disabled') === 'true',
    isMultiple: box?.getAttribute('aria-multiselectable') === 'true',
    isPlain: !/^(combobox|listbox|menu|tree|radiogroup)$/.test(role),
    isTree: node.matches('[role=tree]') || node.querySelector('[role=treeitem]') !== null,
  };
}

/** By a click; a combobox whose click only gives the focus opens by its arrow key. */
async function open(page: Page, element: Found): Promise<Refusal | undefined> {
  const refused = await clickElement(page, element);
  if (refused !== undefined) return refused;
  const isOpen = await within(LIST_MS, 'the list', element.evaluate(hasOpened, 400));
  if (!isOpen) await pressChord(page, ['ArrowDown']);
  return undefined;
}

async function hasOpened(node: Element, ms: number): Promise<boolean> {
  const owner = node.matches('[aria-expanded]') ? node : node.querySelector('[aria-expanded]');
  // Without a word on its state nobody can tell; what opened is found by its options.
  if (owner === null) return true;
  const end = performance.now() + ms;
  while (owner.getAttribute('aria-expanded') !== 'true' && performance.now() < end)
    await new Promise(resolve => setTimeout(resolve, 30));
  return owner.getAttribute('aria-expanded') === 'true';
}

/** `Fruit > Apple` in a tree: each branch is expanded on the way, by the key that every tree hears. */
async function findByPath(page: Page, element: Found, label: string, list: List): Promise<Found | Refusal> {
  const whole = await search(element, label, { ms: list.isTree ? 300 : OPEN_MS, isLoose: list.isPlain });
  if (!Array.isArray(whole)) return whole;
  if (!list.isTree) return (await findFiltered(page, element, label)) ?? unknownOption(label, whole);
  const parts = label.split(/\s*[>/›»]\s*/);
  if (parts.length < 2) return unknownOption(label, whole);
  for (const [index, part] of parts.entries()) {
    const item = await search(element, part, { ms: OPEN_MS, isLoose: false });
    if (Array.isArray(item)) return unknownOption(part, item);
    if (index === parts.length - 1) return item;
    const isClosed = await within(
      LIST_MS,
      'the list',
      item.evaluate(one => one.getAttribute('aria-expanded') === 'false'),
    );
    if (!isClosed) continue;
    const covered = await clickElement(page, item);
    if (covered !== undefined) return covered;
    const isStill = await within(
      LIST_MS,
      'the list',
      item.evaluate(one => one.getAttribute('aria-expanded') === 'false'),
    );
    if (isStill) await pressChord(page, ['ArrowRight']);
  }
  return unknownOption(label, []);
}

/** Types the label where the list has a field for it, as a person would who does not see the option. */
async function findFiltered(page: Page, element: Found, label: string): Promise<Found | Refusal | undefined> {
  const handle = await within(LIST_MS, 'the list', element.evaluateHandle(fieldOf));
  const field = (handle.asElement() ?? element) as Found;
  // Nothing but a text field that has the focus is typed into: a letter is a command to much else.
  if ((await within(LIST_MS, 'the list', field.evaluate(filterOf, false))) === 'none') return undefined;
  const focus = await within(LIST_MS, 'the list', field.evaluate(focusOf, true));
  if (focus === 'none') return undefined;
  const strayed = await guardKeys({ page, element: field, heardBy: 'text' }, async () => {
    await selectAll(page);
    await typeText(page, label.replace(/\s*[\r\n]+\s*/g, ' ').slice(0, 100));
  });
  if (strayed !== undefined) return strayed;
  const found = await search(element, label, { ms: OPEN_MS, isLoose: true });
  if (!Array.isArray(found)) return found;
  await selectAll(page);
  await pressChord(page, ['Backspace']);
  const all = await search(element, label, { ms: 600, isLoose: false });
  return Array.isArray(all) ? unknownOption(label, found.length > all.length ? found : all) : all;
}

/** Whether typing filters: in the control itself, or in a search field that opened and has the focus. Runs in the page. */
function filterOf(node: Element): 'own' | 'other' | 'none' {
  const isText = (one: Element | null): boolean =>
    one instanceof HTMLInputElement && /^(text|search)$/.test(one.type) && !one.readOnly;
  if (isText(node)) return 'own';
  return isText(document.activeElement) ? 'other' : 'none';
}

function stateOfOption(option: Element): 'free' | 'chosen' | 'disabled' {
  if (option.matches(':disabled') || option.getAttribute('aria-disabled') === 'true') return 'disabled';
  const isMultiple =
    option.closest('[aria-multiselectable=true]') !== null || option.getAttribute('role') === 'menuitemcheckbox';
  const said = option.getAttribute('aria-checked') ?? option.getAttribute('aria-selected');
  const isChosen = option instanceof HTMLInputElement ? option.checked : said === 'true';
  // Alone, being selected may only mean being under the pointer: a click does no harm.
  return isChosen &&
    (isMultiple ||
      /^(radio|menuitemradio)$/.test(option.getAttribute('role') ?? '') ||
      option instanceof HTMLInputElement)
    ? 'chosen'
    : 'free';
}

/** The option, or the labels there are after waiting for it. */
async function search(
  element: Found,
  label: string,
  { ms, isLoose }: { ms: number; isLoose: boolean },
): Promise<Found | string[]> {
  const realm = realmOf(element.frame);
  const finding = realm.evaluateHandle(findOption, element, { label, ms, isLoose });
  const handle = await within<JSHandle>(SEARCH_MS, 'the options', finding);
  const found = handle.asElement();
  if (found !== null) return found as Found;
  const labels: unknown = await within(LIST_MS, 'the options', handle.jsonValue());
  return Array.isArray(labels) ? labels.map(String) : [];
}
