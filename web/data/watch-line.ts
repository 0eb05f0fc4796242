/** Whether a socket still reaches its server: told by its close, by the browser, or by an answer that does not come. Closes nothing itself. */

export interface Line {
  /** Resolves once; a line that died without a word has no `close` for minutes. */
  readonly lost: Promise<void>;
  /** Any message is an answer. Does nothing where one is due already. */
  ask(): void;
}

interface LineOptions {
  /** Says `offline` and `online`: a window. */
  readonly network: EventTarget;
  /** For an answer. */
  readonly answerMs: number;
}

export function watchLine(socket: WebSocket, { network, answerMs }: LineOptions): Line {
  const over = new AbortController();
  const { signal } = over;
  const lose = (): void => over.abort();
  const lost = new Promise<void>(resolve => signal.addEventListener('abort', () => resolve()));
  let due: ReturnType<typeof setTimeout> | undefined;
  const settle = (): void => {
    clearTimeout(due);
    due = undefined;
  };
  const ask = (): void => {
    if (signal.aborted || due !== undefined || socket.readyState !== WebSocket.OPEN) return;
    socket.send(JSON.stringify({ action: 'ping' }));
    due = setTimeout(lose, answerMs);
  };
  signal.addEventListener('abort', settle);
  socket.addEventListener('message', settle, { signal });
  socket.addEventListener('close', lose, { signal });
  network.addEventListener('offline', lose, { signal });
  network.addEventListener('online', ask, { signal });
  return { lost, ask };
}
