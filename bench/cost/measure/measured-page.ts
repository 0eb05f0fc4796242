/** The page and the script of the errand that is measured: as large as a median page, and as many steps as are asked for. */

import type { Page } from '../../../lib/agent/page.ts';
import type { Contact } from '../../../lib/browser/egress/ledger.ts';
import type { LivePage } from '../../../lib/browser/live-page.ts';
import { type ScriptEntry, scriptModel } from '../../../tests/support/scripted-model.ts';
import { scriptPage } from '../../../tests/support/scripted-page.ts';

export const MEASURED_SITE = 'rivers.example.com';

export interface Script {
  readonly steps: number;
  /** How often the person is asked something and is waited for. */
  readonly waits: number;
  readonly screenshots: number;
}

/** Bytes that its observations have. */
const PAGE_BYTES = 7_500;
const LINE = 'An entry of the list as the page shows it, row';

/** Controls enough that no step repeats another. */
export function measuredPage({ screenshots }: Pick<Script, 'screenshots'>): Page {
  const count = Math.floor(PAGE_BYTES / (LINE.length + 22));
  const elements = Array.from({ length: count }, (_, index) => ({
    ref: `e${index + 1}`,
    role: 'button',
    name: `${LINE} ${index + 1}`,
  }));
  const on = Object.fromEntries(elements.map(({ ref }) => [`click ${ref}`, 'same']));
  const page = scriptPage({ list: { url: `https://${MEASURED_SITE}/`, elements, on } }, 'list');
  return {
    ...page,
    capture: async () => ({ html: '<html></html>', mhtml: 'MIME-Version: 1.0' }),
    screenshot: async options => {
      if (screenshots === 0) throw new Error('No pictures in this errand.');
      return page.screenshot(options);
    },
  };
}

/** One new host a look, as pages bring them. */
export function growingContacts(page: Page): { readonly page: Page; readonly contacts: () => readonly Contact[] } {
  const contacts: Contact[] = [];
  const perform: Page['perform'] = async (action, signal, files) => {
    contacts.push({ host: `part-${contacts.length}.${MEASURED_SITE}:443`, outcome: 'reached' });
    return page.perform(action, signal, files);
  };
  return { page: { ...page, perform }, contacts: () => contacts };
}

/** Always the same picture: whoever watches is sent it once, and asked for as often as any. */
export const measuredLive: LivePage = {
  frame: async () => ({ url: `https://${MEASURED_SITE}/`, title: 'Rivers', width: 800, height: 600, image: '/9j/' }),
  hands: () => {
    throw new Error('Nobody takes this page over.');
  },
};

/** Clicks, one extraction in between, the questions in the middle, and the end. */
export function measuredScript({ steps, waits }: Script): ScriptEntry[] {
  const acting = steps - waits - 1;
  const clicks: ScriptEntry[][] = Array.from({ length: acting - 1 }, (_, index) => [
    { text: 'I open the next row.', calls: [{ name: 'click', args: { ref: `e${index + 1}` } }] },
  ]);
  const questions: ScriptEntry[][] = Array.from({ length: waits }, () => [
    { calls: [{ name: 'ask', args: { question: 'Which of the two?' } }] },
  ]);
  const extraction: ScriptEntry[] = [
    { calls: [{ name: 'extract', args: { instruction: 'the rows', name: 'Rivers' } }] },
    { purpose: 'extract', text: '{"rows":[{"name":"Rhine","length":"1233 km"},{"name":"Elbe","length":"1094 km"}]}' },
  ];
  const half = Math.floor(clicks.length / 2);
  const finish: ScriptEntry[] = [
    {
      calls: [{ name: 'finish', args: { outcome: 'done', summary: 'Two rivers, with their lengths.', evidence: [] } }],
    },
  ];
  return [clicks.slice(0, half), questions, clicks.slice(half), [extraction], [finish]].flat(2);
}

export const measuredModel = (script: Script) => scriptModel(measuredScript(script));
