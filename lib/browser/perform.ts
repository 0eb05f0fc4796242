/** Does one action on the active tab and says what came of it. What a page can do wrong is an outcome, never an exception. */

import type { Page } from 'puppeteer-core';
import type { PageAction, PageFile } from '../agent/page.ts';
import { type ErrorCode, type Refusal, refusal } from '../domain/errors.ts';
import type { Outcome } from '../domain/events.ts';
import { isWebUrl } from '../domain/site.ts';
import { isActed, isRefusal, type Said } from './act/acted.ts';
import { type Acting, doAction } from './act/do-action.ts';
import { isStillThere, type Located, locate } from './act/element.ts';
import { Overtaken } from './act/navigate.ts';
import { isHung, stopScript } from './busy.ts';
import { isReplaced, messageOf, within } from './deadline.ts';
import type { Downloads } from './files/downloads.ts';
import { lateFor } from './late-for.ts';
import type { NavigationGuard } from './navigation-guard.ts';
import type { ObservedFrame } from './observe/walk-frames.ts';
import { alsoNoted, explain, outcomeOf } from './outcome.ts';
import { reach } from './reach.ts';
import { renew } from './renew.ts';
import type { SecretSource } from './secret-source.ts';
import { armProbe, type Probe, untilRead, watchOnly } from './settle.ts';
import type { Tabs } from './tabs.ts';

export interface Performing {
  readonly tabs: Tabs;
  readonly guard: NavigationGuard;
  readonly frames: readonly ObservedFrame[];
  /** What the proxy refused, as `host:port why`. */
  readonly refusals: () => readonly string[];
  /** Asked where an address did not open: whether the proxy answers. */
  readonly hasWayOut: () => Promise<boolean>;
  readonly downloads: Downloads;
  readonly files: readonly PageFile[];
  readonly folder: string;
  readonly secrets?: SecretSource | undefined;
}

/** For a popup that was announced to become a tab, and for its first document to come. */
const POPUP_MS = 2_000;
/** How often an act is tried again on what a page drew anew under it. */
const MAX_HEIRS = 4;
/** For an act that a dialog stopped half-way, once the dialog is answered. */
const REST_MS = 4_000;

/** Acts that a dialog holds. They end when it is answered, each at its own deadline at the latest. */
const held = new WeakMap<Tabs, Promise<unknown>>();
/** What a page may hear and do something with before it hangs. */
const COMMITS = /^(click|press|answer-dialog|upload)$/;
/** What may be done though a dialog waits. */
const BESIDE_DIALOG = /^(answer-dialog|close-tab|switch-tab)$/;

/** Throws `page.crashed` only where the whole browser is gone. */
export async function perform(on: Performing, action: PageAction, signal: AbortSignal): Promise<Outcome> {
  let left: Left | undefined;
  try {
    if (on.tabs.isAlive()) {
      const isLost = on.tabs.isLost();
      if (isLost) await renew(on.tabs);
      // Another action was meant for the page that is no more.
      if (isLost && action.kind !== 'navigate' && action.kind !== 'switch-tab' && action.kind !== 'close-tab')
        return refusal('page.crashed', 'The page is gone; look at what took its place.');
      left = { page: on.tabs.active(), url: on.tabs.active().url() };
      const outcome = await on.tabs.unlessCrashed(performOn(on, action, signal));
      if (outcome !== 'overtaken') return await unlessMachine(on, outcome);
      // A page that goes elsewhere at every moment, or does nothing else, can only be left with its tab.
      on.tabs.giveUp();
      await on.tabs.replace();
      const again = await on.tabs.unlessCrashed(performOn(on, action, signal));
      return again === 'overtaken' ? restlessRefusal : await unlessMachine(on, again);
    }
  } catch (error) {
    const why = explain(error);
    if (!on.tabs.isAlive() || (await isMachine(on, why.code))) throw on.tabs.gone(error);
    if (why.code === 'page.crashed' && left !== undefined && hasCome(left, action))
      return { ok: true, effect: 'navigated', url: left.page.url(), note: 'the page crashed once it had come' };
    // What takes a page a few ms and has not been answered in seconds is on a hung page.
    const stopped = why.code === 'page.timeout' ? await leave(on.tabs, why.code) : undefined;
    return stopped ?? on.guard.takeRefusal() ?? why;
  }
  throw on.tabs.gone();
}

