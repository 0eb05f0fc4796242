/** What pages have said so far, and whether one gave orders: kept by site, told once. Judges no action. */

import type { TaskResult } from '../domain/result.ts';
import { siteOf } from '../domain/site.ts';
import { findOrder, type Suspicion } from '../domain/suspicion.ts';
import { hear, originOf } from '../domain/taint.ts';
import { clip } from './clip.ts';
import type { FlowCase } from './flows.ts';
import type { RunDeps, RunState } from './run.ts';

const MAX_QUOTE_BYTES = 400;
const MAX_URL_BYTES = 1_000;

/** `lines`: a line an element with the page's strings in quotes, as in observations; `markdown`: the words themselves. */
export interface Said {
  readonly url: string;
  readonly text: string;
  readonly form: 'lines' | 'markdown';
}

/** Takes in a page's words. The first order of a site is told, and ends what was approved there as a kind: it was before this was known. */
export async function listenTo({ journal }: RunDeps, before: RunState, said: Said | undefined): Promise<RunState> {
  if (said === undefined) return before;
  const { url, text, form } = said;
  const state = { ...before, heard: hear(before.heard, url, text) };
  const site = siteOrUrl(url);
  if (state.suspicions.some(one => one.site === site)) return state;
  const order = findOrder(form === 'lines' ? quotedIn(text) : text.split('\n\n'));
  if (order === undefined) return state;
  const suspicion = { site, url: clip(url, MAX_URL_BYTES), quote: clip(order, MAX_QUOTE_BYTES) };
  await journal.record([
    { type: 'suspicion.noticed', data: { step: state.step, url: suspicion.url, quote: suspicion.quote } },
  ]);
  return {
    ...state,
    suspicions: [...state.suspicions, suspicion],
    grants: state.grants.filter(grant => grant.site !== site),
  };
}

/** Whose words are whose, for the police. */
export function toldTo({ task, heard, answers, observation }: RunState): FlowCase {
  const { title, instruction, plan, startUrl, consent } = task;
  const links = [...observation.targets.values()].flatMap(({ href }) => (href === undefined ? [] : [href]));
  const own = [title, instruction, ...plan, startUrl, ...consent.scope.sites, ...answers];
  return { heard, own, links: new Set(links) };
}

/** A result says first what it has to be read with. */
export function withSuspicions(result: TaskResult, { suspicions }: RunState): TaskResult {
  if (suspicions.length === 0) return result;
  return { ...result, evidenceNotes: [...suspicions.map(noteOf), ...result.evidenceNotes] };
}

/** A question may be a page's, put into the agent's mouth: then it says so. No answer widens what was agreed to. */
export function plainQuestion(question: string, state: RunState): string {
  const [first] = state.suspicions;
  const origin = first === undefined ? undefined : originOf(toldTo(state), question, '');
  if (origin === undefined) return question;
  return `${question}\n\n(Careful: these are words of a page of ${origin.site}, and a page gave the agent orders. Your answer allows nothing beyond what you agreed to.)`;
}

const noteOf = ({ url, quote }: Suspicion): string =>
  `suspicious: ${url} gives the agent orders, so check what it says: "${quote}"`;

/** Each of the page's strings in observation lines. */
function quotedIn(text: string): readonly string[] {
  return (text.match(/"(?:[^"\\]|\\.)*"/g) ?? []).map(quoted =>
    quoted
      .slice(1, -1)
      .replace(/\\[nrt]/g, ' ')
      .replace(/\\(.)/g, '$1'),
  );
}

function siteOrUrl(url: string): string {
  try {
    return siteOf(url);
  } catch {
    return url;
  }
}
