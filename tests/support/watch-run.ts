/** A socket that watches a run as the console does, and keeps the pictures that come. For tests only. */

import { WebSocket } from 'ws';
import type { Client } from '../../lib/api/client.ts';
import type { LiveFrame } from '../../lib/domain/live-frame.ts';

export interface WatchedFrame extends LiveFrame {
  /** Of the whole message. */
  readonly bytes: number;
  /** By the clock of this process, in ms. */
  readonly came: number;
}

export interface RunWatch {
  readonly frames: readonly WatchedFrame[];
  /** Every other message. */
  readonly heard: readonly string[];
  unwatch(): void;
  close(): void;
}

export async function watchRun(client: Client, socketUrl: string, taskId: string): Promise<RunWatch> {
  const { ticket } = await client.call('POST /tickets', {});
  const socket = new WebSocket(`${socketUrl}?ticket=${ticket}`);
  const frames: WatchedFrame[] = [];
  const heard: string[] = [];
  socket.on('message', data => {
    const text = String(data);
    const message = JSON.parse(text) as { type: string };
    if (message.type === 'frame')
      frames.push({ ...(message as LiveFrame), bytes: Buffer.byteLength(text), came: performance.now() });
    else heard.push(text);
  });
  await new Promise(resolve => socket.once('open', resolve));
  socket.send(JSON.stringify({ action: 'watch', taskId }));
  return {
    frames,
    heard,
    unwatch: () => socket.send(JSON.stringify({ action: 'unwatch', taskId })),
    close: () => socket.close(),
  };
}
