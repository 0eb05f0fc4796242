/** Keeps a scrolling box at its end while the person is there, and leaves it alone where they scrolled away. */

import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

const NEAR_PX = 80;

export interface Stick<E extends HTMLElement> {
  readonly box: RefObject<E | null>;
  readonly away: boolean;
  toEnd(): void;
}

export function useStickToEnd<E extends HTMLElement>(changed: unknown): Stick<E> {
  const box = useRef<E>(null);
  const atEnd = useRef(true);
  const [away, setAway] = useState(false);
  const toEnd = (): void => box.current?.scrollTo({ top: box.current.scrollHeight });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let lastTop = element.scrollTop;
    // Growth moves the end away and is no wish of the person's; only going up is.
    const look = (): void => {
      const isNear = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
      atEnd.current = isNear || (atEnd.current && element.scrollTop >= lastTop);
      lastTop = element.scrollTop;
      setAway(!atEnd.current);
    };
    element.addEventListener('scroll', look, { passive: true });
    // Content grows without a scroll event, for example when a task's steps arrive.
    const grown = new ResizeObserver(() => {
      if (atEnd.current) toEnd();
      else look();
    });
    grown.observe(element);
    for (const child of element.children) grown.observe(child);
    return () => {
      element.removeEventListener('scroll', look);
      grown.disconnect();
    };
  }, []);
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
  }, [changed]);
  return { box, away, toEnd };
}