/** Where the tab was when the act began. */
interface Left {
  readonly page: Page;
  readonly url: string;
}

/** What crashed is the page that a press led to: the press had done what it was for, and must not be done again. */
const hasCome = ({ page, url }: Left, { kind }: PageAction): boolean =>
  /^(click|press)$/.test(kind) && page.url() !== url && isWebUrl(page.url());

/** What came of it, unless it is the machine that failed: then the page, and the model, could do nothing about it. */
async function unlessMachine(on: Performing, outcome: Outcome): Promise<Outcome> {
  if (!outcome.ok && (await isMachine(on, outcome.code))) throw on.tabs.gone();
  return outcome;
}

async function isMachine({ tabs, hasWayOut }: Performing, code: ErrorCode): Promise<boolean> {
  if (!/^page\.(navigation-failed|timeout|outcome-unknown|crashed)$/.test(code)) return false;
  if (tabs.isStarved()) return true;
  if (code === 'page.crashed' || (await hasWayOut())) return false;
  tabs.giveUpAll('The proxy, the only way out of the browser, does not answer any more.');
  return true;
}

async function performOn(on: Performing, action: PageAction, signal: AbortSignal): Promise<Outcome | 'overtaken'> {
  const { tabs } = on;
  const page = tabs.active();
  on.guard.takeRefusal();
  on.guard.takeChallenge();
  if (tabs.dialog() !== undefined && !BESIDE_DIALOG.test(action.kind))
    return refusal('page.dialog-open', dialogLine(tabs));
  // Its process is the next page's too, if that is of the same site.
  if (action.kind === 'navigate' && tabs.dialog() === undefined && (await isHung(page.mainFrame()))) return 'overtaken';
  const target = 'ref' in action && action.ref !== undefined ? await reach(page, on.frames, action.ref) : undefined;
  if (target?.ok === false) return target;
  const over = new AbortController();
  const seen = on.frames.map(({ frame }) => frame);
  // Behind a dialog the page cannot be asked anything: what the answer changes is felt from the next act on.
  const probe = tabs.dialog() === undefined ? await armProbe(page, { touched: target?.frame, seen }) : watchOnly(page);
  try {
    const begun = { target, probe, signal: AbortSignal.any([signal, over.signal]) };
    const outcome = await actAndSettle(on, action, begun);
    return outcome === 'overtaken' ? outcome : alsoNoted(outcome, target?.note);
  } catch (error) {
    // By the guard, or by the page itself.
    if (error instanceof Overtaken) return on.guard.takeRefusal() ?? 'overtaken';
    throw error;
  } finally {
    probe.stop();
    // Ends what still waits, where a dialog or a crash came between.
    over.abort();
    void target?.element.dispose().catch(() => {});
  }
}

interface Begun {
  readonly target: Located | undefined;
  readonly probe: Probe;
  readonly signal: AbortSignal;
}

async function actAndSettle(
  on: Performing,
  action: PageAction,
  { target, probe, signal }: Begun,
): Promise<Outcome | 'overtaken'> {
  const { tabs, guard, downloads } = on;
  const page = tabs.active();
  const met = tabs.met();
  const begun = downloads.begun();
  const acting = {
    page,
    tabs,
    frames: on.frames,
    signal,
    target,
    files: on.files,
    folder: on.folder,
    secrets: on.secrets,
  };
  const act = actOnHeirs(acting, action);
  const said = await (BESIDE_DIALOG.test(action.kind) ? tabs.unlessNewDialog(act) : tabs.unlessDialog(act));
  if (isRefusedByHang(action, said)) return (await leave(tabs, said.code)) ?? guard.takeRefusal() ?? said;
  // Not given: it still waits.
  if (action.kind === 'answer-dialog' && isRefusal(said)) return said;
  if (action.kind === 'answer-dialog') await finishHeld(tabs);
  if (tabs.dialog() !== undefined) {
    hold(tabs, act);
    return { ok: true, effect: 'changed', url: page.url(), note: dialogLine(tabs) };
  }
  const settled = await tabs.unlessDialog(probe.settle(signal, lateFor(action, said)));
  if (!tabs.isAlive()) throw tabs.gone();
  if (settled?.hung === true) {
    const code = COMMITS.test(action.kind) ? 'page.outcome-unknown' : 'page.timeout';
    return (
      (await leave(tabs, code)) ?? refusal(code, 'The page does not answer: a script keeps it busy. It will be left.')
    );
  }
  if (settled === undefined) return { ok: true, effect: 'changed', url: page.url(), note: dialogLine(tabs) };
  if (settled.restless && action.kind === 'navigate') return 'overtaken';
  await tabs.untilMet(guard.pages(), POPUP_MS);
  const hasPopup = tabs.met() > met && tabs.active() !== page;
  if (hasPopup) await untilRead(tabs.active(), POPUP_MS);
  const file = await downloads.noteSince(begun, signal);
  const after = settled.navigated || hasPopup ? undefined : await tabs.unlessDialog(afterwards(said));
  await guard.untilLeft();
  const guarded = { refused: guard.takeRefusal(), challenge: guard.takeChallenge() };
  return outcomeOf(on, { action, said, settled, hasPopup, after, file, ...guarded });
}

