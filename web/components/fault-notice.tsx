/** What went wrong with what the person asked for last, until they dismiss it. */

import { strings } from '../strings.ts';
import { useConsole } from './context.ts';
import { Notice } from './notice.tsx';

export function FaultNotice() {
  const { fault } = useConsole();
  const shown = fault.value;
  if (shown === undefined) return null;
  const dismiss = {
    label: strings.dismiss,
    run: () => {
      fault.value = undefined;
    },
  };
  return (
    <Notice tone="bad" title={shown.title} action={dismiss}>
      <p>{shown.detail}</p>
      {shown.hint !== '' && <p>{shown.hint}</p>}
    </Notice>
  );
}
