/** A person's hands on the active tab: their mouse, keys and addresses, and what they did in words. The guard of navigations holds for them too. */

import type { KeyInput, Page } from 'puppeteer-core';
import type { PersonInput } from '../../domain/person-input.ts';
import { isRefusal, type Said } from '../act/acted.ts';
import { goInHistory, reload } from '../act/history.ts';
import { insertText, pressChord, typeText } from '../act/keyboard.ts';
import { navigate } from '../act/navigate.ts';
import { within } from '../deadline.ts';
import type { MayNavigate, NavigationGuard } from '../navigation-guard.ts';
import { renew } from '../renew.ts';
import { comeToQuiet } from '../settle.ts';
import type { Tabs } from '../tabs.ts';
import { recordActs, told } from './acts.ts';
import { type Place, wordsAt } from './spot-words.ts';

export interface Hands {
  /** Throws `page.crashed` where the whole browser is gone; anything else that a page does wrong is told in words. */
  do(input: PersonInput, signal: AbortSignal): Promise<void>;
  hasActs(): boolean;
  /** What was done since it was last asked. */
  takeActs(): readonly string[];
  /** Lets go of what is held, and waits until the page has come to rest. */
  rest(signal: AbortSignal): Promise<void>;
}

export interface HandsOn {
  readonly tabs: Tabs;
  readonly guard: NavigationGuard;
  readonly mayNavigate: MayNavigate;
}

const MOUSE_MS = 4_000;
/** For a page to begin to open; what comes later is seen when it comes. */
const OPEN_MS = 6_000;
const QUIET_MS = 2_500;
const POPUP_MS = 1_000;
/** What is longer was pasted. */
const TYPED_CHARS = 40;
/** A press that ends further away than this was a drag; in CSS px. */
const DRAG_PX = 6;

type Of<Kind extends PersonInput['kind']> = Extract<PersonInput, { kind: Kind }>;

