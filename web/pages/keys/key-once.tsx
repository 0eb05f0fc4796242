/** A new key's secret, shown once. Only the button closes it: Escape would lose what cannot be had again. */

import { useConsole } from '../../components/context.ts';
import { keyStrings } from '../../strings/keys.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Dialog } from '../parts/dialog.tsx';

export function KeyOnce({ secret, close }: { readonly secret: string; readonly close: () => void }) {
  const { config } = useConsole();
  return (
    <Dialog title={keyStrings.onceTitle} close={close} mustDecide>
      <div class="dialog-body">
        <p>{keyStrings.onceText}</p>
        <div class="once">
          <input
            class="input mono"
            readOnly
            aria-label={keyStrings.onceLabel}
            data-testid="key-secret"
            value={secret}
            onFocus={event => event.currentTarget.select()}
          />
          <CopyButton text={secret} first />
        </div>
        <p class="field-hint">{keyStrings.onceUse}</p>
        <pre class="code mono">{`curl -H 'x-api-key: ek_…' ${config.apiUrl}/tasks`}</pre>
      </div>
      <footer class="dialog-foot">
        <button type="button" class="button button-primary" onClick={close}>
          {keyStrings.onceDone}
        </button>
      </footer>
    </Dialog>
  );
}
