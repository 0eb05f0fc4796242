/** A page that is a small state machine: named views, and which action on which ref leads where. For the loop's tests only. */

import type { Excerpt, Observation, Page, PageAction, PageFile, ScreenshotOptions } from '../../lib/agent/page.ts';
import { readPageState } from '../../lib/agent/page-state.ts';
import type { Target } from '../../lib/domain/action.ts';
import type { SentValue } from '../../lib/domain/approval.ts';
import { refusal } from '../../lib/domain/errors.ts';
import type { Outcome } from '../../lib/domain/events.ts';

export interface View {
  readonly url: string;
  readonly elements?: readonly Target[];
  readonly markdown?: string;
  /** What a dialog asks that holds the page. */
  readonly question?: string;
  /** Lines beyond the observation's, by the text they are found by or the fold they are in, with their element. */
  readonly more?: Readonly<Record<string, Target>>;
  /** Files that an action brings, by the action as in `on`. */
  readonly brings?: Readonly<Record<string, PageFile>>;
  readonly pictured?: number;
  /** What an activation of the ref would send, asked anew each time. */
  readonly sends?: (ref: string) => readonly SentValue[];
  /** From `click e1`, `press Enter` or `navigate` to the view it opens, to `none` where nothing happens, to `crash` or to `unanswered`. */
  readonly on?: Readonly<Record<string, string>>;
}

export interface ScriptedPage extends Page {
  readonly performed: readonly PageAction[];
  /** What uploads were given. */
  readonly given: readonly PageFile[];
  readonly pictures: readonly ScreenshotOptions[];
}

export function scriptPage(views: Readonly<Record<string, View>>, start: string): ScriptedPage {
  const performed: PageAction[] = [];
  const given: PageFile[] = [];
  const pictures: ScreenshotOptions[] = [];
  const received: PageFile[] = [];
  let fresh: PageFile[] = [];
  let current = start;
  const view = (): View => {
    const found = views[current];
    if (found === undefined) throw new Error(`The scripted page has no view "${current}".`);
    return found;
  };
  const observe = (): Observation => {
    const { url, elements = [], question } = view();
    const lines = elements.map(({ ref, role, name }) => `[${ref}] ${role} ${JSON.stringify(name)}`);
    return {
      url,
      title: current,
      text: [`url ${JSON.stringify(url)}`, `title ${JSON.stringify(current)}`, ...lines].join('\n'),
      targets: new Map(elements.map(element => [element.ref, element])),
      tabs: [],
      ...(question === undefined ? {} : { question }),
      fingerprint: current,
      pictured: view().pictured ?? 0,
      ms: 1,
    };
  };
  const perform = (action: PageAction): Outcome => {
    performed.push(action);
    const key = 'ref' in action && action.ref !== undefined ? `${action.kind} ${action.ref}` : action.kind;
    const brought = view().brings?.[key];
    if (brought !== undefined) {
      received.push(brought);
      fresh.push(brought);
    }
    const next = view().on?.[key] ?? (action.kind === 'navigate' ? start : action.kind === 'fill' ? 'same' : undefined);
    if (next === undefined) return refusal('page.not-interactable', `${key} does nothing here.`);
    if (next === 'same') return { ok: true, effect: 'changed', url: view().url };
    if (next === 'crash') return refusal('page.crashed', 'The page crashed.');
    if (next === 'unanswered') return refusal('page.outcome-unknown', 'It was sent, and nobody answered.');
    if (next === 'none') return { ok: true, effect: 'none', url: view().url };
    current = next;
    return { ok: true, effect: 'navigated', url: view().url };
  };
  const excerpt = (key: string): Excerpt | undefined => {
    const target = view().more?.[key];
    if (target === undefined) return undefined;
    const { ref, role, name } = target;
    const text = `[${ref}] ${role} ${JSON.stringify(name)}`;
    return { ok: true, text, lines: 1, targets: new Map([[ref, target]]) };
  };
  return {
    performed,
    observe: async () => observe(),
    given,
    pictures,
    perform: async (action, _signal, files = []) => {
      given.push(...files);
      return perform(action);
    },
    screenshot: async options => {
      pictures.push(options);
      return { mediaType: 'image/jpeg', bytes: new Uint8Array([255, 216]) };
    },
    find: async text => excerpt(text) ?? { ok: true, text: '', lines: 0, targets: new Map() },
    expand: async fold => excerpt(fold) ?? refusal('page.ref-unknown', `There is no fold ${fold}.`),
    readFile: async name => {
      const file = received.find(one => one.name === name);
      if (file === undefined) return refusal('page.file-unknown', `There is no file ${name}.`);
      return { ok: true, url: view().url, title: name, markdown: new TextDecoder().decode(file.bytes), cut: false };
    },
    takeFiles: async () => {
      const taken = fresh;
      fresh = [];
      return taken;
    },
    locatorsOf: async () => undefined,
    readText: async () => ({ ok: true, url: view().url, title: current, markdown: view().markdown ?? '', cut: false }),
    valuesSentBy: async ref => view().sends?.(ref) ?? [],
    capture: async () => ({ html: '<html></html>', mhtml: undefined }),
    saveState: async () => ({
      ...{ v: 1, cookies: [], stores: [], notSaved: [] },
      tabs: [
        {
          ...{ url: view().url, title: current, active: true, sent: false, back: 0, opened: false },
          ...{ sessions: [], fields: [], scroll: [] },
        },
      ],
    }),
    restoreState: async state => {
      const { tabs, notSaved } = readPageState(state);
      const saved = tabs.find(tab => tab.active);
      current = Object.keys(views).find(name => views[name]?.url === saved?.url) ?? start;
      return notSaved;
    },
    bytesReceived: () => 0,
  };
}
