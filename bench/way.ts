/** The whole way, timed: consent to browser, event to socket, a step without its model, requests through the gateway. */

import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { type Client, createClient } from '../lib/api/client.ts';
import type { Stored, TaskEvent } from '../lib/domain/events.ts';
import { type Local, startLocal } from '../lib/local/start-local.ts';
import { type Site, startSite } from '../tests/sites/start-site.ts';
import { type Figure, median, ms, quantile, times } from './measure.ts';

const RUNS = 5;
const REQUESTS = 4_000;
const IN_FLIGHT = 16;
const ASKS: ReadonlySet<string> = new Set(['question.asked', 'approval.asked', 'budget.reached', 'secret.needed']);

export async function benchWay(): Promise<readonly Figure[]> {
  const shop = await startSite('shop');
  const dataDir = await mkdtemp(join(tmpdir(), 'errand-bench-'));
  const local = await startLocal({
    dataDir,
    port: 0,
    workers: 1,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ERRAND_ALLOW_HOSTS: shop.host },
  });
  try {
    const client = createClient({ baseUrl: local.url, token: local.token });
    const runs: Run[] = [];
    for (let run = 0; run <= RUNS; run += 1) runs.push(await timeErrand(local, client, shop));
    return [...figuresOf(runs.slice(1)), await benchGateway(local)];
  } finally {
    await local.close();
    await shop.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

interface Run {
  /** Consent sent → `browser.opened` at the socket, ms. */
  readonly toBrowser: number;
  /** Event written → at the socket, ms, each event. */
  readonly delays: readonly number[];
  /** From one decision to the next, less the model's own time, ms. */
  readonly steps: readonly number[];
}

async function timeErrand(local: Local, client: Client, shop: Site): Promise<Run> {
  const { session } = await client.call('POST /sessions', { body: {} });
  const params = { sessionId: session.sessionId };
  const text = `go to ${shop.url}, click Kettles, choose "Price: low to high" in "Sort by", click Teapots, click "Everything", search for mug, go back, click Kettles and list the name and price`;
  const { proposal } = await client.call('POST /sessions/{sessionId}/messages', { params, body: { text } });
  if (proposal === undefined) throw new Error('No proposal.');
  const { ticket } = await client.call('POST /tickets', {});
  const socket = new WebSocket(`${local.socketUrl}?ticket=${ticket}`);
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  const consented = performance.now();
  const { task } = await client.call('POST /sessions/{sessionId}/tasks', {
    params,
    body: { proposalId: proposal.proposalId, digest: proposal.digest },
  });
  const events: Stored<TaskEvent>[] = [];
  const delays: number[] = [];
  let toBrowser = Number.NaN;
  socket.send(JSON.stringify({ action: 'subscribe', stream: `task/${task.taskId}`, after: 0 }));
  await new Promise<void>((resolve, reject) => {
    socket.on('message', raw => {
      const message = JSON.parse(String(raw));
      if (message.type !== 'event') return;
      const event: Stored<TaskEvent> = message.event;
      events.push(event);
      delays.push(Date.now() - Date.parse(event.at));
      if (event.type === 'browser.opened') toBrowser = performance.now() - consented;
      if (event.type === 'task.finished') resolve();
      // Nobody answers here, and a run that waits tells no time.
      if (ASKS.has(event.type)) reject(new Error(`The errand asks: ${JSON.stringify(event)}`));
    });
  });
  socket.close();
  const decided = events.filter(event => event.type === 'step.decided').sort((a, b) => a.seq - b.seq);
  const steps = decided
    .slice(1)
    .map((event, index) => Date.parse(event.at) - Date.parse(decided[index]?.at ?? event.at) - event.data.ms);
  return { toBrowser, delays, steps };
}

function figuresOf(runs: readonly Run[]): readonly Figure[] {
  const steps = runs.flatMap(run => run.steps);
  const delays = runs.flatMap(run => run.delays);
  const floor = '–';
  return [
    {
      what: 'step without the model: act, settle, observe, picture, record (median / p95)',
      ours: `${ms(median(steps))} / ${ms(quantile(steps, 0.95))}`,
      beside: floor,
      ratio: '–',
      want: '≤ 150 / 500 ms',
    },
    {
      what: "consent → the browser's first event, warm",
      ours: ms(median(runs.map(run => run.toBrowser))),
      beside: floor,
      ratio: '–',
      want: '≤ 1 s',
    },
    {
      what: 'event written → at the socket (median / p95)',
      ours: `${ms(median(delays))} / ${ms(quantile(delays, 0.95))}`,
      beside: floor,
      ratio: '–',
      want: '≤ 60 ms',
    },
  ];
}

/** A trivial route through the gateway and its handler, beside a bare Node server in this same process. */
async function benchGateway(local: Local): Promise<Figure> {
  const plain = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}'),
  );
  await new Promise<void>(resolve => plain.listen(0, '127.0.0.1', resolve));
  const ours = await requestsPerSecond(`${local.url}/health`);
  const floor = await requestsPerSecond(`http://127.0.0.1:${(plain.address() as AddressInfo).port}/`);
  plain.closeAllConnections();
  plain.close();
  return {
    what: `gateway: GET /health, ${IN_FLIGHT} in flight (client in the same process)`,
    ours: `${Math.round(ours)} /s`,
    beside: `bare Node ${Math.round(floor)} /s`,
    ratio: times(ours, floor),
    want: '≥ 3000 /s',
  };
}

async function requestsPerSecond(url: string): Promise<number> {
  let left = REQUESTS;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (left-- > 0) await (await fetch(url)).arrayBuffer();
    }),
  );
  return (REQUESTS / (performance.now() - start)) * 1_000;
}
