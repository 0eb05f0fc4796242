/** The typed client in some 40 lines: node examples/client.ts "what you want". Needs a running `npm start`. */

import { readFileSync } from 'node:fs';
import { createClient } from '../lib/api/client.ts';
import type { Stored } from '../lib/domain/events.ts';

const run: { url: string; token: string } = JSON.parse(
  readFileSync(`${process.env.ERRAND_DATA ?? '.errand'}/run.json`, 'utf8'),
);
const client = createClient({ baseUrl: run.url, token: run.token });
const text = process.argv[2] ?? 'go to http://127.0.0.1:4311/ and list the name and price of all products as a table';

const { session } = await client.call('POST /sessions', { body: {} });
const params = { sessionId: session.sessionId };
const { proposal, reply } = await client.call('POST /sessions/{sessionId}/messages', { params, body: { text } });
if (proposal === undefined) throw new Error(reply?.text ?? 'no proposal');
console.log(proposal.plan.join('\n'));

const { proposalId, digest } = proposal;
const { task } = await client.call('POST /sessions/{sessionId}/tasks', { params, body: { proposalId, digest } });
for await (const event of client.followEvents(`task/${task.taskId}`)) {
  if (event.type === 'action.started') console.log('-', event.data.description);
  if (event.type === 'task.finished') console.log(event.data.result.summary);
  const asks = askIn(event);
  if (asks === undefined) continue;
  // Nobody sits here to answer, and it would wait for a day: `npm run errand -- run` asks you.
  console.log(`It asks: ${asks} This example answers nothing and ends it.`);
  const body = { reason: 'The example answers nothing.' };
  await client.call('POST /tasks/{taskId}/cancel', { params: { taskId: task.taskId }, body });
}

function askIn(event: Stored): string | undefined {
  if (event.type === 'question.asked') return event.data.question;
  if (event.type === 'approval.asked') return `may it ${event.data.approval.description}?`;
  if (event.type === 'budget.reached') return `its budget (${event.data.limit}) is used up, may it have more?`;
  return event.type === 'secret.needed' ? `it needs the secret "${event.data.name}".` : undefined;
}
