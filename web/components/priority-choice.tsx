/** How soon a task is begun where others wait too, as a choice of four. */

import type { Priority } from '../../lib/domain/priority.ts';
import { priorities } from '../state/settings.ts';
import { soonWords } from '../strings/priority.ts';

interface PriorityProps {
  readonly id: string;
  readonly chosen: Priority;
  readonly choose: (priority: Priority) => void;
  readonly disabled?: boolean;
  readonly describedBy?: string;
}

export function PriorityChoice({ id, chosen, choose, disabled = false, describedBy }: PriorityProps) {
  return (
    <select
      id={id}
      class="select"
      value={chosen}
      disabled={disabled}
      aria-describedby={describedBy}
      onChange={event => {
        const priority = priorities.find(one => one === event.currentTarget.value);
        if (priority !== undefined) choose(priority);
      }}
    >
      {priorities.map(priority => (
        <option key={priority} value={priority}>
          {soonWords[priority]}
        </option>
      ))}
    </select>
  );
}
