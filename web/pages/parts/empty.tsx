/** Where there is nothing yet: what would be here, and how it comes to be. */

import type { ComponentChildren, ComponentType } from 'preact';

interface EmptyProps {
  readonly Icon: ComponentType;
  readonly title: string;
  readonly children: ComponentChildren;
}

export function Empty({ Icon, title, children }: EmptyProps) {
  return (
    <div class="empty" data-testid="empty">
      <span class="empty-icon">
        <Icon />
      </span>
      <h2>{title}</h2>
      {children}
    </div>
  );
}
