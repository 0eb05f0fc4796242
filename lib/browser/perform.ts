/** Does one action on the active tab and says what came of it. What a page can do wrong is an outcome, never an exception. */

import type { HTTPResponse } from 'puppeteer-core';
import type { PageAction, PageFile } from '../agent/page.ts';
import { ErrandError, type Refusal, refusal } from '../domain/errors.ts';
import type { Outcome } from '../domain/events.ts';
import { isActed, isRefusal, type Said } from './act/acted.ts';
import { type Acting, doAction } from './act/do-action.ts';
import { locate } from './act/element.ts';
import { stopScript } from './busy.ts';
import { isReplaced, messageOf } from './deadline.ts';
import type { Downloads, FileNote } from './files/downloads.ts';
import type { NavigationGuard } from './navigation-guard.ts';
import type { ObservedFrame } from './observe/walk-frames.ts';
import { armProbe, type Settled, untilRead, watchOnly } from './settle.ts';
import type { Tabs } from './tabs.ts';

export interface Performing {
  readonly tabs: Tabs;
  readonly guard: NavigationGuard;
  readonly frames: readonly ObservedFrame[];
  /** What the proxy refused, as `host:port why`. */
  readonly refusals: () => readonly string[];
  readonly downloads: Downloads;
  readonly files: readonly PageFile[];
  readonly folder: string;
}

/** For a popup that was announced to become a tab, and for its first document to come. */
const POPUP_MS = 2_000;
/** For a file that a script makes. */
const FILE_MS = 120;

/** Throws `page.crashed` only where the whole browser is gone. */
export async function perform(on: Performing, action: PageAction, signal: AbortSignal): Promise<Outcome> {
  try {
    if (on.tabs.isAlive()) {
      const isLost = on.tabs.isLost();
      if (isLost) await on.tabs.replace();
      // Another action was meant for the page that is no more.
      if (isLost && action.kind !== 'navigate' && action.kind !== 'switch-tab' && action.kind !== 'close-tab')
        return refusal('page.crashed', 'The page is gone; an empty tab took its place.');
      return await on.tabs.unlessCrashed(performOn(on, action, signal));
    }
  } catch (error) {
    if (!on.tabs.isAlive()) throw new ErrandError('page.crashed', 'The browser is gone.', {}, error);
    const why = explain(error);
    // Finding an element takes a page a few ms: one that has not answered in seconds is hung.
    const stopped = why.code === 'page.timeout' ? await leave(on.tabs) : undefined;
    return stopped ?? on.guard.takeRefusal() ?? why;
  }
  throw new ErrandError('page.crashed', 'The browser is gone.');
}

async function performOn(on: Performing, action: PageAction, signal: AbortSignal): Promise<Outcome> {
  const { tabs, guard, downloads } = on;
  const page = tabs.active();
  const met = tabs.met();
  guard.takeRefusal();
  const isAnswer = action.kind === 'answer-dialog' || action.kind === 'close-tab' || action.kind === 'switch-tab';
  if (tabs.dialog() !== undefined && !isAnswer) return refusal('page.dialog-open', dialogLine(tabs));
  const target = 'ref' in action && action.ref !== undefined ? await locate(page, on.frames, action.ref) : undefined;
  if (target?.ok === false) return target;
  const begun = downloads.begun();
  // Behind a dialog the page cannot be asked anything: what the answer changes is felt from the next act on.
  const probe = tabs.dialog() === undefined ? await armProbe(page, target?.frame) : watchOnly(page);
  const acting = { page, tabs, frames: on.frames, signal, target, files: on.files, folder: on.folder };
  const said = await tabs.unlessDialog(actOn(acting, action));
  if (tabs.dialog() !== undefined) {
    probe.stop();
    return { ok: true, effect: 'changed', url: page.url(), note: dialogLine(tabs) };
  }
  if (isHung(action, said)) {
    probe.stop();
    return (await leave(tabs)) ?? guard.takeRefusal() ?? said;
  }
  const settled = await tabs.unlessDialog(probe.settle(signal));
  if (!tabs.isAlive()) throw new ErrandError('page.crashed', 'The browser is gone.');
  if (settled?.hung === true) return (await leave(tabs)) ?? hungRefusal;
  if (settled === undefined) return { ok: true, effect: 'changed', url: page.url(), note: dialogLine(tabs) };
  await tabs.untilMet(guard.pages(), POPUP_MS);
  const hasPopup = tabs.met() > met && tabs.active() !== page;
  if (hasPopup) await untilRead(tabs.active(), POPUP_MS);
  // A click that did nothing so far may have a file made.
  const isClick = action.kind === 'click' || action.kind === 'press';
  if (isClick && !settled.navigated && !hasPopup && !settled.changed) await downloads.untilBegun(begun, FILE_MS);
  const file = await downloads.noteSince(begun, signal);
  return withFile(outcomeOf(on, { action, said, settled, hasPopup }), file, tabs.active().url());
}

