/** What the ground truth needs in a page's own world. Shares nothing with the product's walk, so that it can find the walk's mistakes. */

import { isNativeControl, isTabStop, kindOf, listensToClicks, showsHand } from './kinds.ts';
import { matchOf, partnersOf, refInside, within } from './match.ts';
import { couldBeSeen, isCutOff, isTransparent } from './sight.ts';
import { boxOf, gridOf, hrefOf, innerCorner, tellTruth, wordsOf } from './tell-truth.ts';
import { childrenOf, elementAt, parentOf, rootOf } from './tree.ts';
import { areaOf, fieldOf, isBackdrop, usableOn, usedBy } from './usable.ts';

const functions = {
  kindOf,
  isNativeControl,
  listensToClicks,
  isTabStop,
  showsHand,
  rootOf,
  parentOf,
  childrenOf,
  elementAt,
  couldBeSeen,
  isTransparent,
  isCutOff,
  usableOn,
  isBackdrop,
  usedBy,
  fieldOf,
  areaOf,
  matchOf,
  partnersOf,
  refInside,
  within,
  tellTruth,
  gridOf,
  innerCorner,
  hrefOf,
  boxOf,
  wordsOf,
};

export type InBench = typeof functions & {
  readonly closed: WeakMap<Element, ShadowRoot>;
  /** Which element each ref of the look means. */
  readonly refs: Map<Element, string>;
  frames: Element[];
};

/** Before any script of the page: so that closed shadow roots can be hit-tested too. They stay closed to the page. */
export const watchRoots = `(() => {
  const closed = new WeakMap();
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init);
    closed.set(this, root);
    return root;
  };
  globalThis.errandBench = { closed, refs: new Map(), frames: [] };
})()`;

export const installBench = `globalThis.errandBench ??= { closed: new WeakMap(), refs: new Map(), frames: [] };
Object.assign(errandBench, { ${Object.entries(functions)
  .map(([name, fn]) => `${name}: ${fn.toString()}`)
  .join(',\n')} });`;
