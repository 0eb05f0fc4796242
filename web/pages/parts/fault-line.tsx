/** What went wrong with a form, beside its button; said aloud when it comes. */

import type { Fault } from '../../state/fault.ts';

export function FaultLine({ fault }: { readonly fault: Fault | undefined }) {
  return (
    <div class="fault-line" role="alert">
      {fault && (
        <p class="notice-line">
          <strong>{fault.title}</strong> {fault.detail} {fault.hint}
        </p>
      )}
    </div>
  );
}
