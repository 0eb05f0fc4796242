/** One step on one page: the turn that does it, or that it is done, or why it cannot be. */

import type { Step } from '../steps.ts';
import { clearTheWay, playDismiss } from './clear-the-way.ts';
import { playSelect, playTick } from './play-choices.ts';
import { playClick } from './play-click.ts';
import { playFill, playSearch, playSet } from './play-fields.ts';
import { playAnswer, playExtract, playPick } from './play-reading.ts';
import { playCloseTab, playDialog, playHover, playScroll, playTab } from './play-window.ts';
import { done, failed, type Played, type Scene, turn } from './played.ts';
import { shows } from './shows.ts';

export function play(step: Step, scene: Scene): Played {
  const { of } = scene;
  if (of.lastCode === 'page.covered') return clearTheWay(scene);
  if (of.done === 0 && of.failed === 0 && isNotWanted(step, scene)) return done;
  switch (step.kind) {
    case 'extract':
      return playExtract(step, scene);
    case 'pick':
      return playPick(step, scene);
    case 'answer':
      return playAnswer(step, scene);
    case 'scroll':
      return playScroll(step, scene);
    // What they say comes out of what was read.
    case 'compare':
    case 'count':
    case 'refrain':
      return done;
    default:
      return of.done > 0 ? done : playOnce(step, scene);
  }
}

function isNotWanted(step: Step, { page, isAfterPlayed }: Scene): boolean {
  if (!('only' in step) || step.only === undefined || step.only.seen === '') return false;
  return step.only.also === true ? !isAfterPlayed : !shows(page, step.only.seen);
}

/** Loading may fail for a moment; what our own code refuses stays refused. */
const WORTH_AGAIN: ReadonlySet<string> = new Set(['page.timeout', 'page.crashed', 'page.navigation-failed']);

type Read = 'extract' | 'pick' | 'answer' | 'scroll' | 'compare' | 'count' | 'refrain';

function playOnce(step: Exclude<Step, { kind: Read }>, scene: Scene): Played {
  switch (step.kind) {
    case 'click':
      return playClick(step, scene);
    case 'hover':
      return playHover(step, scene);
    case 'dismiss':
      return playDismiss(step, scene);
    case 'search':
      return playSearch(step, scene);
    case 'fill':
      return playFill(step, scene);
    case 'set':
      return playSet(step, scene);
    case 'select':
      return playSelect(step, scene);
    case 'tick':
      return playTick(step, scene);
    case 'tab':
      return playTab(step, scene);
    case 'close-tab':
      return playCloseTab(scene);
    case 'answer-dialog':
      return playDialog(step, scene);
    default: {
      const { failed: times, lastCode, lastDetail } = scene.of;
      const isOver = times > 1 || (times === 1 && (step.kind === 'wait' || !WORTH_AGAIN.has(lastCode ?? '')));
      return isOver ? failed(lastDetail ?? 'it did not work') : playPlain(step, scene);
    }
  }
}

type Targeted =
  | 'click'
  | 'hover'
  | 'dismiss'
  | 'search'
  | 'fill'
  | 'set'
  | 'select'
  | 'tick'
  | 'tab'
  | 'close-tab'
  | 'answer-dialog';

function playPlain(step: Exclude<Step, { kind: Read | Targeted }>, { page }: Scene): Played {
  switch (step.kind) {
    case 'goto':
      return turn('navigate', { url: step.url });
    case 'back':
    case 'forward':
    case 'reload':
      return turn(step.kind);
    case 'press': {
      const focused = page.elements.find(element => /\bfocused\b/.test(element.states));
      return turn('press', { keys: step.keys, ...(focused === undefined ? {} : { ref: focused.ref }) });
    }
    case 'wait': {
      const { kind: _, ...until } = step;
      return turn('wait', until);
    }
    case 'screenshot':
      return turn('screenshot', { fullPage: step.fullPage });
    case 'ask':
      return turn('ask', { question: step.question });
    default:
      return step satisfies never;
  }
}
