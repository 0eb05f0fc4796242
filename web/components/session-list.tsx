/** The conversations, newest first, with what each is waiting for; those whose title has the words one looks for. */

import { useSignal } from '@preact/signals';
import type { SessionRow } from '../data/api.ts';
import { formatShort } from '../state/dates.ts';
import { hasWords } from '../state/has-words.ts';
import { now } from '../state/now.ts';
import { shellStrings } from '../strings/shell.ts';
import { sessionStatusWords, strings } from '../strings.ts';
import { useConsole } from './context.ts';
import { SearchIcon } from './nav-icons.tsx';
import { Notice } from './notice.tsx';

export function SessionList({ close }: { readonly close: () => void }) {
  const console = useConsole();
  const words = useSignal('');
  const rows = console.sessions.value;
  return (
    <section class="sidebar-sessions" aria-labelledby="sessions-heading">
      <h2 id="sessions-heading" class="sidebar-heading">
        {strings.conversations}
      </h2>
      <label class="search search-sessions">
        <SearchIcon />
        <input
          type="search"
          aria-label={shellStrings.searchConversations}
          placeholder={shellStrings.searchConversations}
          value={words.value}
          disabled={rows === undefined || rows.length === 0}
          onInput={event => {
            words.value = event.currentTarget.value;
          }}
        />
      </label>
      <Rows close={close} words={words.value} />
    </section>
  );
}

function Rows({ close, words }: { readonly close: () => void; readonly words: string }) {
  const console = useConsole();
  const rows = console.sessions.value;
  if (console.sessionsFailed.value && rows === undefined) {
    const action = { label: strings.retry, run: () => void console.loadSessions() };
    return <Notice tone="bad" title={strings.sessionsFailed} action={action} />;
  }
  if (rows === undefined) return <SkeletonRows />;
  if (rows.length === 0) return <p class="sidebar-empty">{strings.noConversations}</p>;
  const open = console.open.value;
  const titleOf = (row: SessionRow): string =>
    row.title || (row.sessionId === open?.sessionId && open.view.value.title) || strings.untitled;
  const found = rows.filter(row => hasWords(titleOf(row), words));
  const hasOlder = console.olderSessions.value !== undefined;
  return (
    <ul class="sessions" data-testid="sessions">
      {found.map(row => (
        <SessionLink key={row.sessionId} row={row} title={titleOf(row)} close={close} />
      ))}
      {found.length === 0 && (
        <li class="sidebar-empty" role="status">
          {hasOlder ? shellStrings.noMatchLoaded : shellStrings.noMatch}
        </li>
      )}
      {hasOlder && (
        <li>
          <OlderButton label={words === '' ? strings.loadMore : shellStrings.searchOlder} />
        </li>
      )}
    </ul>
  );
}

interface SessionLinkProps {
  readonly row: SessionRow;
  readonly title: string;
  readonly close: () => void;
}

function SessionLink({ row, title, close }: SessionLinkProps) {
  const { open, router } = useConsole();
  const isOpen = row.sessionId === open.value?.sessionId;
  const isHere = isOpen && router.route.value.page === 'conversation';
  const status = (isOpen ? open.value?.view.value.status : undefined) ?? row.status;
  return (
    <li>
      <a
        href={`#/${row.sessionId}`}
        class="session-link"
        aria-current={isHere ? 'page' : undefined}
        data-status={status}
        onClick={close}
      >
        <span class="session-title">{title}</span>
        <span class="session-meta">
          <span class="session-status">{sessionStatusWords[status]}</span>
          <time dateTime={row.updatedAt}>{formatShort(row.updatedAt, now.value)}</time>
        </span>
      </a>
    </li>
  );
}

function OlderButton({ label }: { readonly label: string }) {
  const console = useConsole();
  const busy = useSignal(false);
  const load = async (): Promise<void> => {
    busy.value = true;
    await console.loadSessions('older');
    busy.value = false;
  };
  return (
    <button type="button" class="button button-quiet" disabled={busy.value} onClick={() => void load()}>
      {busy.value ? shellStrings.searching : label}
    </button>
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
