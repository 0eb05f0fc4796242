/** The shell: navigation and conversations at the left, the current page beside them, and what the whole page has to say. */

import type { ReadonlySignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { SignInProps } from '../pages/sign-in/sign-in-page.tsx';
import { CurrentPage } from '../routing/current-page.tsx';
import { lazyPage } from '../routing/lazy-page.tsx';
import type { Console } from '../state/console.ts';
import { shellStrings } from '../strings/shell.ts';
import { strings } from '../strings.ts';
import { ConsoleContext } from './context.ts';
import { Notice } from './notice.tsx';
import { Sidebar } from './sidebar.tsx';
import { Spinner } from './spinner.tsx';
import { TopBar } from './top-bar.tsx';
import { useDrawer } from './use-drawer.ts';

/** What the page is, from its first moment on. */
export type Started =
  | Console
  | 'loading'
  | 'failed'
  | ({ readonly needs: 'sign-in' } & Pick<SignInProps, 'config' | 'why'>);

const SignInPage = lazyPage(async () => (await import('../pages/sign-in/sign-in-page.tsx')).SignInPage);

interface AppProps {
  readonly started: ReadonlySignal<Started>;
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
  if ('needs' in console) return <SignInPage config={console.config} why={console.why} enter={retry} />;
  return (
    <ConsoleContext.Provider value={console}>
      <Shell console={console} />
    </ConsoleContext.Provider>
  );
}

function Shell({ console }: { console: Console }) {
  const drawer = useDrawer();
  const isConversation = console.router.route.value.page === 'conversation';
  const said = (isConversation ? console.open.value?.view.value.title : console.pageTitle.value) ?? '';
  useEffect(() => {
    if (isConversation) document.title = said === '' ? strings.product : `${said} · ${strings.product}`;
  }, [said, isConversation]);
  return (
    <div class="shell" data-drawer={drawer.isOpen ? 'open' : 'closed'}>
      <button type="button" class="button skip" onClick={focusMain}>
        {shellStrings.skip}
      </button>
      <Sidebar close={drawer.close} />
      <button
        type="button"
        class="scrim"
        tabIndex={-1}
        aria-label={shellStrings.closeMenu}
        onClick={drawer.close}
        hidden={!drawer.isOpen}
      />
      <div class="main" inert={drawer.isOpen}>
        <TopBar title={said || strings.product} drawer={drawer} />
        <CurrentPage />
      </div>
      <div class="visually-hidden" role="status" aria-live="polite" data-testid="announcer">
        {console.announcement.value}
      </div>
    </div>
  );
}

/** A button and no link: an address with `#main` would be another page. */
function focusMain(): void {
  const main = document.querySelector<HTMLElement>('main');
  if (main === null) return;
  main.tabIndex = -1;
  main.focus();
}
