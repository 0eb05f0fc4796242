/** The console's start: loads the configuration, sees who is there, follows the address bar, shows the page. */

import { effect, signal, untracked } from '@preact/signals';
import { render } from 'preact';
import { App, type Started } from './components/app.tsx';
import { type ConsoleConfig, fetchConfig } from './data/config.ts';
import { openRouter } from './routing/router.ts';
import { openConsole } from './state/console.ts';
import { findToken } from './state/find-token.ts';
import { keepFresh } from './state/keep-fresh.ts';
import { applySettings } from './state/settings.ts';

applySettings();

const started = signal<Started>('loading');
const router = openRouter();

async function start(): Promise<void> {
  started.value = 'loading';
  try {
    const config = await fetchConfig();
    const found = await findToken(config);
    // Coming back from the issuer changes the address without the browser saying so.
    router.follow();
    switch (found.kind) {
      case 'given':
        return await open({ ...config, token: found.token });
      case 'signed-in': {
        const { token, until } = found.credential;
        endAt(until, config);
        return await open({ ...config, token });
      }
      case 'none':
        started.value = { needs: 'sign-in', config, why: undefined };
        return;
      case 'refused':
        started.value = { needs: 'sign-in', config, why: { kind: 'refused', detail: found.why } };
        return;
      default:
        found satisfies never;
    }
  } catch {
    started.value = 'failed';
  }
}

async function open(config: ConsoleConfig): Promise<void> {
  const opened = openConsole(config, router);
  effect(() => {
    const route = router.route.value;
    if (route.page === 'conversation') untracked(() => opened.select(route.sessionId));
  });
  started.value = opened;
  await opened.loadSessions();
  keepFresh(() => opened.loadSessions());
}

/** The longest that a timer of the browser can be. */
const MAX_TIMER_MS = 2 ** 31 - 1;

function endAt(until: number, config: ConsoleConfig): void {
  const end = (): void => {
    started.value = { needs: 'sign-in', config, why: { kind: 'ended' } };
  };
  setTimeout(end, Math.min(MAX_TIMER_MS, until - Date.now()));
}

const root = document.getElementById('app');
if (root) render(<App started={started} retry={() => void start()} />, root);
void start();
