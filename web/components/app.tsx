/** The shell: conversations at the left, the open one in the middle, and what the whole page has to say. */

import type { ReadonlySignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Console } from '../state/console.ts';
import { strings } from '../strings.ts';
import { ConsoleContext } from './context.ts';
import { Conversation } from './conversation.tsx';
import { Notice } from './notice.tsx';
import { Sidebar } from './sidebar.tsx';
import { Spinner } from './spinner.tsx';
import { TopBar } from './top-bar.tsx';
import { useDrawer } from './use-drawer.ts';

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
  const drawer = useDrawer();
  const session = console.open.value;
  const title = session?.view.value.title ?? '';
  useEffect(() => {
    document.title = title === '' ? strings.product : `${title} · ${strings.product}`;
  }, [title]);
  return (
    <div class="shell" data-drawer={drawer.isOpen ? 'open' : 'closed'}>
      <Sidebar close={drawer.close} />
      <button
        type="button"
        class="scrim"
        tabIndex={-1}
        aria-label={strings.closeConversations}
        onClick={drawer.close}
        hidden={!drawer.isOpen}
      />
      <div class="main">
        <TopBar title={title || strings.product} drawer={drawer} startAnew={() => console.select(undefined)} />
        <Conversation key={session?.sessionId ?? 'new'} session={session} />
      </div>
      <div class="visually-hidden" role="status" aria-live="polite" data-testid="announcer">
        {console.announcement.value}
      </div>
    </div>
  );
}
