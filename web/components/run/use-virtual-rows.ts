/** A long list of which only what is in view is drawn, held at its end while the person is there. Knows nothing of the rows. */

import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import { rowsToDraw } from '../../state/rows-to-draw.ts';

export type Rows = Virtualizer<HTMLElement, HTMLElement>;

interface RowsOptions {
  readonly count: number;
  readonly box: RefObject<HTMLElement | null>;
  readonly keyOf: (index: number) => number;
  /** Stays drawn wherever the list is scrolled. */
  readonly kept: number | undefined;
}

const ESTIMATED_PX = 120;
/** From here on the person is at the end. */
const NEAR_END_PX = 80;

export function useVirtualRows({ count, box, keyOf, kept }: RowsOptions): Rows {
  const [, redraw] = useReducer((drawn: number, _: undefined) => drawn + 1, 0);
  const keptRow = useRef(kept);
  keptRow.current = kept;
  const options: VirtualizerOptions<HTMLElement, HTMLElement> = {
    count,
    getScrollElement: () => box.current,
    estimateSize: () => ESTIMATED_PX,
    getItemKey: keyOf,
    overscan: 4,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: NEAR_END_PX,
    observeElementRect: (instance, tell) =>
      observeElementRect(instance, rect => {
        const wasAtEnd = instance.isAtEnd(NEAR_END_PX);
        tell(rect);
        // A box that gets smaller would leave the end out of sight.
        if (wasAtEnd) instance.scrollToEnd();
      }),
    observeElementOffset,
    scrollToFn: elementScroll,
    rangeExtractor: range => rowsToDraw(range, keptRow.current),
    onChange: () => redraw(undefined),
  };
  const [rows] = useState(() => new Virtualizer(options));
  rows.setOptions(options);
  useLayoutEffect(() => rows._didMount(), []);
  useLayoutEffect(() => rows._willUpdate());
  return rows;
}
