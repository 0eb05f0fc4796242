/** The frame of every page but the conversation: its heading, which takes the focus when one comes by a link, and its title in the tab. */

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useConsole } from '../../components/context.ts';
import { strings } from '../../strings.ts';

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
  const { router, pageTitle } = useConsole();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    pageTitle.value = title;
    document.title = `${title} · ${strings.product}`;
    if (router.arrivals.peek() > 0) heading.current?.focus({ preventScroll: true });
    return () => {
      pageTitle.value = undefined;
    };
  }, [title]);
  return (
    <main class="page" data-testid={testId}>
      <div class="page-column" data-narrow={narrow || undefined}>
        <header class="page-head">
          <div class="page-words">
            <h1 tabIndex={-1} ref={heading}>
              {title}
            </h1>
            {lead !== undefined && <p class="page-lead">{lead}</p>}
          </div>
          {actions !== undefined && <div class="page-actions">{actions}</div>}
        </header>
        {children}
      </div>
    </main>
  );
}
