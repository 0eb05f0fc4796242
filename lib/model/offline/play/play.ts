/** One step on one page: the turn that does it, or that it is done, or why it cannot be. */

import { likeness, plain } from '../likeness.ts';
import type { SeenPage } from '../read-observation.ts';
import type { Step } from '../steps.ts';
import { clearTheWay, playDismiss } from './clear-the-way.ts';
import { playClick } from './play-click.ts';
import { playFill, playSearch, playSelect, playTick } from './play-fields.ts';
import { playAnswer, playExtract } from './play-reading.ts';
import { done, failed, type Played, type Scene, turn } from './played.ts';

export function play(step: Step, scene: Scene): Played {
  const { of, page } = scene;
  if (of.lastCode === 'page.covered') return clearTheWay(scene);
  if ('only' in step && of.done === 0 && step.only.seen !== '' && !shows(page, step.only.seen)) return done;
  switch (step.kind) {
    case 'extract':
      return playExtract(step, scene);
    case 'answer':
      return playAnswer(step, scene);
    default:
      return of.done > 0 ? done : playOnce(step, scene);
  }
}

/** Loading may fail for a moment; what our own code refuses stays refused. */
const WORTH_AGAIN: ReadonlySet<string> = new Set(['page.timeout', 'page.crashed', 'page.navigation-failed']);

function playOnce(step: Exclude<Step, { kind: 'extract' | 'answer' }>, scene: Scene): Played {
  switch (step.kind) {
    case 'click':
      return playClick(step, scene);
    case 'dismiss':
      return playDismiss(step, scene);
    case 'search':
      return playSearch(step, scene);
    case 'fill':
      return playFill(step, scene);
    case 'select':
      return playSelect(step, scene);
    case 'tick':
      return playTick(step, scene);
    default: {
      const { failed: times, lastCode, lastDetail } = scene.of;
      const isOver = times > 1 || (times === 1 && (step.kind === 'wait' || !WORTH_AGAIN.has(lastCode ?? '')));
      return isOver ? failed(lastDetail ?? 'it did not work') : playPlain(step, scene);
    }
  }
}

type Targeted = 'extract' | 'answer' | 'click' | 'dismiss' | 'search' | 'fill' | 'select' | 'tick';

function playPlain(step: Exclude<Step, { kind: Targeted }>, { page }: Scene): Played {
  switch (step.kind) {
    case 'goto':
      return turn('navigate', { url: step.url });
    case 'back':
      return turn('back');
    case 'press': {
      const focused = page.elements.find(element => /\bfocused\b/.test(element.states));
      return turn('press', { keys: step.keys, ...(focused === undefined ? {} : { ref: focused.ref }) });
    }
    case 'scroll':
      return turn('scroll', { to: step.to });
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

const SHOWN = 68;

function shows(page: SeenPage, wanted: string): boolean {
  return (
    page.lines.some(line => ` ${plain(line.text)} `.includes(` ${plain(wanted)} `)) ||
    page.elements.some(element => likeness(element.name, wanted) >= SHOWN)
  );
}
