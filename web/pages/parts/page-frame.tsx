/** The frame of every page but the conversation: its heading, what stands beside it, and the column. */

import type { ComponentChildren } from 'preact';
import { PageHeading } from '../../components/page-heading.tsx';

interface PageFrameProps {
  readonly title: string;
  readonly lead?: string;
  readonly testId: string;
  /** For what is read and set rather than compared: lines stay short. */
  readonly narrow?: boolean;
  /** Beside the heading. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function PageFrame({ title, lead, testId, narrow = false, actions, children }: PageFrameProps) {
  return (
    <main class="page" data-testid={testId}>
      <div class="page-column" data-narrow={narrow || undefined}>
        <header class="page-head">
          <div class="page-words">
            <PageHeading title={title} />
            {lead !== undefined && <p class="page-lead">{lead}</p>}
          </div>
          {actions !== undefined && <div class="page-actions">{actions}</div>}
        </header>
        {children}
      </div>
    </main>
  );
}
