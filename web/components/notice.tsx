/** A calm box that says what went wrong or what to know, with one thing to do about it. */

import type { ComponentChildren } from 'preact';

interface NoticeProps {
  readonly tone: 'info' | 'warn' | 'bad';
  readonly title: string;
  readonly children?: ComponentChildren;
  readonly action?: { readonly label: string; readonly run: () => void };
}

export function Notice({ tone, title, children, action }: NoticeProps) {
  return (
    <div class={`notice notice-${tone}`} role={tone === 'bad' ? 'alert' : 'note'}>
      <div class="notice-words">
        <strong>{title}</strong>
        {children}
      </div>
      {action && (
        <button type="button" class="button button-small" onClick={action.run}>
          {action.label}
        </button>
      )}
    </div>
  );
}
