/** What runs inside a page, in a world of its own: the page can neither see nor change it. Installed once a document; leaves no trace. */

import { boxesAround } from './character-boxes.ts';
import { isScrollBox, noteHost, openingOf, visitContainer } from './container.ts';
import { currentValue, describeControl, statesOf, wrongOf } from './describe.ts';
import { findLocated, isNumbered, standingOf, weightOf } from './find-located.ts';
import { elementWith, shownText, showsText } from './find-text.ts';
import { dateBehind, generatedBy, noteGenerating } from './generated.ts';
import { noteHovering } from './hover.ts';
import { isInteractive, noteDrawn, noteListening } from './interactive.ts';
import { isLasting, isSilentOn, lastingClasses, lastingName, typedIn } from './lasting.ts';
import { fieldLabelsOf, hostsOf, locatorsOf, testIdsOf, tried, wordsOf } from './locators.ts';
import { markdownOf } from './markdown.ts';
import { bringIntoView, holdScroll, markedBoxes, restoreScroll } from './marks.ts';
import { matchesOf, mayBeCalled, roleSelector } from './matches.ts';
import type { Memory } from './memory.ts';
import { accessibleName, iconOf, textOf } from './name.ts';
import { focused, personSpot } from './person-spot.ts';
import { guardPress, missedPress } from './press-guard.ts';
import { startPulse, untilQuiet } from './pulse.ts';
import { findElement, heirOf, insteadOf, keyOf, lostRef, refOf, shownLike } from './refs.ts';
import { roleOf } from './role.ts';
import { framePlace, noteHosts, rootAt, rootsIn } from './roots.ts';
import { containerName, containersOf, fitsScope, headingOf, itemKindOf, itemOf, partsOf } from './scopes.ts';
import { searchPage } from './search.ts';
import {
  anchorSelectors,
  atXpath,
  cssOf,
  ownSelectors,
  placeAmong,
  quoteCss,
  xpathName,
  xpathOf,
} from './selectors.ts';
import { isSensitive, looksLikeCard, secretSpots, secretsIn, spotBox } from './sensitive.ts';
import { gaugeOf, picturedShare, visitPicture, visitSpecial } from './special.ts';
import { beginSweep, endSweep, growSweep, hullOf, sweptBy } from './sweep.ts';
import { cellsOf, columnsOf, rowLine, tableLines } from './table.ts';
import { sendsOf, targetOf, valuesSentBy } from './target.ts';
import { childrenOf, hitAt, holds, isClobbered, parentOf, shadowOf, shownChildrenOf } from './tree.ts';
import { clipTo, flushText, isVisibleIn, newTrip, pushControl } from './trip.ts';
import {
  boxesOf,
  coveredBy,
  coverName,
  isDrawnByInsides,
  isHitOn,
  isInScrolled,
  isInView,
  isShown,
  pointsOf,
  showsWords,
} from './visibility.ts';
import { isSkipLink, mayShowInsides, visitInside, visitNode, walk } from './walk.ts';

/** One line of an observation, before anything is folded. */
export interface Line {
  readonly kind: 'open' | 'heading' | 'control' | 'row' | 'text' | 'picture';
  readonly indent: number;
  /** As it is shown; of `text` it is what the page says, without quotes and whole. */
  readonly text: string;
  /**
   * What is kept first when there is too much: 0 usable controls in view, structure, headings in view; 1 other things in view;
   * 2 headings and fields below; 3 controls below; 4 text below.
   */
  readonly rank: 0 | 1 | 2 | 3 | 4;
  /** The refs in the line. */
  readonly refs?: readonly string[];
  /** What the line leaves out and `find` should know: all options of a long list. */
  readonly more?: string;
  /** Where a child frame's lines go. */
  readonly frameRef?: string;
}

export interface PageTarget {
  readonly ref: string;
  readonly role: string;
  readonly name: string;
  readonly href?: string;
  readonly inputType?: string;
  readonly submits?: boolean;
  readonly downloads?: boolean;
  readonly sends?: {
    readonly method: 'get' | 'post' | 'dialog';
    readonly password?: boolean;
    readonly card?: boolean;
    readonly words?: boolean;
  };
}

export interface Walk {
  readonly lines: readonly Line[];
  readonly targets: readonly PageTarget[];
  readonly nextRef: number;
  readonly cut: boolean;
  readonly scroll: { readonly y: number; readonly height: number; readonly view: number };
  readonly title: string;
  /** The share of the view that is pictures: 0 to 1. */
  readonly pictured: number;
  /** When the document began, ms since the epoch: no two documents of a tab share it. */
  readonly document: number;
  /** How many elements may hide a closed shadow root and have not been asked about. */
  readonly hosts: number;
}

const functions = {
  keyOf,
  refOf,
  lostRef,
  findElement,
  insteadOf,
  heirOf,
  shownLike,
  accessibleName,
  iconOf,
  textOf,
  roleOf,
  isInteractive,
  noteListening,
  noteDrawn,
  noteHovering,
  noteGenerating,
  generatedBy,
  dateBehind,
  gaugeOf,
  shadowOf,
  childrenOf,
  shownChildrenOf,
  isClobbered,
  parentOf,
  hitAt,
  holds,
  isShown,
  isDrawnByInsides,
  isInScrolled,
  boxesOf,
  boxesAround,
  showsWords,
  isInView,
  coveredBy,
  coverName,
  pointsOf,
  isHitOn,
  currentValue,
  statesOf,
  wrongOf,
  describeControl,
  targetOf,
  sendsOf,
  valuesSentBy,
  newTrip,
  isVisibleIn,
  clipTo,
  flushText,
  pushControl,
  walk,
  visitNode,
  visitInside,
  mayShowInsides,
  isSkipLink,
  visitContainer,
  openingOf,
  isScrollBox,
  noteHost,
  visitSpecial,
  visitPicture,
  picturedShare,
  tableLines,
  cellsOf,
  columnsOf,
  rowLine,
  searchPage,
  showsText,
  shownText,
  elementWith,
  startPulse,
  untilQuiet,
  markdownOf,
  rootsIn,
  rootAt,
  noteHosts,
  framePlace,
  isLasting,
  lastingClasses,
  lastingName,
  typedIn,
  isSilentOn,
  quoteCss,
  ownSelectors,
  anchorSelectors,
  cssOf,
  placeAmong,
  xpathName,
  xpathOf,
  atXpath,
  itemKindOf,
  partsOf,
  itemOf,
  containersOf,
  containerName,
  headingOf,
  fitsScope,
  matchesOf,
  roleSelector,
  mayBeCalled,
  locatorsOf,
  hostsOf,
  testIdsOf,
  fieldLabelsOf,
  wordsOf,
  tried,
  findLocated,
  standingOf,
  weightOf,
  isNumbered,
  isSensitive,
  looksLikeCard,
  secretsIn,
  secretSpots,
  spotBox,
  beginSweep,
  growSweep,
  endSweep,
  sweptBy,
  hullOf,
  markedBoxes,
  bringIntoView,
  holdScroll,
  restoreScroll,
  personSpot,
  focused,
  guardPress,
  missedPress,
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
