/** One conversation from top to bottom, its end in view, with the composer below. */

import type { OpenSession } from '../state/open-session.ts';
import type { Entry } from '../state/session-view.ts';
import { strings } from '../strings.ts';
import { Composer } from './composer.tsx';
import { ConnectionLine } from './connection-line.tsx';
import { FaultNotice } from './fault-notice.tsx';
import { DownIcon } from './icons.tsx';
import { MessageBubble } from './message-bubble.tsx';
import { Notice } from './notice.tsx';
import { ProposalCard } from './proposal-card.tsx';
import { ResultCard } from './result-card.tsx';
import { RunPanel } from './run-panel.tsx';
import { Spinner } from './spinner.tsx';
import { useStickToEnd } from './stick-to-end.ts';
import { Welcome } from './welcome.tsx';

export function Conversation({ session }: { session: OpenSession | undefined }) {
  const stick = useStickToEnd<HTMLElement>(session?.view.value.entries.length);
  return (
    <>
      <main class="scroll" ref={stick.box} aria-label={session?.view.value.title || strings.newConversation}>
        {session && (
          <h1 class="visually-hidden" tabIndex={-1}>
            {session.view.value.title || strings.untitled}
          </h1>
        )}
        <div class="column">
          {session ? <Entries session={session} /> : <Welcome />}
          <FaultNotice />
        </div>
      </main>
      <div class="dock">
        {stick.away && session && (
          <button type="button" class="button to-end" onClick={stick.toEnd}>
            <DownIcon />
            {strings.toLatest}
          </button>
        )}
        <Composer session={session} />
        <ConnectionLine />
      </div>
    </>
  );
}

function Entries({ session }: { session: OpenSession }) {
  const { entries, taskIds } = session.view.value;
  const pending = session.pending.value;
  const state = session.followed.state.value;
  if (state === 'loading' && entries.length === 0 && pending === undefined) return <Spinner label={strings.loading} />;
  if (state === 'failed' && entries.length === 0) {
    const action = { label: strings.retry, run: () => void session.followed.refresh() };
    return <Notice tone="bad" title={strings.sessionFailed} action={action} />;
  }
  const lastSaid = entries.findLast(entry => entry.kind === 'message' && entry.message.role === 'user');
  const arrived = lastSaid?.kind === 'message' && lastSaid.message.text === pending;
  return (
    <>
      {entries.map(entry => (
        <EntryView key={entry.key} entry={entry} session={session} isNewest={entry.key === taskIds.at(-1)} />
      ))}
      {pending !== undefined && !arrived && <MessageBubble from="user" text={pending} />}
      {pending !== undefined && <Spinner label={strings.thinking} />}
    </>
  );
}

interface EntryProps {
  readonly entry: Entry;
  readonly session: OpenSession;
  readonly isNewest: boolean;
}

function EntryView({ entry, session, isNewest }: EntryProps) {
  switch (entry.kind) {
    case 'message':
      return <MessageBubble from={entry.message.role} text={entry.message.text} />;
    case 'proposal':
      return <ProposalCard proposal={entry.proposal} status={entry.status} session={session} />;
    case 'task':
      return <RunPanel consent={entry.consent} proposal={entry.proposal} session={session} isNewest={isNewest} />;
    case 'report':
      return <ResultCard taskId={entry.taskId} message={entry.message} session={session} />;
    default:
      return entry satisfies never;
  }
}
