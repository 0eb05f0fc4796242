/** The list of conversations, newest first, with what each is waiting for. A drawer on a narrow screen. */

import { formatWhen } from '../state/format.ts';
import { now } from '../state/now.ts';
import { sessionStatusWords, strings } from '../strings.ts';
import { ConnectionLine } from './connection-line.tsx';
import { useConsole } from './context.ts';
import { CloseIcon, PlusIcon } from './icons.tsx';
import { Notice } from './notice.tsx';

export const DRAWER_ID = 'conversations';

export function Sidebar({ close }: { close: () => void }) {
  const console = useConsole();
  const { model, offline } = console.config;
  return (
    <nav id={DRAWER_ID} class="sidebar" aria-label={strings.conversations}>
      <div class="sidebar-head">
        <span class="brand">
          <span class="brand-mark" aria-hidden="true" />
          {strings.product}
        </span>
        <button type="button" class="icon-button sidebar-close" aria-label={strings.closeConversations} onClick={close}>
          <CloseIcon />
        </button>
      </div>
      <button
        type="button"
        class="button button-new"
        onClick={() => {
          console.select(undefined);
          close();
        }}
      >
        <PlusIcon />
        {strings.newConversation}
      </button>
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

function SessionList({ close }: { close: () => void }) {
  const console = useConsole();
  const rows = console.sessions.value;
  if (console.sessionsFailed.value && rows === undefined) {
    const action = { label: strings.retry, run: () => void console.loadSessions() };
    return <Notice tone="bad" title={strings.sessionsFailed} action={action} />;
  }
  if (rows === undefined) return <SkeletonRows />;
  if (rows.length === 0) return <p class="sidebar-empty">{strings.noConversations}</p>;
  const open = console.open.value;
  return (
    <ul class="sessions">
      {rows.map(row => {
        const isOpen = row.sessionId === open?.sessionId;
        const status = isOpen ? open.view.value.status : row.status;
        return (
          <li key={row.sessionId}>
            <a
              href={`#/${row.sessionId}`}
              class="session-link"
              aria-current={isOpen ? 'page' : undefined}
              data-status={status}
              onClick={close}
            >
              <span class="session-title">{row.title || (isOpen && open.view.value.title) || strings.untitled}</span>
              <span class="session-meta">
                <span class="session-status">{sessionStatusWords[status]}</span>
                <time dateTime={row.updatedAt}>{formatWhen(row.updatedAt, now.value)}</time>
              </span>
            </a>
          </li>
        );
      })}
      {console.olderSessions.value !== undefined && (
        <li>
          <button type="button" class="button button-quiet" onClick={() => void console.loadSessions('older')}>
            {strings.loadMore}
          </button>
        </li>
      )}
    </ul>
  );
}

function SkeletonRows() {
  return (
    <div class="skeletons" role="status" aria-label={strings.loading}>
      <span />
      <span />
      <span />
    </div>
  );
}