const hungRefusal = refusal('page.timeout', 'The page does not answer: a script keeps it busy. It will be left.');

/** Stops the script that keeps the page busy; where that does not help, the next look or act leaves the page. */
async function leave(tabs: Tabs): Promise<Refusal | undefined> {
  if (await stopScript(tabs.active().mainFrame()))
    return refusal('page.timeout', 'A script kept the page busy and was stopped; the page may be incomplete.');
  tabs.giveUp();
  return undefined;
}

function dialogLine(tabs: Tabs): string {
  const dialog = tabs.dialog();
  return dialog === undefined
    ? 'a dialog opened'
    : `dialog ${dialog.type} ${JSON.stringify(dialog.message)} waits for answer_dialog`;
}

/** A file that came is the effect, also where the navigation to it was none. */
function withFile(outcome: Outcome, file: FileNote | undefined, url: string): Outcome {
  if (file === undefined) return outcome;
  if (!file.ok) return outcome.ok && outcome.effect !== 'none' ? { ...outcome, note: file.detail } : file;
  const effect = outcome.ok ? outcome.effect : 'none';
  return { ok: true, effect, url, note: file.note };
}

/** A server may be slow to answer, and a text to come; but an element that takes seconds to be touched is on a hung page. */
function isHung(action: PageAction, said: Said): said is Refusal {
  const isSlow = /^(navigate|back|forward|reload|wait)$/.test(action.kind);
  return !isSlow && isRefusal(said) && said.code === 'page.timeout';
}

async function actOn(acting: Acting, action: PageAction): Promise<Said> {
  try {
    return await doAction(acting, action);
  } catch (error) {
    // A click that opens a page destroys the document it was made in: that is its success.
    return isReplaced(error) ? undefined : explain(error);
  } finally {
    void acting.target?.element.dispose().catch(() => {});
  }
}

interface Done {
  readonly action: PageAction;
  readonly said: Said;
  readonly settled: Settled;
  readonly hasPopup: boolean;
}

function outcomeOf(on: Performing, { action, said, settled, hasPopup }: Done): Outcome {
  // Why a page did not open is better said by who refused it than by Chromium's net error.
  const refused = on.guard.takeRefusal();
  if (refused !== undefined) return refused;
  const failed = isRefusal(said) && action.kind === 'navigate' ? (egressRefusal(on, action.url) ?? said) : said;
  if (isRefusal(failed)) return failed;
  const note = isActed(said) && said.note !== undefined ? { note: said.note } : {};
  const now = on.tabs.active();
  if (hasPopup)
    return { ok: true, effect: 'navigated', url: now.url(), note: 'it opened in a new tab, which is active now' };
  if (action.kind === 'switch-tab' || action.kind === 'close-tab')
    return { ok: true, effect: 'navigated', url: now.url(), ...note };
  if (settled.navigated) return arrived(settled.response, now.url());
  // A dialog that came and went is a change too; so is what the act itself says.
  const isChanged =
    action.kind !== 'wait' && (settled.changed || (isActed(said) && said.changed) || on.tabs.hasNotices());
  return { ok: true, effect: isChanged ? 'changed' : 'none', url: now.url(), ...note };
}

function arrived(response: HTTPResponse | undefined, url: string): Outcome {
  const egress = response?.headers()['x-errand-egress'];
  const status = response?.status() ?? 200;
  if (egress === 'refused') return refusal('egress.refused', `${url} is not a public address or is not allowed.`);
  if (egress === 'unreachable') return refusal('page.navigation-failed', `${url} could not be connected to.`);
  // An error page is a page: the model sees it, and the status with it.
  if (status === 404 || status >= 500) return refusal('page.navigation-failed', `${url} answered ${status}.`);
  return { ok: true, effect: 'navigated', url, ...(status >= 400 ? { note: `it answered ${status}` } : {}) };
}

/** Chromium says of a refused tunnel only that it failed; the proxy knows why. */
function egressRefusal({ refusals }: Performing, url: string): Refusal | undefined {
  const { hostname, port, protocol } = new URL(url);
  const authority = `${hostname}:${port === '' ? (protocol === 'https:' ? 443 : 80) : port} `;
  const why = refusals().findLast(line => line.startsWith(authority));
  return why === undefined ? undefined : refusal('egress.refused', why);
}

function explain(error: unknown): Refusal {
  if (error instanceof ErrandError) return refusal(error.code, error.detail);
  const said = messageOf(error).slice(0, 200);
  if (isReplaced(error)) return refusal('page.ref-stale', 'The page changed while it was looked at.');
  if (/timeout|timed out/i.test(said)) return refusal('page.timeout', said);
  return refusal('page.not-interactable', said);
}
