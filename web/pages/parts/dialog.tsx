/** A dialog over the page: the focus goes in, stays in, and comes back; Escape closes it. */

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { CloseIcon } from '../../components/icons.tsx';
import { shellStrings } from '../../strings/shell.ts';

interface DialogProps {
  readonly title: string;
  readonly close: () => void;
  readonly children: ComponentChildren;
  /** Escape and the cross are taken away where closing would lose what is shown only once. */
  readonly mustDecide?: boolean;
}

const TITLE_ID = 'dialog-title';

export function Dialog({ title, close, children, mustDecide = false }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      class="dialog"
      ref={box}
      aria-labelledby={TITLE_ID}
      onCancel={event => {
        event.preventDefault();
        if (!mustDecide) close();
      }}
    >
      <header class="dialog-head">
        <h2 id={TITLE_ID}>{title}</h2>
        {!mustDecide && (
          <button type="button" class="icon-button" aria-label={shellStrings.close} onClick={close}>
            <CloseIcon />
          </button>
        )}
      </header>
      {children}
    </dialog>
  );
}
