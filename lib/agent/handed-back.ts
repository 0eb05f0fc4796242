/** The one message that tells the model what a person did with the page by hand, and what they say about it. Trusts no word of the page. */

import { fenceExcerpt } from './fence.ts';
import type { ModelMessage } from './model-client.ts';
import { clipChars } from './shrink.ts';

export interface HandedBack {
  /** `idle`: nothing came for minutes. */
  readonly by: 'person' | 'idle';
  readonly note?: string | undefined;
  /** Words of ours with the page's names: `clicked link "Kettles"`. */
  readonly acts: readonly string[];
}

const HEAD = 'TAKEN OVER';
const TOLD =
  'The person took the mouse and the keyboard, acted on the page themselves, and has given them back. The page may be another one now: use only the refs of the newest page, do not undo or repeat what they did, and go on with the errand from here.';
const DID_NOTHING = 'They did nothing.';
const LEFT = 'They left it without a word: nothing came from them for minutes.';
const MAX_ACTS = 60;
const MAX_ACT_CHARS = 200;

/** What was done quotes names of the page, so it is fenced off; the note is the person's own. */
export function handedBackMessage({ by, note, acts }: HandedBack, mark: string): ModelMessage {
  const whole = withoutRepeats(acts.map(act => clipChars(act, MAX_ACT_CHARS)));
  const shown = whole.slice(-MAX_ACTS);
  const left = whole.length - shown.length;
  const did =
    shown.length === 0
      ? [DID_NOTHING]
      : [
          left > 0 ? `What they did, the last ${shown.length} of ${whole.length}:` : 'What they did:',
          fenceExcerpt(JSON.stringify(shown), mark),
        ];
  const said = note === undefined ? [] : [`The person says: ${JSON.stringify(note)}`];
  return { role: 'user', text: [HEAD, TOLD, ...(by === 'idle' ? [LEFT] : []), ...did, ...said].join('\n') };
}

/** The same again and again is one entry: `scrolled (3 times)`. */
function withoutRepeats(acts: readonly string[]): readonly string[] {
  const runs: { readonly act: string; readonly times: number }[] = [];
  for (const act of acts) {
    const last = runs.at(-1);
    if (last?.act === act) runs[runs.length - 1] = { act, times: last.times + 1 };
    else runs.push({ act, times: 1 });
  }
  return runs.map(({ act, times }) => (times === 1 ? act : `${act} (${times} times)`));
}

/** What the person said with it, for the record of older turns; nothing for any other message. */
export function noteIn(text: string): string | undefined {
  if (!text.startsWith(`${HEAD}\n`)) return undefined;
  const quoted = /^The person says: ("(?:[^"\\]|\\.)*")$/m.exec(text)?.[1];
  const note: unknown = quoted === undefined ? undefined : JSON.parse(quoted);
  return typeof note === 'string' ? note : undefined;
}
