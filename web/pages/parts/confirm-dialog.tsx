/** Asks once more before something that cannot be taken back. The focus is on the harmless button. */

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { type Fault, faultOf } from '../../state/fault.ts';
import { shellStrings } from '../../strings/shell.ts';
import { Dialog } from './dialog.tsx';
import { FaultLine } from './fault-line.tsx';

interface ConfirmProps {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly yes: string;
  readonly failed: string;
  readonly act: () => Promise<void>;
  readonly close: () => void;
}

export function ConfirmDialog({ title, children, yes, failed, act, close }: ConfirmProps) {
  const busy = useSignal(false);
  const fault = useSignal<Fault | undefined>(undefined);
  const run = async (): Promise<void> => {
    busy.value = true;
    fault.value = undefined;
    try {
      await act();
      close();
    } catch (error) {
      fault.value = faultOf(failed, error);
    } finally {
      busy.value = false;
    }
  };
  return (
    <Dialog title={title} close={close}>
      <div class="dialog-body">{children}</div>
      <FaultLine fault={fault.value} />
      <footer class="dialog-foot">
        <button type="button" class="button" data-first onClick={close}>
          {shellStrings.keep}
        </button>
        <button type="button" class="button button-danger" disabled={busy.value} onClick={() => void run()}>
          {busy.value ? shellStrings.busy : yes}
        </button>
      </footer>
    </Dialog>
  );
}
