/** From an action to the hands that do it. Settles nothing, explains nothing. */

import type { Page } from 'puppeteer-core';
import type { PageAction, PageFile } from '../../agent/page.ts';
import type { ActionOf } from '../../domain/action.ts';
import type { ObservedFrame } from '../observe/walk-frames.ts';
import type { SecretSource } from '../secret-source.ts';
import type { Tabs } from '../tabs.ts';
import type { Said } from './acted.ts';
import { click, hoverElement } from './click.ts';
import { dragElement } from './drag.ts';
import { type Located, locate } from './element.ts';
import { fillElement } from './fill.ts';
import { goInHistory, reload } from './history.ts';
import { navigate } from './navigate.ts';
import { pressKeys } from './press.ts';
import { scroll, scrollToText } from './scroll.ts';
import { selectOptions } from './select.ts';
import { tickElement } from './tick.ts';
import { uploadFiles } from './upload.ts';
import { waitFor } from './wait.ts';

export interface Acting {
  readonly page: Page;
  readonly tabs: Tabs;
  readonly frames: readonly ObservedFrame[];
  readonly signal: AbortSignal;
  readonly target: Located | undefined;
  readonly files: readonly PageFile[];
  /** Of this task, for files that Chromium is to read. */
  readonly folder: string;
  /** Where placeholders get their values; without it they are text like any other. */
  readonly secrets?: SecretSource | undefined;
}

export async function doAction(acting: Acting, action: PageAction): Promise<Said> {
  const { page, tabs, signal, target } = acting;
  const element = target?.element;
  switch (action.kind) {
    case 'navigate':
      return navigate(page, action.url, signal);
    case 'back':
    case 'forward':
      return goInHistory(page, action.kind === 'back' ? -1 : 1, signal);
    case 'reload':
      return reload(page, signal);
    case 'click':
      return element && click(page, element, action);
    case 'hover':
      return element && hoverElement(page, element);
    case 'drag':
      return drag(acting, action);
    case 'fill':
      return element && fillElement(page, element, action.value, acting.secrets);
    case 'select':
      return element && selectOptions(page, element, action.options);
    case 'tick':
      return element && tickElement(page, element, action.on);
    case 'press':
      return pressKeys(page, element, action.keys);
    case 'scroll':
      return action.text === undefined ? scroll(page, element, action.to) : scrollToText(page, action.text);
    case 'wait':
      return waitFor(tabs, action, signal);
    case 'upload':
      return element && uploadFiles(page, element, acting);
    case 'answer-dialog':
      return tabs.answerDialog(action);
    case 'switch-tab':
      return tabs.switchTo(action.tab);
    case 'close-tab':
      return tabs.close(action.tab);
    default:
      return action satisfies never;
  }
}

async function drag({ page, frames, target }: Acting, { to, by }: ActionOf<'drag'>): Promise<Said> {
  if (target === undefined) return undefined;
  if (by !== undefined) return dragElement(page, target.element, { by });
  const drop = await locate(page, frames, to ?? '');
  if (!drop.ok) return drop;
  try {
    return await dragElement(page, target.element, { to: drop.element });
  } finally {
    void drop.element.dispose().catch(() => {});
  }
}
