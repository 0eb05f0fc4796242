/** The drawer of conversations on narrow screens: the focus goes in, Escape closes it, and the focus comes back. */

import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { DRAWER_ID } from './sidebar.tsx';

export interface Drawer {
  readonly isOpen: boolean;
  /** The button that opens it. */
  readonly opener: RefObject<HTMLButtonElement | null>;
  readonly open: () => void;
  readonly close: () => void;
}

export function useDrawer(): Drawer {
  const drawer = useSignal(false);
  const isOpen = drawer.value;
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    document.getElementById(DRAWER_ID)?.querySelector('button')?.focus();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') drawer.value = false;
    };
    addEventListener('keydown', onKey);
    const button = opener.current;
    return () => {
      removeEventListener('keydown', onKey);
      button?.focus();
    };
  }, [isOpen]);
  return {
    isOpen,
    opener,
    open: () => {
      drawer.value = true;
    },
    close: () => {
      drawer.value = false;
    },
  };
}
