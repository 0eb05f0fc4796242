/** Reads what an observation had to leave out: a text found, a fold opened, an element or a file in full. Changes nothing. */

import type { ActionOf } from '../../domain/action.ts';
import type { Refusal } from '../../domain/errors.ts';
import { type Begun, type Done, done, failed, orRefusal, recordFinished } from '../done.ts';
import type { Excerpt } from '../page.ts';
import type { RunDeps, RunState } from '../run.ts';

/** Characters a turn; some 3,000 tokens. */
const MAX_TEXT_CHARS = 12_000;

export async function findText(deps: RunDeps, state: RunState, begun: Begun<ActionOf<'find'>>): Promise<Done> {
  return showExcerpt(deps, state, begun, await orRefusal(deps.page.find(begun.action.text)));
}

export async function expandFold(deps: RunDeps, state: RunState, begun: Begun<ActionOf<'expand'>>): Promise<Done> {
  const { fold, from } = begun.action;
  return showExcerpt(deps, state, begun, await orRefusal(deps.page.expand(fold, from ?? 0)));
}

async function showExcerpt(
  deps: RunDeps,
  state: RunState,
  begun: Begun<ActionOf<'find'> | ActionOf<'expand'>>,
  excerpt: Excerpt | Refusal,
): Promise<Done> {
  if (!excerpt.ok) return failed(deps, state, begun, excerpt);
  const { lines, next, text, targets, hidden } = excerpt;
  await recordFinished(deps, state, begun, {
    ok: true,
    effect: 'none',
    url: state.observation.url,
    note: `${lines} lines`,
  });
  const value = {
    ok: true,
    lines,
    ...(next === undefined ? {} : { goOnFrom: next }),
    ...(hidden === undefined
      ? lines === 0 && begun.action.kind === 'find'
        ? { note: 'Nowhere on the whole page, what is folded included. Other words, another page?' }
        : {}
      : { note: `${hidden} hidden places have it too: open the menu, tab or section they are in.` }),
  };
  return {
    ...done(state, begun.action, { value, effect: 'none', progressed: lines > 0 }),
    ...(lines > 0 ? { excerpt: text, heard: { url: state.observation.url, text, form: 'lines' } } : {}),
    targets,
  };
}

/** At the end of a line, so that no link is cut in two. */
function endOfPart(text: string, from: number): number {
  const most = from + MAX_TEXT_CHARS;
  const line = text.length <= most ? -1 : text.lastIndexOf('\n', most) + 1;
  return line > from + MAX_TEXT_CHARS / 2 ? line : most;
}

export async function readWhole(deps: RunDeps, state: RunState, begun: Begun<ActionOf<'read'>>): Promise<Done> {
  const { action } = begun;
  const read = await orRefusal(
    action.file === undefined ? deps.page.readText(action.ref) : deps.page.readFile(action.file),
  );
  if (!read.ok) return failed(deps, state, begun, read);
  const from = action.from ?? 0;
  const to = endOfPart(read.markdown, from);
  const part = read.markdown.slice(from, to);
  const { length } = read.markdown;
  await recordFinished(deps, state, begun, {
    ok: true,
    effect: 'none',
    url: read.url,
    note: `${part.length} of ${length} characters`,
  });
  const value = {
    ok: true,
    characters: length,
    ...(to < length ? { goOnFrom: to } : {}),
    ...(read.cut ? { note: 'It is longer than what could be read; its end is missing.' } : {}),
  };
  return {
    ...done(state, action, { value, effect: 'none', progressed: part !== '' }),
    ...(part === '' ? {} : { excerpt: part, heard: { url: read.url, text: part, form: 'markdown' } }),
  };
}
