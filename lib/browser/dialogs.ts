/** What pages ask in dialogs, from before their first script on: `alert` is accepted, questions wait for an answer. Knows pages by their target's id. */

import type { CDPSession, Protocol } from 'puppeteer-core';
import type { ActionOf } from '../domain/action.ts';
import { refusal } from '../domain/errors.ts';
import { quote, type Said } from './act/acted.ts';
import { within } from './deadline.ts';
import type { WaitingDialog } from './observe/dialog.ts';

/** In a row, look after look: a page that asks on and on is answered for. */
const MAX_IN_A_ROW = 20;
const MAX_NOTICES = 20;
const ANSWER_MS = 8_000;
/** For the page to have heard the answer. */
const HEARD_MS = 500;
const MAX_MESSAGE = 500;
const MAX_PROPOSED = 200;

export interface Dialogs {
  /** Sent without waiting: a page that is held answers only once it runs. */
  watch(session: CDPSession, targetId: string): void;
  forget(targetId: string): void;
  /** Where a question may wait: in the tab that is looked at. Elsewhere it is dismissed. */
  onlyIn(mayWait: (targetId: string) => boolean): void;
  waiting(targetId: string): WaitingDialog | undefined;
  answer(targetId: string, answer: ActionOf<'answer-dialog'>): Promise<Said>;
  /** The call's answer, or undefined as soon as another question begins to wait. */
  unlessWaiting<T>(call: Promise<T>): Promise<T | undefined>;
  hasNotices(): boolean;
  takeNotices(): readonly string[];
}

interface Waiting {
  readonly shown: WaitingDialog;
  readonly session: CDPSession;
}

interface Heard {
  readonly waiting: Map<string, Waiting>;
  notices: string[];
  untold: number;
  inARow: number;
  sinceLook: number;
  readonly wakers: Set<() => void>;
  mayWait: (targetId: string) => boolean;
}

export function holdDialogs(): Dialogs {
  const heard: Heard = {
    waiting: new Map(),
    notices: [],
    untold: 0,
    inARow: 0,
    sinceLook: 0,
    wakers: new Set(),
    mayWait: () => false,
  };
  const { waiting } = heard;
  return {
    watch(session, targetId) {
      session.on('Page.javascriptDialogOpening', opening => meet(heard, { session, targetId, opening }));
      session.on('Page.javascriptDialogClosed', () => waiting.delete(targetId));
      void session.send('Page.enable').catch(() => {});
    },
    forget: targetId => void waiting.delete(targetId),
    onlyIn(mayWait) {
      heard.mayWait = mayWait;
    },
    waiting: targetId => waiting.get(targetId)?.shown,
    answer: (targetId, answer) => giveAnswer(heard, targetId, answer),
    async unlessWaiting(call) {
      call.catch(() => {});
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const wake = (): void => resolve(undefined);
      heard.wakers.add(wake);
      try {
        return await Promise.race([call, promise]);
      } finally {
        heard.wakers.delete(wake);
      }
    },
    hasNotices: () => heard.notices.length > 0,
    takeNotices: () => takeNotices(heard),
  };
}

interface Met {
  readonly session: CDPSession;
  readonly targetId: string;
  readonly opening: Protocol.Page.JavascriptDialogOpeningEvent;
}

/** What only tells is accepted; what asks waits. Too many, or one in a tab nobody looks at, are dismissed. */
function meet(heard: Heard, { session, targetId, opening }: Met): void {
  const { type, message, defaultPrompt = '' } = opening;
  heard.inARow += 1;
  heard.sinceLook += 1;
  const answer = (accept: boolean): void => {
    if (heard.notices.length < MAX_NOTICES)
      heard.notices.push(
        `dialog ${type} ${JSON.stringify(clip(message, 300))} ${accept ? 'accepted' : `dismissed${why}`}`,
      );
    else heard.untold += 1;
    void session.send('Page.handleJavaScriptDialog', { accept }).catch(() => {});
  };
  const isMany = heard.inARow > MAX_IN_A_ROW;
  const why = isMany ? ': the page asked too often' : ' in a tab that is not active';
  const isTold = type === 'alert' || type === 'beforeunload';
  if (isTold || isMany || !heard.mayWait(targetId)) {
    answer(isTold);
    return;
  }
  const shown = { type, message: clip(message, MAX_MESSAGE), proposed: clip(defaultPrompt, MAX_PROPOSED) };
  heard.waiting.set(targetId, { session, shown });
  for (const wake of heard.wakers) wake();
}

async function giveAnswer(
  heard: Heard,
  targetId: string,
  { accept, text, question }: ActionOf<'answer-dialog'>,
): Promise<Said> {
  const dialog = heard.waiting.get(targetId);
  if (dialog === undefined) return refusal('page.not-interactable', 'No dialog waits for an answer.');
  const { session, shown } = dialog;
  // A yes is to one question.
  if (question !== undefined && question !== shown.message)
    return refusal('page.not-interactable', `The dialog asks something else now: ${quote(shown.message, 300)}.`);
  const promptText = shown.type === 'prompt' && accept ? { promptText: text ?? shown.proposed } : {};
  const closed = new Promise<void>(resolve => session.once('Page.javascriptDialogClosed', () => resolve()));
  await within(ANSWER_MS, 'the dialog', session.send('Page.handleJavaScriptDialog', { accept, ...promptText }));
  await within(HEARD_MS, 'the dialog', closed).catch(() => {});
  if (heard.waiting.get(targetId) === dialog) heard.waiting.delete(targetId);
  const isUnasked = text !== undefined && shown.type !== 'prompt';
  return { changed: true, ...(isUnasked ? { note: `a ${shown.type} takes no text` } : {}) };
}

/** A look without a dialog since the one before ends the row. */
function takeNotices(heard: Heard): readonly string[] {
  const { notices, untold } = heard;
  if (heard.sinceLook === 0) heard.inARow = 0;
  heard.sinceLook = 0;
  heard.notices = [];
  heard.untold = 0;
  return untold === 0 ? notices : [...notices, `${untold} more dialogs: alerts were accepted, questions dismissed`];
}

const clip = (text: string, limit: number): string => (text.length > limit ? `${text.slice(0, limit - 1)}…` : text);
