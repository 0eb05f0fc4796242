/** Chooses options by their labels, in a native select or in a list that the page draws, and looks at the end whether they stayed chosen. */

import type { Page } from 'puppeteer-core';
import { refusal } from '../../domain/errors.ts';
import { within } from '../deadline.ts';
import type { Found } from '../realm.ts';
import { quote, type Said } from './acted.ts';
import { chooseDrawn } from './choose-drawn.ts';
import { chooseNative, nativeShows } from './choose-native.ts';
import { unknownOption } from './unknown-option.ts';

const SELECT_MS = 6_000;

export async function selectOptions(page: Page, element: Found, wanted: readonly string[]): Promise<Said> {
  const native = await within(SELECT_MS, 'the list', element.evaluate(chooseNative, [...wanted]));
  switch (native.kind) {
    case 'not-native':
      return chooseDrawn(page, element, wanted);
    case 'unknown':
      return unknownOption(native.missing, native.options);
    case 'disabled':
      return refusal(
        'page.not-interactable',
        native.label === '' ? 'The list is disabled.' : `The option ${quote(native.label)} is disabled.`,
      );
    case 'one-only':
      return refusal('page.not-interactable', 'The list takes one option only.');
    case 'chosen': {
      if (!native.isChanged) return { changed: false, untouched: true, note: 'it is chosen already' };
      const after = async (): Promise<string | undefined> => {
        const now = await within(SELECT_MS, 'the list', element.evaluate(nativeShows));
        if (now === undefined || now.join() === native.labels.join()) return undefined;
        return `the page chose ${now.map(one => quote(one)).join(', ') || 'nothing'} instead`;
      };
      return { changed: true, after };
    }
    default:
      return native satisfies never;
  }
}
