/** The observation of a tab that a dialog holds: its scripts stand still, so nothing of the page itself can be asked. */

import type { Looked } from './observe.ts';

export interface WaitingDialog {
  readonly type: string;
  readonly message: string;
  /** What a prompt proposes. */
  readonly proposed: string;
}

export function observeDialog(dialog: WaitingDialog, url: string, notices: readonly string[]): Omit<Looked, 'nextRef'> {
  const { type, message, proposed } = dialog;
  const value = type === 'prompt' ? ` = ${JSON.stringify(proposed)}` : '';
  const text = [
    `url ${JSON.stringify(url.slice(0, 500))}`,
    ...notices.map(notice => `notice: ${notice}`),
    `dialog ${type} ${JSON.stringify(message)}${value} waits`,
  ].join('\n');
  const observation = {
    url,
    // What there is to see: the page under it can be asked nothing.
    title: message,
    text,
    targets: new Map(),
    tabs: [],
    question: message,
    fingerprint: `dialog|${type}|${message}`,
    pictured: 0,
    ms: 0,
  };
  return { observation, frames: [], lines: [], folds: new Map(), cut: false, remembered: undefined };
}
