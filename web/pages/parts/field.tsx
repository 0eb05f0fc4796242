/** One field of a form: its label, what is to be known before, and what is wrong with it. */

import type { ComponentChildren } from 'preact';

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly wrong?: string | undefined;
  readonly children: ComponentChildren;
}

export const hintId = (id: string): string => `${id}-hint`;

export function Field({ id, label, hint, wrong, children }: FieldProps) {
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      {children}
      <p class="field-hint" id={hintId(id)} data-wrong={wrong !== undefined || undefined}>
        {wrong ?? hint}
      </p>
    </div>
  );
}
