/** The owner's API keys: make one, see what each may do, end one; and what happened to them. */

import { useSignal } from '@preact/signals';
import type { ApiKey } from '../../../lib/domain/api-key.ts';
import { useConsole } from '../../components/context.ts';
import { PlusIcon } from '../../components/icons.tsx';
import { KeysIcon } from '../../components/nav-icons.tsx';
import { isGood } from '../../state/key-end.ts';
import { loadedFrom } from '../../state/loaded.ts';
import { now } from '../../state/now.ts';
import { keyStrings } from '../../strings/keys.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Empty } from '../parts/empty.tsx';
import { LoadState } from '../parts/load-state.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { perConsole } from '../parts/per-console.ts';
import { QUIET_MS, useRefresh } from '../parts/use-refresh.ts';
import { AuditList } from './audit-list.tsx';
import { KeyForm } from './key-form.tsx';
import { KeyOnce } from './key-once.tsx';
import { KeyTable } from './key-table.tsx';

const useKeys = perConsole(({ account }) => ({
  keys: loadedFrom(keyStrings.failed, () => account.listKeys()),
  audit: loadedFrom(keyStrings.auditFailed, () => account.readAudit()),
}));

type Doing =
  | { readonly act: 'make' }
  | { readonly act: 'show'; readonly secret: string }
  | { readonly act: 'revoke'; readonly key: ApiKey };

export function KeysPage() {
  const { keys, audit } = useKeys();
  const doing = useSignal<Doing | undefined>(undefined);
  useRefresh(keys.refresh, QUIET_MS);
  useRefresh(audit.refresh, QUIET_MS);
  const rows = keys.data.value;
  const good = (rows ?? []).filter(key => isGood(key, now.value));
  const ended = (rows ?? []).filter(key => !isGood(key, now.value));
  const makeButton = (
    <button
      type="button"
      class="button button-primary"
      onClick={() => {
        doing.value = { act: 'make' };
      }}
    >
      <PlusIcon />
      {keyStrings.make}
    </button>
  );
  const reread = async (): Promise<void> => {
    await Promise.all([keys.reread(), audit.reread()]);
  };
  return (
    <PageFrame
      title={keyStrings.title}
      lead={keyStrings.lead}
      testId="keys-page"
      actions={good.length > 0 ? makeButton : undefined}
    >
      <LoadState loaded={keys} />
      {rows !== undefined && good.length === 0 && (
        <Empty Icon={KeysIcon} title={keyStrings.emptyTitle}>
          <p>{keyStrings.emptyText}</p>
          {makeButton}
        </Empty>
      )}
      {good.length > 0 && (
        <KeyTable
          label={keyStrings.tableLabel}
          keys={good}
          revoke={key => {
            doing.value = { act: 'revoke', key };
          }}
        />
      )}
      {ended.length > 0 && (
        <details class="fold">
          <summary>{keyStrings.ended(ended.length)}</summary>
          <KeyTable label={keyStrings.endedLabel} keys={ended} />
        </details>
      )}
      <AuditList audit={audit} keys={rows ?? []} />
      <Doings
        doing={doing.value}
        go={next => {
          doing.value = next;
        }}
        reread={reread}
      />
    </PageFrame>
  );
}

interface DoingsProps {
  readonly doing: Doing | undefined;
  readonly go: (doing: Doing | undefined) => void;
  readonly reread: () => Promise<void>;
}

function Doings({ doing, go, reread }: DoingsProps) {
  const { account, announcement } = useConsole();
  const close = (): void => go(undefined);
  switch (doing?.act) {
    case undefined:
      return null;
    case 'make':
      return (
        <KeyForm
          key="make"
          close={close}
          made={async ({ key, secret }) => {
            go({ act: 'show', secret });
            announcement.value = keyStrings.made(key.name);
            await reread();
          }}
        />
      );
    case 'show':
      return <KeyOnce key="show" secret={doing.secret} close={close} />;
    case 'revoke': {
      const { keyId, name } = doing.key;
      return (
        <ConfirmDialog
          key="revoke"
          title={keyStrings.revokeTitle(name)}
          yes={keyStrings.revokeYes}
          failed={keyStrings.notRevoked}
          close={close}
          act={async () => {
            await account.revokeKey(keyId);
            announcement.value = keyStrings.revoked(name);
            await reread();
          }}
        >
          <p>{keyStrings.revokeText}</p>
        </ConfirmDialog>
      );
    }
    default:
      return doing satisfies never;
  }
}
