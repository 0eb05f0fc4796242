/** Whether a proxy still answers at all: asked for what it has to refuse. Nothing leaves this machine by it. */

import { get } from 'node:http';

/** Ours answers within a few ms; it shares its process with a worker that may be busy. */
const ANSWER_MS = 5_000;

export function answers(proxyUrl: string): Promise<boolean> {
  return new Promise(resolve => {
    // Without an absolute address there is nothing that could be passed on.
    const asked = get(proxyUrl, { agent: false, signal: AbortSignal.timeout(ANSWER_MS) }, response => {
      response.resume();
      resolve(true);
    });
    asked.on('error', () => resolve(false));
  });
}
