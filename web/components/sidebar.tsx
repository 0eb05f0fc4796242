/** The side of the page: the way to each page, the conversations, the connection. A drawer on a narrow screen. */

import { writeRoute } from '../routing/route.ts';
import { shellStrings } from '../strings/shell.ts';
import { strings } from '../strings.ts';
import { focusComposer } from './composer.tsx';
import { ConnectionLine } from './connection-line.tsx';
import { useConsole } from './context.ts';
import { CloseIcon, PlusIcon } from './icons.tsx';
import { NavLinks } from './nav-links.tsx';
import { SessionList } from './session-list.tsx';

export const DRAWER_ID = 'sidebar';
const toStart = writeRoute({ page: 'conversation', sessionId: undefined });

export function Sidebar({ close }: { close: () => void }) {
  const console = useConsole();
  const { model, offline } = console.config;
  const isNew = console.router.route.value.page === 'conversation' && console.open.value === undefined;
  return (
    <nav id={DRAWER_ID} class="sidebar" aria-label={shellStrings.mainNavigation}>
      <div class="sidebar-head">
        <a class="brand" href={toStart} onClick={close}>
          <span class="brand-mark" aria-hidden="true" />
          {strings.product}
        </a>
        <button type="button" class="icon-button sidebar-close" aria-label={shellStrings.closeMenu} onClick={close}>
          <CloseIcon />
        </button>
      </div>
      <a
        class="button button-new"
        href={toStart}
        aria-current={isNew ? 'page' : undefined}
        onClick={() => {
          close();
          if (isNew) focusComposer();
        }}
      >
        <PlusIcon />
        {strings.newConversation}
      </a>
      <NavLinks close={close} />
      <SessionList close={close} />
      <div class="sidebar-foot">
        <ConnectionLine />
        <span class="model-line" title={model}>
          {strings.model}: {offline ? strings.offlineTitle.toLowerCase() : model}
        </span>
      </div>
    </nav>
  );
}