const restlessRefusal = refusal('page.timeout', 'The page goes elsewhere by itself all the time.');

/** Stops the script that keeps the page busy; where that does not help, the next look or act leaves the page. */
async function leave(tabs: Tabs, code: ErrorCode): Promise<Refusal | undefined> {
  if (await stopScript(tabs.active().mainFrame()))
    return refusal(code, 'A script kept the page busy and was stopped; the page may be incomplete.');
  tabs.giveUp();
  return undefined;
}

/** A script that asks twice holds the act until its last question is answered. */
function hold(tabs: Tabs, act: Promise<unknown>): void {
  held.set(tabs, Promise.allSettled([held.get(tabs), act]));
}

/** The rest of a click or of some typing that opened the dialog comes before what the answer changed is looked at. */
async function finishHeld(tabs: Tabs): Promise<void> {
  const rest = held.get(tabs);
  if (rest !== undefined) await tabs.unlessDialog(within(REST_MS, 'the act', rest).catch(() => {}));
  if (tabs.dialog() === undefined) held.delete(tabs);
}

/** Whether what was done has stayed so. Where the page has gone meanwhile there is nothing to say. */
async function afterwards(said: Said): Promise<Refusal | string | undefined> {
  return isActed(said) ? said.after?.().catch(() => undefined) : undefined;
}

function dialogLine(tabs: Tabs): string {
  const dialog = tabs.dialog();
  return dialog === undefined
    ? 'a dialog opened'
    : `dialog ${dialog.type} ${JSON.stringify(dialog.message)} waits for answer_dialog`;
}

/** A server may be slow to answer, and a text to come; but an element that takes seconds to be touched is on a hung page. */
function isRefusedByHang(action: PageAction, said: Said): said is Refusal {
  const isSlow = /^(navigate|back|forward|reload|wait)$/.test(action.kind);
  return !isSlow && isRefusal(said) && /^page\.(timeout|outcome-unknown)$/.test(said.code);
}

/** A page that draws itself anew all the time gives the ref to what it drew, which is what was meant. */
async function actOnHeirs(acting: Acting, action: PageAction): Promise<Said> {
  let { target } = acting;
  for (let heirs = 0; ; heirs += 1) {
    const said = await actOn({ ...acting, target }, action);
    const isRefused = isRefusal(said) && said.code === 'page.not-interactable';
    if (!isRefused || target === undefined || heirs === MAX_HEIRS || (await isStillThere(target))) return said;
    const heir = await locate(acting.page, acting.frames, 'ref' in action ? (action.ref ?? '') : '');
    if (!heir.ok) return heir;
    target = heir;
  }
}

async function actOn(acting: Acting, action: PageAction): Promise<Said> {
  try {
    return await doAction(acting, action);
  } catch (error) {
    if (error instanceof Overtaken) throw error;
    // A click that opens a page destroys the document it was made in, and a key may close its own tab: that is its success.
    const isClosed = /^(click|press)$/.test(action.kind) && /Target closed|Session closed/i.test(messageOf(error));
    return isReplaced(error) || (isClosed && acting.tabs.isAlive()) ? undefined : explain(error);
  }
}
