/** The relay's sending of a queued task, as a line and a span under the request that it came of. Sends nothing itself. */

import { ambient } from './ambient.ts';
import type { Log } from './log.ts';
import { spanned, type Tracing } from './tracing.ts';

export function traceSend(
  tracing: Tracing | undefined,
  log: Log,
  taskId: string,
  send: () => Promise<void>,
): Promise<void> {
  const attributes = {
    'messaging.system': 'aws_sqs',
    'messaging.operation.type': 'send',
    'messaging.destination.name': 'tasks',
    'gen_ai.conversation.id': ambient().sessionId,
    'errand.task.id': taskId,
  };
  return spanned(tracing, 'send tasks', { kind: 'producer', attributes }, async () => {
    await send();
    log.info('task queued', { taskId });
  });
}
