/** The console's start: loads the configuration, follows the address bar, shows the page. */

import { signal } from '@preact/signals';
import { render } from 'preact';
import { App } from './components/app.tsx';
import { fetchConfig } from './data/config.ts';
import { type Console, openConsole } from './state/console.ts';

const started = signal<Console | 'loading' | 'failed'>('loading');

async function start(): Promise<void> {
  started.value = 'loading';
  try {
    const opened = openConsole(await fetchConfig());
    const follow = (): void => opened.select(/^#\/(ses_\w+)$/.exec(location.hash)?.[1]);
    addEventListener('popstate', follow);
    addEventListener('hashchange', follow);
    follow();
    started.value = opened;
    await opened.loadSessions();
  } catch {
    started.value = 'failed';
  }
}

const root = document.getElementById('app');
if (root) render(<App started={started} retry={() => void start()} />, root);
void start();
