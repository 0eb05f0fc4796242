/** Says how the console is connected, and only raises its voice where something is wrong. */

import { strings } from '../strings.ts';
import { useConsole } from './context.ts';

const words = {
  connecting: strings.connecting,
  live: strings.live,
  polling: strings.polling,
  offline: strings.disconnected,
} as const;

export function ConnectionLine() {
  const state = useConsole().live.connection.value;
  return (
    <span class="connection" data-state={state} role="status">
      <span class="connection-dot" aria-hidden="true" />
      {words[state]}
    </span>
  );
}
