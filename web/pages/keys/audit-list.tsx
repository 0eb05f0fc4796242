/** What happened to the keys, the newest first, and the whole of it as a file. */

import { useSignal } from '@preact/signals';
import type { ApiKey } from '../../../lib/domain/api-key.ts';
import type { AuditEntry } from '../../../lib/domain/audit.ts';
import { useConsole } from '../../components/context.ts';
import { DownloadIcon } from '../../components/icons.tsx';
import { type Fault, faultOf } from '../../state/fault.ts';
import type { Loaded } from '../../state/loaded.ts';
import { auditWords, keyStrings } from '../../strings/keys.ts';
import { FaultLine } from '../parts/fault-line.tsx';
import { LoadState } from '../parts/load-state.tsx';
import { Moment } from '../parts/moment.tsx';
import { saveText } from '../parts/save-text.ts';

interface AuditProps {
  readonly audit: Loaded<readonly AuditEntry[]>;
  readonly keys: readonly ApiKey[];
}

export function AuditList({ audit, keys }: AuditProps) {
  const { account } = useConsole();
  const fault = useSignal<Fault | undefined>(undefined);
  const entries = audit.data.value;
  const nameOf = (keyId: string): string => keys.find(key => key.keyId === keyId)?.name ?? keyId;
  const save = async (): Promise<void> => {
    fault.value = undefined;
    try {
      saveText('keys.audit.jsonl', await account.exportAudit());
    } catch (error) {
      fault.value = faultOf(keyStrings.notExported, error);
    }
  };
  return (
    <section class="part" aria-labelledby="audit-heading">
      <header class="part-head">
        <h2 id="audit-heading">{keyStrings.audit}</h2>
        {entries !== undefined && entries.length > 0 && (
          <button type="button" class="button button-small" onClick={() => void save()}>
            <DownloadIcon />
            {keyStrings.exportIt}
          </button>
        )}
      </header>
      <FaultLine fault={fault.value} />
      <LoadState loaded={audit} rows={2} />
      {entries?.length === 0 && <p class="quiet">{keyStrings.auditNone}</p>}
      {entries !== undefined && entries.length > 0 && (
        <>
          <ol class="log" data-testid="audit">
            {entries.map(entry => (
              <li key={`${entry.keyId} ${entry.type}`}>
                <Moment at={entry.at} />
                <span>
                  <strong>{entry.type === 'key.created' ? entry.name : nameOf(entry.keyId)}</strong>{' '}
                  {auditWords[entry.type]}
                </span>
              </li>
            ))}
          </ol>
          <p class="quiet">{keyStrings.auditKept}</p>
        </>
      )}
    </section>
  );
}
