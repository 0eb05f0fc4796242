/** Does one action on the active tab and says what came of it. What a page can do wrong is an outcome, never an exception. */

import type { HTTPResponse, Page } from 'puppeteer-core';
import type { PageAction } from '../agent/page.ts';
import { ErrandError, type Refusal, refusal } from '../domain/errors.ts';
import type { Outcome } from '../domain/events.ts';
import { clickElement } from './act/click.ts';
import { type Located, locate } from './act/element.ts';
import { fillElement } from './act/fill.ts';
import { back, navigate } from './act/navigate.ts';
import { pressKeys } from './act/press.ts';
import { scroll } from './act/scroll.ts';
import { selectOptions } from './act/select.ts';
import { waitFor } from './act/wait.ts';
import { isReplaced, messageOf } from './deadline.ts';
import type { NavigationGuard } from './navigation-guard.ts';
import type { ObservedFrame } from './observe/observe.ts';
import { armProbe, type Settled, untilRead } from './settle.ts';
import type { Tabs } from './tabs.ts';

export interface Performing {
  readonly tabs: Tabs;
  readonly guard: NavigationGuard;
  readonly frames: readonly ObservedFrame[];
  /** What the proxy refused, as `host:port why`. */
  readonly refusals: () => readonly string[];
}

/** For a popup that was announced to become a tab, and for its first document to come. */
const POPUP_MS = 2_000;

/** Throws `page.crashed` only where the whole browser is gone. */
export async function perform(on: Performing, action: PageAction, signal: AbortSignal): Promise<Outcome> {
  try {
    if (on.tabs.isAlive()) {
      const isLost = on.tabs.isLost();
      if (isLost) await on.tabs.replace();
      // Another action was meant for the page that is no more.
      if (isLost && action.kind !== 'navigate' && action.kind !== 'switch-tab')
        return refusal('page.crashed', 'The page is gone; an empty tab took its place.');
      return await on.tabs.unlessCrashed(performOn(on, action, signal));
    }
  } catch (error) {
    if (!on.tabs.isAlive()) throw new ErrandError('page.crashed', 'The browser is gone.', {}, error);
    const why = explain(error);
    // Finding an element takes a page a few ms: one that has not answered in seconds is hung.
    if (why.code === 'page.timeout') on.tabs.giveUp();
    return on.guard.takeRefusal() ?? why;
  }
  throw new ErrandError('page.crashed', 'The browser is gone.');
}

async function performOn(on: Performing, action: PageAction, signal: AbortSignal): Promise<Outcome> {
  const page = on.tabs.active();
  const met = on.tabs.met();
  on.guard.takeRefusal();
  const target = 'ref' in action && action.ref !== undefined ? await locate(page, on.frames, action.ref) : undefined;
  if (target?.ok === false) return target;
  const probe = await armProbe(page, target?.frame);
  const said = await actOn(on, { page, action, signal, target });
  if (isHung(action, said)) {
    probe.stop();
    on.tabs.giveUp();
    return on.guard.takeRefusal() ?? said;
  }
  const settled = await probe.settle(signal);
  if (!on.tabs.isAlive()) throw new ErrandError('page.crashed', 'The browser is gone.');
  await on.tabs.untilMet(on.guard.pages(), POPUP_MS);
  const hasPopup = on.tabs.met() > met && on.tabs.active() !== page;
  if (hasPopup) await untilRead(on.tabs.active(), POPUP_MS);
  return outcomeOf(on, { action, said, settled, hasPopup });
}

/** A server may be slow to answer, and a text to come; but an element that takes seconds to be touched is on a hung page. */
function isHung(action: PageAction, said: Said): said is Refusal {
  const isSlow = action.kind === 'navigate' || action.kind === 'back' || action.kind === 'wait';
  return !isSlow && typeof said === 'object' && said.code === 'page.timeout';
}

/** A refusal, or whether the act itself changed something that the document's pulse does not feel. */
type Said = Refusal | 'changed' | undefined;

interface Acting {
  readonly page: Page;
  readonly action: PageAction;
  readonly signal: AbortSignal;
  readonly target: Located | undefined;
}

async function actOn(on: Performing, acting: Acting): Promise<Said> {
  try {
    return await act(on, acting);
  } catch (error) {
    // A click that opens a page destroys the document it was made in: that is its success.
    return isReplaced(error) ? undefined : explain(error);
  } finally {
    void acting.target?.element.dispose().catch(() => {});
  }
}

async function act(on: Performing, { page, action, signal, target }: Acting): Promise<Said> {
  const element = target?.element;
  switch (action.kind) {
    case 'navigate':
      return navigate(page, action.url, signal);
    case 'back':
      return back(page);
    case 'click':
      return element && clickElement(page, element);
    case 'fill':
      return element && fillElement(page, element, action.value);
    case 'select':
      return element && selectOptions(page, element, action.options);
    case 'press':
      return pressKeys(page, element, action.keys);
    case 'scroll':
      return (await scroll(page, element, action.to)) ? 'changed' : undefined;
    case 'wait':
      return waitFor(page, action, signal);
    case 'switch-tab':
      return (await on.tabs.switchTo(action.tab))
        ? 'changed'
        : refusal('page.tab-unknown', `There is no tab ${action.tab}.`);
    default:
      return action satisfies never;
  }
}

interface Done {
  readonly action: PageAction;
  readonly said: Said;
  readonly settled: Settled;
  readonly hasPopup: boolean;
}

function outcomeOf(on: Performing, { action, said, settled, hasPopup }: Done): Outcome {
  if (settled.hung) {
    on.tabs.giveUp();
    return refusal('page.timeout', 'The page does not answer: a script keeps it busy. It will be left.');
  }
  // Why a page did not open is better said by who refused it than by Chromium's net error.
  const refused = on.guard.takeRefusal();
  if (refused !== undefined) return refused;
  const isRefusal = typeof said === 'object';
  const failed = isRefusal && action.kind === 'navigate' ? (egressRefusal(on, action.url) ?? said) : said;
  if (typeof failed === 'object') return failed;
  const now = on.tabs.active();
  if (hasPopup)
    return { ok: true, effect: 'navigated', url: now.url(), note: 'it opened in a new tab, which is active now' };
  if (action.kind === 'switch-tab') return { ok: true, effect: 'navigated', url: now.url() };
  if (settled.navigated) return arrived(settled.response, now.url());
  // A dialog that came and went is a change too; so is what the act itself says.
  const isChanged = action.kind !== 'wait' && (settled.changed || said === 'changed' || on.tabs.hasNotices());
  return { ok: true, effect: isChanged ? 'changed' : 'none', url: now.url() };
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
