/** A queued task that the offline model can do at a site of this machine, as its consent left it. Sends no message. */

import { giveConsent } from '../../lib/domain/consent.ts';
import type { Ids } from '../../lib/domain/ids.ts';
import { makeProposal } from '../../lib/domain/proposal.ts';
import { createTask, type Task } from '../../lib/domain/task.ts';
import { changeTaskAndSession } from '../../lib/store/change.ts';
import type { Store } from '../../lib/store/store.ts';
import type { Site } from '../sites/start-site.ts';
import { laySession } from '../support/streams.ts';

const OWNER = 'alice';

export async function layErrand(store: Store, ids: Ids, site: Site): Promise<Task> {
  const now = store.clock();
  const { sessionId } = await laySession(store, ids, OWNER);
  const instruction = `go to ${site.url}, search for kettle and list the name and price as a table`;
  const proposal = makeProposal(
    {
      title: 'List kettles',
      instruction,
      startUrl: site.url,
      plan: [instruction],
      scope: {
        sites: [site.host],
        verbs: ['read', 'navigate', 'input', 'submit'],
        budget: { steps: 20, seconds: 300, tokens: 1_000_000, usd: 1, bytes: 50_000_000 },
      },
      estimate: { steps: 4, seconds: 20, usd: 0 },
      model: 'offline',
      expiresAt: new Date(now + 60_000).toISOString(),
    },
    { proposalId: ids('proposal'), sessionId, now },
  );
  const taskId = ids('task');
  const consent = giveConsent(proposal, {
    digest: proposal.digest,
    by: 'request',
    ownerId: OWNER,
    consentId: ids('consent'),
    taskId,
    vision: undefined,
    priority: undefined,
    now,
  });
  const task = createTask(proposal, consent);
  await changeTaskAndSession(store, { taskId, sessionId, ownerId: OWNER }, () => ({
    createTask: task,
    task: [{ type: 'task.queued', data: { taskId, reason: 'consented' } }],
    session: [{ type: 'consent.given', data: { consent } }],
  }));
  return task;
}
