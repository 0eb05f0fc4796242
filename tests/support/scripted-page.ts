/** A page that is a small state machine: named views, and which action on which ref leads where. For the loop's tests only. */

import type { Observation, Page, PageAction } from '../../lib/agent/page.ts';
import type { Target } from '../../lib/domain/action.ts';
import { refusal } from '../../lib/domain/errors.ts';
import type { Outcome } from '../../lib/domain/events.ts';

export interface View {
  readonly url: string;
  readonly elements?: readonly Target[];
  readonly markdown?: string;
  /** From `click e1`, `press Enter` or `navigate` to the view it opens, or to `none` where nothing happens. */
  readonly on?: Readonly<Record<string, string>>;
}

export interface ScriptedPage extends Page {
  readonly performed: readonly PageAction[];
}

export function scriptPage(views: Readonly<Record<string, View>>, start: string): ScriptedPage {
  const performed: PageAction[] = [];
  let current = start;
  const view = (): View => {
    const found = views[current];
    if (found === undefined) throw new Error(`The scripted page has no view "${current}".`);
    return found;
  };
  const observe = (): Observation => {
    const { url, elements = [] } = view();
    const lines = elements.map(({ ref, role, name }) => `[${ref}] ${role} ${JSON.stringify(name)}`);
    return {
      url,
      title: current,
      text: [`url ${JSON.stringify(url)}`, `title ${JSON.stringify(current)}`, ...lines].join('\n'),
      targets: new Map(elements.map(element => [element.ref, element])),
      tabs: [],
      fingerprint: current,
      ms: 1,
    };
  };
  const perform = (action: PageAction): Outcome => {
    performed.push(action);
    const key = 'ref' in action && action.ref !== undefined ? `${action.kind} ${action.ref}` : action.kind;
    const next = view().on?.[key] ?? (action.kind === 'navigate' ? start : action.kind === 'fill' ? 'same' : undefined);
    if (next === undefined) return refusal('page.not-interactable', `${key} does nothing here.`);
    if (next === 'same') return { ok: true, effect: 'changed', url: view().url };
    if (next === 'none') return { ok: true, effect: 'none', url: view().url };
    current = next;
    return { ok: true, effect: 'navigated', url: view().url };
  };
  return {
    performed,
    observe: async () => observe(),
    perform: async action => perform(action),
    screenshot: async () => ({ mediaType: 'image/jpeg', bytes: new Uint8Array([255, 216]) }),
    readText: async () => ({ url: view().url, title: current, markdown: view().markdown ?? '', cut: false }),
    capture: async () => ({ html: '<html></html>', mhtml: undefined }),
    bytesReceived: () => 0,
  };
}
