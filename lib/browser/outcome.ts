/** From what an act said and what the page did to the outcome the agent hears. Asks the page nothing. */

import type { HTTPRequest } from 'puppeteer-core';
import type { PageAction } from '../agent/page.ts';
import { ErrandError, type Refusal, refusal } from '../domain/errors.ts';
import type { Outcome } from '../domain/events.ts';
import { isActed, isRefusal, type Said } from './act/acted.ts';
import { type Challenge, challengeNote } from './basic-auth.ts';
import { isReplaced, messageOf } from './deadline.ts';
import type { FileNote } from './files/downloads.ts';
import { mayChange, wasSent } from './sent.ts';
import type { Settled } from './settle.ts';
import type { Tabs } from './tabs.ts';

export interface Done {
  readonly action: PageAction;
  readonly said: Said;
  readonly settled: Settled;
  readonly hasPopup: boolean;
  /** What came of it in the end, as the act itself found it. */
  readonly after: Refusal | string | undefined;
  /** By the browser's own guard of navigations. */
  readonly refused: Refusal | undefined;
  /** A page that wanted a password and got none that it took. */
  readonly challenge: Challenge | undefined;
  readonly file: FileNote | undefined;
}

export interface Around {
  readonly tabs: Tabs;
  /** What the proxy refused, as `host:port why`. */
  readonly refusals: () => readonly string[];
}

export function outcomeOf(around: Around, done: Done): Outcome {
  const outcome = withFile(withoutFile(around, done), done.file, around.tabs.active().url());
  const { lost } = done.settled;
  if (!outcome.ok || lost === undefined) return outcome;
  return {
    ...outcome,
    inDoubt: true,
    ...noted([
      outcome.note,
      `${lost}: whether it was done is not known, whatever the page says; look before you do it again`,
    ]),
  };
}

function withoutFile(around: Around, { action, said, settled, hasPopup, after, refused, challenge }: Done): Outcome {
  // Why a page did not open is better said by who refused it than by Chromium's net error.
  if (refused !== undefined) return refused;
  const failed = isRefusal(said) && action.kind === 'navigate' ? (egressRefusal(around, action.url) ?? said) : said;
  if (isRefusal(failed)) return failed;
  if (settled.unanswered !== undefined) {
    const code = mayChange(settled.request) ? 'page.outcome-unknown' : 'page.timeout';
    return refusal(code, `${settled.unanswered} did not answer in time; the page stays as it was.`);
  }
  const url = around.tabs.active().url();
  if (hasPopup) return { ok: true, effect: 'navigated', url, note: 'it opened in a new tab, which is active now' };
  const notes = [
    challenge && challengeNote(challenge),
    isActed(said) ? said.note : undefined,
    typeof after === 'string' ? after : undefined,
  ];
  const isMoved = action.kind === 'switch-tab' || action.kind === 'close-tab';
  if (settled.navigated && !isMoved) return arrived(around, settled.request, { url, notes });
  if (typeof after === 'object') return after;
  // A dialog that came and went is a change too; so is what the act itself says.
  const isChanged =
    action.kind !== 'wait' && (settled.changed || (isActed(said) && said.changed) || around.tabs.hasNotices());
  return { ok: true, effect: isMoved ? 'navigated' : isChanged ? 'changed' : 'none', url, ...noted(notes) };
}

/** With what was to be said before the act, where it was done. */
export function alsoNoted(outcome: Outcome, note: string | undefined): Outcome {
  return outcome.ok ? { ...outcome, ...noted([note, outcome.note]) } : outcome;
}

function noted(notes: readonly (string | undefined)[]): { note?: string } {
  const note = notes.filter(one => one !== undefined && one !== '').join('; ');
  return note === '' ? {} : { note };
}

function arrived(
  around: Around,
  request: HTTPRequest | undefined,
  { url, notes }: { url: string; notes: readonly (string | undefined)[] },
): Outcome {
  const response = request?.response();
  // In plain http the proxy answers itself; through a tunnel the site does, and may claim what it likes.
  const egress = url.startsWith('http:') ? response?.headers()['x-errand-egress'] : undefined;
  const status = response?.status() ?? 200;
  if (egress === 'refused')
    return egressRefusal(around, url) ?? refusal('egress.refused', `${url} is not a public address or is not allowed.`);
  if (egress === 'unreachable') return refusal('page.navigation-failed', `${url} could not be connected to.`);
  const failed = mayChange(request) ? 'page.outcome-unknown' : 'page.navigation-failed';
  if (egress === 'broken') return refusal(failed, `${url} broke the connection off.`);
  // Chromium's own error page says nothing that a person could use.
  if (url.startsWith('chrome-error:')) {
    const asked = request?.url() ?? 'The page';
    const why = request?.failure()?.errorText ?? 'no answer';
    const code = wasSent(why) ? failed : 'page.navigation-failed';
    return egressRefusal(around, asked) ?? refusal(code, `${asked} did not open: ${why}`);
  }
  // An error page is a page: the model sees it, and the status with it.
  if (status === 404) return refusal('page.navigation-failed', `${url} answered ${status}.`);
  if (status >= 500) return refusal(failed, `${url} answered ${status}.`);
  return {
    ok: true,
    effect: 'navigated',
    url,
    ...noted([status >= 400 ? `it answered ${status}` : undefined, ...notes]),
  };
}

/** Chromium says of a refused tunnel only that it failed; the proxy knows why. */
function egressRefusal({ refusals }: Around, url: string): Refusal | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, port, protocol } = new URL(url);
  const authority = `${hostname}:${port === '' ? (protocol === 'https:' ? 443 : 80) : port} `;
  const why = refusals().findLast(line => line.startsWith(authority));
  return why === undefined ? undefined : refusal('egress.refused', why);
}

/** A file that came is the effect, also where the navigation to it was none. */
function withFile(outcome: Outcome, file: FileNote | undefined, url: string): Outcome {
  if (file === undefined) return outcome;
  if (!file.ok) return outcome.ok && outcome.effect !== 'none' ? { ...outcome, note: file.detail } : file;
  const effect = outcome.ok && outcome.effect !== 'none' ? outcome.effect : 'changed';
  return { ok: true, effect, url, note: file.note };
}

/** What a page can do wrong is an outcome. */
export function explain(error: unknown): Refusal {
  if (error instanceof ErrandError) return refusal(error.code, error.detail);
  const said = messageOf(error).slice(0, 200);
  if (isReplaced(error)) return refusal('page.ref-stale', 'The page changed while it was looked at.');
  if (/timeout|timed out/i.test(said)) return refusal('page.timeout', said);
  return refusal('page.not-interactable', said);
}
