/** The way to each page, with the one that is open marked, and how many tasks wait for the person. */

import type { ComponentType } from 'preact';
import type { PageName } from '../routing/route.ts';
import { pageWords, shellStrings } from '../strings/shell.ts';
import { useConsole } from './context.ts';
import { KeysIcon, SecretsIcon, SettingsIcon, TasksIcon, UsageIcon } from './nav-icons.tsx';

const links: readonly { readonly page: PageName; readonly Icon: ComponentType }[] = [
  { page: 'tasks', Icon: TasksIcon },
  { page: 'secrets', Icon: SecretsIcon },
  { page: 'keys', Icon: KeysIcon },
  { page: 'usage', Icon: UsageIcon },
  { page: 'settings', Icon: SettingsIcon },
];

export function NavLinks({ close }: { readonly close: () => void }) {
  const { router, attention } = useConsole();
  const here = router.route.value.page;
  const waiting = attention.waiting.value.length;
  return (
    <ul class="nav-links">
      {links.map(({ page, Icon }) => (
        <li key={page}>
          <a
            href={`#/${page}`}
            class="nav-link"
            aria-current={here === page ? 'page' : here === 'task' && page === 'tasks' ? 'true' : undefined}
            onClick={close}
          >
            <Icon />
            {pageWords[page]}
            {page === 'tasks' && waiting > 0 && (
              <span class="nav-count" title={shellStrings.waiting(waiting)}>
                <span aria-hidden="true">{waiting}</span>
                <span class="visually-hidden">{shellStrings.waiting(waiting)}</span>
              </span>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}
