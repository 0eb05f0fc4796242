/** Puts onto `task.queued` which request it came of. Changes no other event, and nothing outside of a request. */

import type { TaskEvent } from '../domain/events.ts';
import { originOf } from './ambient.ts';

export function withOrigin(sessionId: string, events: readonly TaskEvent[]): readonly TaskEvent[] {
  if (!events.some(({ type }) => type === 'task.queued')) return events;
  const origin = originOf(sessionId);
  if (origin === undefined) return events;
  return events.map(event => (event.type === 'task.queued' ? { ...event, data: { ...event.data, origin } } : event));
}
