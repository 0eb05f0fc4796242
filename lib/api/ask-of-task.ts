/** What a person asks of a task that has not ended: the event and the answer in one transaction. Decides nothing about what may be asked. */

import { ErrandError } from '../domain/errors.ts';
import type { TaskEvent } from '../domain/events.ts';
import { isTerminal, type Task } from '../domain/task.ts';
import { changeTask } from '../store/change.ts';
import type { TaskDeps } from './deps.ts';
import type { Answer, Asked } from './endpoint.ts';

type Asking = Pick<Asked, 'ownerId' | 'remember'> & { readonly params: { readonly taskId: string } };

/** No event: it is asked already. Throws `task.finished`, and what `eventsFor` throws. */
export async function askOfTask(
  { store }: Pick<TaskDeps, 'store'>,
  { params, ownerId, remember }: Asking,
  eventsFor: (current: Task) => readonly TaskEvent[],
): Promise<Answer<{ task: Task }>> {
  const decide = (current: Task): readonly TaskEvent[] => {
    if (isTerminal(current.status))
      throw new ErrandError('task.finished', `Task ${current.taskId} is ${current.status}.`);
    return eventsFor(current);
  };
  const { task } = await changeTask(store, params.taskId, decide, {
    ownerId,
    alongside: change => remember(202, change),
  });
  return { body: { task } };
}
