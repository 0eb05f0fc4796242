/** The shell: conversations at the left, the open one in the middle, and what the whole page has to say. */

import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Console } from '../state/console.ts';
import { strings } from '../strings.ts';
import { ConsoleContext } from './context.ts';
import { Conversation } from './conversation.tsx';
import { MenuIcon, PlusIcon } from './icons.tsx';
import { Notice } from './notice.tsx';
import { DRAWER_ID, Sidebar } from './sidebar.tsx';
import { Spinner } from './spinner.tsx';

interface AppProps {
  readonly started: ReadonlySignal<Console | 'loading' | 'failed'>;
  readonly retry: () => void;
}

export function App({ started, retry }: AppProps) {
  const console = started.value;
  if (console === 'loading') {
    return (
      <main class="centre">
        <Spinner label={strings.loading} />
      </main>
    );
  }
  if (console === 'failed') {
    return (
      <main class="centre">
        <Notice tone="bad" title={strings.configFailed} action={{ label: strings.retry, run: retry }}>
          <p>{strings.configHint}</p>
        </Notice>
      </main>
    );
  }
  return (
    <ConsoleContext.Provider value={console}>
      <Shell console={console} />
    </ConsoleContext.Provider>
  );
}

function Shell({ console }: { console: Console }) {
  const drawer = useSignal(false);
  const isOpen = drawer.value;
  const menu = useRef<HTMLButtonElement>(null);
  const session = console.open.value;
  const title = session?.view.value.title ?? '';
  useEffect(() => {
    document.title = title === '' ? strings.product : `${title} · ${strings.product}`;
  }, [title]);
  const close = (): void => {
    drawer.value = false;
  };
  useEffect(() => {
    if (!isOpen) return;
    document.getElementById(DRAWER_ID)?.querySelector('button')?.focus();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') drawer.value = false;
    };
    addEventListener('keydown', onKey);
    const opener = menu.current;
    return () => {
      removeEventListener('keydown', onKey);
      opener?.focus();
    };
  }, [isOpen]);
  return (
    <div class="shell" data-drawer={isOpen ? 'open' : 'closed'}>
      <Sidebar close={close} />
      <button
        type="button"
        class="scrim"
        tabIndex={-1}
        aria-label={strings.closeConversations}
        onClick={close}
        hidden={!isOpen}
      />
      <div class="main">
        <header class="topbar">
          <button
            type="button"
            class="icon-button"
            aria-label={strings.conversations}
            aria-expanded={isOpen}
            aria-controls={DRAWER_ID}
            ref={menu}
            onClick={() => {
              drawer.value = true;
            }}
          >
            <MenuIcon />
          </button>
          <span class="topbar-title">{title || strings.product}</span>
          <button
            type="button"
            class="icon-button"
            aria-label={strings.newConversation}
            onClick={() => console.select(undefined)}
          >
            <PlusIcon />
          </button>
        </header>
        <Conversation key={session?.sessionId ?? 'new'} session={session} />
      </div>
      <div class="visually-hidden" role="status" aria-live="polite" data-testid="announcer">
        {console.announcement.value}
      </div>
    </div>
  );
}
