/** How a run stands, as a word on a badge. */

import type { TaskStatus } from '../../../lib/domain/task.ts';
import type { TaskView } from '../../state/task-view.ts';
import { runWords } from '../../strings/run-page.ts';
import { taskStatusWords } from '../../strings.ts';
import { Badge, type Tone } from '../badge.tsx';

const tones: Readonly<Record<TaskStatus, Tone>> = {
  queued: 'neutral',
  running: 'accent',
  waiting: 'warn',
  paused: 'neutral',
  completed: 'good',
  failed: 'bad',
  cancelled: 'neutral',
};

export function StatusBadge({
  view,
}: {
  readonly view: Pick<TaskView, 'status'> & Partial<Pick<TaskView, 'control'>>;
}) {
  if (view.control === 'taken') return <Badge tone="accent">{runWords.youHaveMouse}</Badge>;
  return (
    <Badge tone={tones[view.status]} pulse={view.status === 'running'}>
      {taskStatusWords[view.status]}
    </Badge>
  );
}
