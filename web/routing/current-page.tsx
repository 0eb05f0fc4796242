/** The page that the address names. All but the conversation come as chunks of their own. */

import { useEffect } from 'preact/hooks';
import { focusComposer } from '../components/composer.tsx';
import { useConsole } from '../components/context.ts';
import { Conversation } from '../components/conversation.tsx';
import { NotFoundPage } from '../pages/not-found-page.tsx';
import { lazyPage } from './lazy-page.tsx';

const RunPage = lazyPage(async () => (await import('../components/run-page.tsx')).RunPage);
const TasksPage = lazyPage(async () => (await import('../pages/tasks/tasks-page.tsx')).TasksPage);
const SecretsPage = lazyPage(async () => (await import('../pages/secrets/secrets-page.tsx')).SecretsPage);
const KeysPage = lazyPage(async () => (await import('../pages/keys/keys-page.tsx')).KeysPage);
const UsagePage = lazyPage(async () => (await import('../pages/usage/usage-page.tsx')).UsagePage);
const SettingsPage = lazyPage(async () => (await import('../pages/settings/settings-page.tsx')).SettingsPage);

export function CurrentPage() {
  const { router, open } = useConsole();
  const route = router.route.value;
  const arrivals = router.arrivals.value;
  const isConversation = route.page === 'conversation';
  useEffect(() => {
    // Pages take the focus to their heading themselves, once they are there.
    if (arrivals === 0 || !isConversation) return;
    if (route.sessionId === undefined) focusComposer();
    else document.querySelector<HTMLElement>('main h1')?.focus();
  }, [arrivals]);
  switch (route.page) {
    case 'conversation': {
      const session = open.value;
      return <Conversation key={session?.sessionId ?? 'new'} session={session} />;
    }
    case 'task':
      return <RunPage key={route.taskId} taskId={route.taskId} />;
    case 'tasks':
      return <TasksPage query={route.query} />;
    case 'secrets':
      return <SecretsPage />;
    case 'keys':
      return <KeysPage />;
    case 'usage':
      return <UsagePage query={route.query} />;
    case 'settings':
      return <SettingsPage />;
    case 'unknown':
      return <NotFoundPage address={route.address} />;
    default:
      return route satisfies never;
  }
}
