/** The owner's secrets by name. No value is ever here. */

import { useSignal } from '@preact/signals';
import { useConsole } from '../../components/context.ts';
import { PlusIcon } from '../../components/icons.tsx';
import { SecretsIcon } from '../../components/nav-icons.tsx';
import type { SecretRow } from '../../data/account-api.ts';
import { loadedFrom } from '../../state/loaded.ts';
import { secretStrings } from '../../strings/secrets.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { Empty } from '../parts/empty.tsx';
import { LoadState } from '../parts/load-state.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { perConsole } from '../parts/per-console.ts';
import { QUIET_MS, useRefresh } from '../parts/use-refresh.ts';
import { SecretForm } from './secret-form.tsx';
import { SecretTable } from './secret-table.tsx';

const useSecrets = perConsole(console => loadedFrom(secretStrings.failed, () => console.account.listSecrets()));

type Doing = { readonly act: 'add' } | { readonly act: 'replace' | 'remove'; readonly secret: SecretRow };

export function SecretsPage() {
  const secrets = useSecrets();
  const doing = useSignal<Doing | undefined>(undefined);
  useRefresh(secrets.refresh, QUIET_MS);
  const rows = secrets.data.value;
  const start = (what: Doing): void => {
    doing.value = what;
  };
  const addButton = (
    <button type="button" class="button button-primary" onClick={() => start({ act: 'add' })}>
      <PlusIcon />
      {secretStrings.add}
    </button>
  );
  return (
    <PageFrame
      title={secretStrings.title}
      lead={secretStrings.lead}
      testId="secrets-page"
      actions={rows !== undefined && rows.length > 0 ? addButton : undefined}
    >
      <LoadState loaded={secrets} />
      {rows !== undefined && rows.length === 0 && (
        <Empty Icon={SecretsIcon} title={secretStrings.emptyTitle}>
          <p>{secretStrings.emptyText}</p>
          {addButton}
        </Empty>
      )}
      {rows !== undefined && rows.length > 0 && (
        <SecretTable
          secrets={rows}
          replace={secret => start({ act: 'replace', secret })}
          remove={secret => start({ act: 'remove', secret })}
        />
      )}
      <Doings
        doing={doing.value}
        taken={rows?.map(({ name }) => name) ?? []}
        done={secrets.reread}
        close={() => {
          doing.value = undefined;
        }}
      />
    </PageFrame>
  );
}

interface DoingsProps {
  readonly doing: Doing | undefined;
  readonly taken: readonly string[];
  readonly done: () => Promise<void>;
  readonly close: () => void;
}

function Doings({ doing, taken, done, close }: DoingsProps) {
  const { account, announcement } = useConsole();
  if (doing === undefined) return null;
  if (doing.act !== 'remove') {
    return (
      <SecretForm
        replaces={doing.act === 'replace' ? doing.secret : undefined}
        taken={taken}
        close={close}
        stored={async name => {
          announcement.value = secretStrings.stored(name);
          await done();
        }}
      />
    );
  }
  const { name } = doing.secret;
  return (
    <ConfirmDialog
      title={secretStrings.removeTitle(name)}
      yes={secretStrings.removeYes}
      failed={secretStrings.notRemoved}
      close={close}
      act={async () => {
        await account.removeSecret(name);
        announcement.value = secretStrings.removed(name);
        await done();
      }}
    >
      <p>{secretStrings.removeText}</p>
    </ConfirmDialog>
  );
}
