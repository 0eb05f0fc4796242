/** One socket for each owner, which follows all tasks of that owner: what comes in is noted as it comes. Asks for nothing again. */

import { WebSocket } from 'ws';
import type { Local } from '../../lib/local/start-local.ts';
import type { Owner, Queued } from './queue-errands.ts';

export interface Heard {
  readonly seqs: Set<number>;
  /** Live ones, after the replay, that came before one with a smaller number. */
  skipped: number;
  newest: number;
  isReplayed: boolean;
}

export interface Hearing {
  readonly byTask: ReadonlyMap<string, Heard>;
  follow(queued: Queued): void;
  /** Sockets that closed by themselves. */
  readonly lost: () => number;
  close(): void;
}

export async function hearAll(
  local: Local,
  owners: readonly Owner[],
  onFinished: (taskId: string) => void,
): Promise<Hearing> {
  const byTask = new Map<string, Heard>();
  let lost = 0;
  let isOver = false;
  const opened = await Promise.all(
    owners.map(async ({ name, client }) => {
      const { ticket } = await client.call('POST /tickets', {});
      const socket = new WebSocket(`${local.socketUrl}?ticket=${ticket}`);
      socket.on('message', raw => note(byTask, JSON.parse(String(raw)), onFinished));
      socket.on('close', () => {
        if (!isOver) lost += 1;
      });
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
      return [name, socket] as const;
    }),
  );
  const sockets = new Map(opened);
  return {
    byTask,
    follow({ owner, taskId }) {
      byTask.set(taskId, { seqs: new Set(), skipped: 0, newest: 0, isReplayed: false });
      sockets.get(owner.name)?.send(JSON.stringify({ action: 'subscribe', stream: `task/${taskId}`, after: 0 }));
    },
    lost: () => lost,
    close() {
      isOver = true;
      for (const socket of sockets.values()) socket.close();
    },
  };
}

interface Incoming {
  readonly type: string;
  readonly stream?: string;
  readonly event?: { readonly stream: string; readonly seq: number; readonly type: string };
}

/** Around its replay an event may come twice, and a new one before an old one: only after it the order must hold. */
function note(byTask: ReadonlyMap<string, Heard>, message: Incoming, onFinished: (taskId: string) => void): void {
  const taskId = (message.event?.stream ?? message.stream ?? '').slice('task/'.length);
  const heard = byTask.get(taskId);
  if (heard === undefined) return;
  if (message.type === 'subscribed') heard.isReplayed = true;
  if (message.event === undefined) return;
  const { seq, type } = message.event;
  if (heard.isReplayed && seq > heard.newest + 1) heard.skipped += seq - heard.newest - 1;
  heard.newest = Math.max(heard.newest, seq);
  const isNew = !heard.seqs.has(seq);
  heard.seqs.add(seq);
  if (isNew && type === 'task.finished') onFinished(taskId);
}
