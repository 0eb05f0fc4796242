/** A scripted page with a till: a plain button, one that pays, one that saves, and what they would send. For errands of the worker's tests. */

import type { ScriptEntry } from './scripted-model.ts';
import type { View } from './scripted-page.ts';

export const till: Record<string, View> = {
  home: {
    url: 'https://shop.test/till',
    elements: [
      { ref: 'e1', role: 'button', name: 'More' },
      { ref: 'e2', role: 'button', name: 'Place order' },
      { ref: 'e3', role: 'button', name: 'Save', submits: true, inputType: 'submit' },
    ],
    sends: () => [{ label: 'Name', value: 'Mira' }],
    on: { 'click e1': 'same', 'click e2': 'same', 'click e3': 'same' },
  },
};

export const tillVerbs = ['read', 'navigate', 'input', 'submit', 'pay'] as const;

export const finishOrder: ScriptEntry = {
  calls: [{ name: 'finish', args: { outcome: 'done', summary: 'The order is placed.', evidence: [] } }],
};

export const click = (...refs: string[]): ScriptEntry => ({
  text: `I click ${refs.join(' and ')}.`,
  calls: refs.map(ref => ({ name: 'click', args: { ref } })),
});
