/** What runs inside a page, in a world of its own: the page can neither see nor change it. Installed once a document; leaves no trace. */

import * as aim from './aim.ts';
import * as bring from './bring.ts';
import * as characterBoxes from './character-boxes.ts';
import * as container from './container.ts';
import * as describe from './describe.ts';
import * as findLocated from './find-located.ts';
import * as findText from './find-text.ts';
import * as generated from './generated.ts';
import * as hover from './hover.ts';
import * as interactive from './interactive.ts';
import * as keyGuard from './key-guard.ts';
import * as lasting from './lasting.ts';
import * as locators from './locators.ts';
import * as markdown from './markdown.ts';
import * as marks from './marks.ts';
import * as matches from './matches.ts';
import type { Memory } from './memory.ts';
import * as name from './name.ts';
import * as personSpot from './person-spot.ts';
import * as pressGuard from './press-guard.ts';
import * as pulse from './pulse.ts';
import * as refs from './refs.ts';
import * as role from './role.ts';
import * as roots from './roots.ts';
import * as scopes from './scopes.ts';
import * as search from './search.ts';
import * as selectors from './selectors.ts';
import * as sensitive from './sensitive.ts';
import * as special from './special.ts';
import * as sweep from './sweep.ts';
import * as table from './table.ts';
import * as target from './target.ts';
import * as tree from './tree.ts';
import * as trip from './trip.ts';
import * as visibility from './visibility.ts';
import * as walk from './walk.ts';

/** What these files export is functions alone, and each name is there once. */
const functions = {
  ...aim,
  ...bring,
  ...characterBoxes,
  ...container,
  ...describe,
  ...findLocated,
  ...findText,
  ...generated,
  ...hover,
  ...interactive,
  ...keyGuard,
  ...lasting,
  ...locators,
  ...markdown,
  ...marks,
  ...matches,
  ...name,
  ...personSpot,
  ...pressGuard,
  ...pulse,
  ...refs,
  ...role,
  ...roots,
  ...scopes,
  ...search,
  ...selectors,
  ...sensitive,
  ...special,
  ...sweep,
  ...table,
  ...target,
  ...tree,
  ...trip,
  ...visibility,
  ...walk,
};

export type InPage = typeof functions & { memory: Memory };

/** The functions find each other through `errand`, so each can stand in a file of its own and survive bundling. */
export const installScript = `(() => {
  if (globalThis.errand) return;
  globalThis.errand = {
    memory: {
      refs: new WeakMap(), elements: new Map(), given: new Map(), closed: new WeakMap(), listened: new WeakSet(), hearers: new Set(),
      asked: new WeakSet(), hovering: new WeakSet(), hoverSelectors: [], generating: [], sheets: -1, hosts: [], nextRef: 1, prefix: ''
    },
    ${Object.entries(functions)
      .map(([name, fn]) => `${name}: ${fn.toString()}`)
      .join(',\n')}
  };
})()`;