export function openHands({ tabs, guard, mayNavigate }: HandsOn): Hands {
  const acts = recordActs();
  const held = new Map<Of<'down'>['button'], { readonly at: Place; readonly words: string }>();
  let isAsked = false;
  guard.takeRefusal();

  const noteAround = (): void => {
    const refused = guard.takeRefusal();
    if (refused !== undefined) acts.say(`was kept from leaving: ${told(refused.detail)}`);
    const dialog = tabs.dialog();
    if (dialog !== undefined && !isAsked)
      acts.say(`the page asks ${told(dialog.message)}: Enter says yes, Escape says no`);
    isAsked = dialog !== undefined;
  };

  const down = async (page: Page, { x, y, button, clicks = 1 }: Of<'down'>): Promise<void> => {
    held.set(button, { at: { x, y }, words: await wordsAt(page, { x, y }, acts.hide) });
    await page.mouse.move(x, y);
    await page.mouse.down(pressOf(button, clicks));
  };

  const up = async (page: Page, { x, y, button, clicks = 1 }: Of<'up'>): Promise<void> => {
    const begun = held.get(button);
    held.delete(button);
    if (begun === undefined) return;
    const isDrag = Math.hypot(x - begun.at.x, y - begun.at.y) > DRAG_PX;
    acts.say(isDrag ? `dragged ${begun.words}` : `${clickWord(button, clicks)} ${begun.words}`);
    await page.mouse.move(x, y);
    await page.mouse.up(pressOf(button, clicks));
  };

  const type = async (page: Page, text: string): Promise<void> => {
    acts.typed(text, await wordsAt(page, undefined, acts.hide));
    await (text.length > TYPED_CHARS || text.includes('\n') ? insertText(page, text) : typeText(page, text));
  };

  const press = async (page: Page, { key, modifiers = [] }: Of<'key'>): Promise<void> => {
    const isLetter = key.length === 1;
    const writes = isLetter && modifiers.every(modifier => modifier === 'Shift');
    if (writes) return type(page, modifiers.length > 0 ? key.toUpperCase() : key);
    acts.pressed([...modifiers, key].join('+'));
    const command = modifiers.join() === 'Control' ? COMMANDS[key] : undefined;
    await pressChord(page, [...modifiers, key as KeyInput], command === undefined ? [] : [command]);
  };

  const go = async (words: string, going: Promise<Said>): Promise<void> => {
    const said = await within(OPEN_MS, 'the page', going);
    acts.say(said !== undefined && isRefusal(said) ? `${words}, but ${told(said.detail)}` : words);
  };

  const open = async (page: Page, url: string, signal: AbortSignal): Promise<void> => {
    const refused = mayNavigate(url);
    if (refused !== undefined) acts.say(`was kept from leaving: ${told(refused.detail)}`);
    else await go(`went to ${url}`, navigate(page, url, signal));
  };

  /** A tab that opened by itself has nowhere to go back to but the one it came from. */
  const goBack = async (page: Page, signal: AbortSignal): Promise<void> => {
    const said = await within(OPEN_MS, 'the page', goInHistory(page, -1, signal));
    const [active] = tabs.all().filter(tab => tab.active);
    if (said === undefined) return acts.say('went back');
    if (active === undefined || tabs.all().length < 2) return acts.say('went back, but there is no page before');
    await tabs.close(active.id);
    acts.say('closed the tab');
  };

  const doOn = (page: Page, input: PersonInput, signal: AbortSignal): Promise<void> => {
    switch (input.kind) {
      case 'move':
        return page.mouse.move(input.x, input.y);
      case 'down':
        return down(page, input);
      case 'up':
        return up(page, input);
      case 'wheel':
        acts.say('scrolled');
        return page.mouse.move(input.x, input.y).then(() => page.mouse.wheel({ deltaX: input.dx, deltaY: input.dy }));
      case 'text':
        return type(page, input.text);
      case 'key':
        return press(page, input);
      case 'navigate':
        return open(page, input.url, signal);
      case 'back':
        return goBack(page, signal);
      case 'reload':
        return go('loaded the page again', reload(page, signal));
      default:
        return input satisfies never;
    }
  };

  /** Nothing else reaches a page that asks. */
  const answer = async (input: PersonInput): Promise<void> => {
    if (input.kind !== 'key' || !/^(Enter|Escape)$/.test(input.key)) return;
    const accept = input.key === 'Enter';
    await tabs.answerDialog({ kind: 'answer-dialog', accept });
    acts.say(`said ${accept ? 'yes' : 'no'} to what the page asked`);
    isAsked = false;
  };

  return {
    async do(input, signal) {
      if (!tabs.isAlive()) throw tabs.gone();
      try {
        if (tabs.isLost()) {
          acts.say('the page had crashed, and was opened again');
          await renew(tabs);
        }
        noteAround();
        if (tabs.dialog() !== undefined) await answer(input);
        else {
          const ms = /^(navigate|back|reload|text)$/.test(input.kind) ? OPEN_MS + MOUSE_MS : MOUSE_MS;
          await tabs.unlessDialog(tabs.unlessCrashed(within(ms, 'the page', doOn(tabs.active(), input, signal))));
        }
      } catch (error) {
        signal.throwIfAborted();
        if (!tabs.isAlive()) throw tabs.gone(error);
        acts.say('the page did not answer');
      }
      noteAround();
    },
    hasActs: () => acts.has(),
    takeActs() {
      noteAround();
      return acts.take();
    },
    async rest(signal) {
      try {
        if (!tabs.isAlive() || tabs.isLost() || tabs.dialog() !== undefined) return;
        const page = tabs.active();
        for (const button of held.keys())
          await within(MOUSE_MS, 'the mouse', page.mouse.up({ button })).catch(() => {});
        held.clear();
        await tabs.unlessDialog(tabs.unlessCrashed(comeToQuiet(page, QUIET_MS, signal)));
        await tabs.untilMet(guard.pages(), POPUP_MS);
      } catch {
        // However the page behaves: the look that follows sees it.
      }
      noteAround();
    },
  };
}

/** Chromium does these by command, because the chord for them differs by machine. */
const COMMANDS: Readonly<Record<string, string>> = { a: 'selectAll', z: 'undo', y: 'redo' };

/** Puppeteer takes the count, and leaves it out of its published types. */
const pressOf = (button: Of<'down'>['button'], clickCount: number) => ({ button, clickCount });

function clickWord(button: Of<'down'>['button'], clicks: number): string {
  const times = clicks === 1 ? '' : clicks === 2 ? 'double-' : 'triple-';
  return `${times}${button === 'left' ? '' : `${button}-`}clicked`;
}
