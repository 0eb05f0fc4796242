/** The typed client in some 30 lines: node examples/client.ts "what you want". Needs a running `npm start`. */

import { readFileSync } from 'node:fs';
import { createClient } from '../lib/api/client.ts';

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
}
