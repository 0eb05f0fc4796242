/** How soon a person sees what their hands did, how many pictures come and how large they are: in the local cloud, on a page that moves. Prints; asserts nothing.
 *
 * node_modules/.bin/node bench/live/measure-live.ts [clicks]
 */

import { loadavg } from 'node:os';
import { openSite } from '../../tests/browser/open-site.ts';
import { startTestCloud } from '../../tests/support/local-cloud.ts';
import { startScriptedOpenAi, type WireRequest } from '../../tests/support/scripted-openai.ts';
import { watchRun } from '../../tests/support/watch-run.ts';

const CLICKS = Number(process.argv[2] ?? 30);
const TURN_MS = 20;

/** Each click gives the page a new title, by which the picture that shows it is known. */
const PAGE = `<!doctype html><title>0</title><button style="position:absolute;left:20px;top:20px;width:200px;height:60px">Click</button>
  <p style="margin-top:120px">${'The quick brown fox jumps over the lazy dog. '.repeat(120)}</p>
  <script>let n = 0; document.querySelector('button').onclick = () => { n += 1; document.title = String(n); document.body.style.background = 'hsl(' + n * 40 + ' 60% 90%)'; };</script>`;

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));
const at = (numbers: readonly number[], share: number): number =>
  numbers.toSorted((one, other) => one - other)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? 0;
const told = (numbers: readonly number[]): string =>
  `median ${at(numbers, 0.5).toFixed(0)}, p95 ${at(numbers, 0.95).toFixed(0)}`;

const site = await openSite();
site.show('/', PAGE);
const answer = ({ body }: WireRequest) => {
  const tools = body.tools?.map(tool => tool.function.name) ?? [];
  const call = (name: string, args: unknown) => ({ calls: [{ name, arguments: args }] });
  if (tools.includes('plan_errand')) return call('plan_errand', {});
  if (!tools.includes('propose')) return call('finish', { outcome: 'done', summary: 'Done.', evidence: [] });
  const scope = { sites: [site.host], verbs: ['read', 'navigate', 'input'], steps: 9, seconds: 120 };
  return call('propose', { title: 'Look', instruction: 'Look.', startUrl: `${site.url}/`, plan: ['Look'], ...scope });
};
const endpoint = await startScriptedOpenAi(Array.from({ length: 100 }, () => answer));
const { local, client, close } = await startTestCloud({
  ...{ ERRAND_ALLOW_HOSTS: site.host, OPENAI_API_KEY: 'key', OPENAI_BASE_URL: endpoint.url, OPENAI_MODEL: 'scripted' },
});
try {
  const { sessionId } = (await client.call('POST /sessions', { body: {} })).session;
  const params = { sessionId };
  const said = await client.call('POST /sessions/{sessionId}/messages', {
    params,
    body: { text: `look at ${site.url}` },
  });
  const { proposalId = '', digest = '' } = said.proposal ?? {};
  const { task } = await client.call('POST /sessions/{sessionId}/tasks', { params, body: { proposalId, digest } });
  const { taskId } = task;
  const of = { params: { taskId } };
  await client.call('POST /tasks/{taskId}/control', { ...of, body: {} });
  const watch = await watchRun(client, local.socketUrl, taskId);
  while ((await client.call('GET /tasks/{taskId}', of)).task.control !== 'taken') await pause(TURN_MS);
  while (watch.frames.length === 0) await pause(TURN_MS);
  const latencies: number[] = [];
  for (let click = 1; click <= CLICKS; click += 1) {
    const button = 'left';
    const began = performance.now();
    const inputs = [
      { kind: 'down', x: 100, y: 50, button },
      { kind: 'up', x: 100, y: 50, button },
    ] as const;
    await client.call('POST /tasks/{taskId}/inputs', { ...of, body: { inputs: [...inputs] } });
    while (Number(watch.frames.at(-1)?.title) < click) await pause(TURN_MS / 4);
    latencies.push((watch.frames.at(-1)?.came ?? 0) - began);
    await pause(300);
  }
  const bytes = watch.frames.map(frame => frame.bytes);
  console.log(`load ${loadavg()[0]?.toFixed(1)}: click to picture ${told(latencies)} ms (n=${latencies.length})`);
  console.log(`pictures ${watch.frames.length}, bytes of a message ${told(bytes)}`);
  await client.call('POST /tasks/{taskId}/control/return', { ...of, body: {} });
  watch.close();
} finally {
  await close();
  await Promise.all([endpoint.close(), site.close()]);
}
