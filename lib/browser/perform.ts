/** Does one action on the active tab and says what came of it. What a page can do wrong is an outcome, never an exception. */

import type { Page } from 'puppeteer-core';
import type { PageAction } from '../agent/page.ts';
import { ErrandError, type Refusal, refusal } from '../domain/errors.ts';
import type { Outcome } from '../domain/events.ts';
import { clickElement } from './act/click.ts';
import { locate } from './act/element.ts';
import { fillElement } from './act/fill.ts';
import { pressKeys } from './act/press.ts';
import { scroll } from './act/scroll.ts';
import { selectOptions } from './act/select.ts';
import { waitFor } from './act/wait.ts';
import { isReplaced, messageOf } from './deadline.ts';
import type { NavigationGuard } from './navigation-guard.ts';
import type { ObservedFrame } from './observe/observe.ts';
import type { Found } from './realm.ts';
import { armProbe } from './settle.ts';
import type { Tabs } from './tabs.ts';

export interface Performing {
  readonly tabs: Tabs;
  readonly guard: NavigationGuard;
  readonly frames: readonly ObservedFrame[];
}

const NAVIGATION_MS = 25_000;

export async function perform(on: Performing, action: PageAction, signal: AbortSignal): Promise<Outcome> {
  if (on.tabs.isCrashed()) await on.tabs.replace();
  const page = on.tabs.active();
  const before = page.url();
  on.guard.takeRefusal();
  const probe = armProbe(page);
  let failed: Refusal | undefined;
  try {
    failed = await act(on, { page, action, signal });
  } catch (error) {
    failed = explain(error, action);
  }
  const { navigated } = await probe.settle(signal);
  // Why a page did not open is better said by who refused it than by Chromium's net error.
  const refused = on.guard.takeRefusal() ?? failed;
  if (refused !== undefined) return refused;
  const now = on.tabs.active();
  if (now !== page) return { ok: true, effect: 'navigated', url: now.url(), note: 'in a new tab' };
  return {
    ok: true,
    effect: effectOf(action, navigated),
    url: page.url(),
    ...(navigated && page.url() !== before ? { note: 'the page changed' } : {}),
  };
}

/** `changed` for what puts something into the page; whether a click changed anything shows in the next observation. */
function effectOf(action: PageAction, navigated: boolean): 'navigated' | 'changed' | 'none' {
  if (navigated) return 'navigated';
  return action.kind === 'wait' ? 'none' : 'changed';
}

async function act(
  on: Performing,
  { page, action, signal }: { page: Page; action: PageAction; signal: AbortSignal },
): Promise<Refusal | undefined> {
  const target = 'ref' in action && action.ref !== undefined ? await locate(on.frames, action.ref) : undefined;
  if (target?.ok === false) return target;
  const element: Found | undefined = target?.element;
  try {
    switch (action.kind) {
      case 'navigate':
        return await navigate(page, action.url, signal);
      case 'back':
        return await back(page);
      case 'click':
        return element && (await clickElement(page, element));
      case 'fill':
        return element && (await fillElement(page, element, action.value));
      case 'select':
        return element && (await selectOptions(page, element, action.options));
      case 'press':
        return await pressKeys(page, element, action.keys);
      case 'scroll':
        await scroll(page, element, action.to);
        return undefined;
      case 'wait':
        return await waitFor(page, action, signal);
      case 'switch-tab':
        return (await on.tabs.switchTo(action.tab))
          ? undefined
          : refusal('page.tab-unknown', `There is no tab ${action.tab}.`);
      default:
        return action satisfies never;
    }
  } finally {
    await element?.dispose().catch(() => {});
  }
}

async function navigate(page: Page, url: string, signal: AbortSignal): Promise<Refusal | undefined> {
  const response = await page.goto(url, { waitUntil: 'domcontentloaded', timeout: NAVIGATION_MS, signal });
  if (response === null || response.status() < 400) return undefined;
  if (response.headers()['x-errand-egress'] === 'refused')
    return refusal(
      'egress.refused',
      `${url} is not reachable from here: ${(await response.text().catch(() => '')).trim()}`,
    );
  // An error page is a page: the model sees it, and the status with it.
  return response.status() === 404 || response.status() >= 500
    ? refusal('page.navigation-failed', `${url} answered ${response.status()}.`)
    : undefined;
}

async function back(page: Page): Promise<Refusal | undefined> {
  const before = page.url();
  await page.goBack({ waitUntil: 'domcontentloaded', timeout: NAVIGATION_MS });
  return page.url() === before ? refusal('page.navigation-failed', 'There is no page to go back to.') : undefined;
}

function explain(error: unknown, action: PageAction): Refusal | undefined {
  if (error instanceof ErrandError) return refusal(error.code, error.detail);
  const said = messageOf(error);
  // A click that opens a page destroys the document it was made in: that is its success.
  if (isReplaced(error)) return undefined;
  if (/net::ERR_TUNNEL_CONNECTION_FAILED|ERR_PROXY/.test(said))
    return refusal('egress.refused', 'The address is not public, or could not be connected to.');
  if (/ERR_BLOCKED_BY_CLIENT|ERR_ABORTED/.test(said) && action.kind === 'navigate')
    return refusal('page.navigation-failed', `${action.url} did not open: ${said.slice(0, 160)}`);
  if (/timeout|timed out/i.test(said)) return refusal('page.timeout', said.slice(0, 200));
  if (action.kind === 'navigate' || action.kind === 'back')
    return refusal('page.navigation-failed', said.slice(0, 200));
  return refusal('page.not-interactable', said.slice(0, 200));
}
