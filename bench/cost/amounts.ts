/** What a month takes of each priced thing, and in which part of the system. Pure; what is assumed and not counted is in `assumed.ts`. */

import { type Amount, GB, REAPER_RUNS_A_MONTH } from './amount.ts';
import { amountsOfFunctions } from './amounts-of-functions.ts';
import { amountsOfFiles, amountsOfTable } from './amounts-of-stores.ts';
import { assumed } from './assumed.ts';
import { watchedMinutes } from './count-requests.ts';
import { countRun } from './run-counts.ts';
import {
  batchesOf,
  eventsOf,
  httpRequests,
  livePictures,
  messagesOfPicture,
  SOCKET_UNIT_BYTES,
  socketCalls,
} from './traffic.ts';
import type { Workload } from './workload.ts';

export function amountsOf(workload: Workload): readonly Amount[] {
  return [
    ...amountsOfFunctions(workload),
    ...amountsOfTable(workload),
    ...delivery(workload),
    ...liveView(workload),
    ...amountsOfFiles(workload),
    ...outside(workload),
  ];
}

function delivery(workload: Workload): readonly Amount[] {
  const { tasks, watchers, pageKb } = workload;
  const { runs } = countRun(workload);
  const pushes = watchers * eventsOf(workload) * Math.ceil((pageKb * 1_000) / SOCKET_UNIT_BYTES);
  return [
    {
      part: 'queue',
      price: 'queue.request',
      units: tasks * runs * 3 + assumed.idlePollsPerMonth,
      why: 'send, receive, delete; and polls while nothing comes',
    },
    {
      part: 'HTTP gateway',
      price: 'http.request',
      units: tasks * httpRequests(workload),
      why: 'requests of the errand and its console',
    },
    {
      part: 'socket',
      price: 'socket.message',
      units: tasks * (pushes + socketCalls(workload)),
      why: 'each event to each console',
    },
    {
      part: 'socket',
      price: 'socket.minute',
      units: tasks * watchers * watchedMinutes(workload),
      why: 'from the wish to the result',
    },
  ];
}

/** What it reads of the table, watched or not, is with the table's reads. */
function liveView(workload: Workload): readonly Amount[] {
  const pictures = workload.tasks * livePictures(workload);
  return [
    {
      part: 'live view',
      price: 'socket.message',
      units: pictures * messagesOfPicture,
      why: `each picture to each who watches; of ${workload.watchedLive * 100} % of the errands that are followed`,
    },
    { part: 'live view', price: 'transfer.gb', units: (pictures * assumed.livePictureBytes) / GB, why: 'and out' },
  ];
}

function outside(workload: Workload): readonly Amount[] {
  const { tasks, steps, tokensPerStep, outputTokensPerStep, watchers, screenshots, screenshotKb, pageKb } = workload;
  const { runs, looks } = countRun(workload);
  const invocations =
    tasks * (runs + 2 * httpRequests(workload) + socketCalls(workload) + batchesOf(workload)) + REAPER_RUNS_A_MONTH;
  const accessed = tasks * httpRequests(workload) * assumed.accessLogBytes;
  const logGb = (invocations * assumed.logBytesPerInvocation + accessed) / GB;
  const input =
    steps * Math.max(0, tokensPerStep - outputTokensPerStep) + assumed.planInputTokens + assumed.extractionInputTokens;
  const output = steps * outputTokensPerStep + assumed.planOutputTokens + assumed.extractionOutputTokens;
  const shown = watchers * looks * (Math.min(1, screenshots) * screenshotKb + pageKb) * 1_000;
  const sent =
    input * assumed.tokenBytes +
    steps * assumed.browserBytesOutPerStep +
    httpRequests(workload) * assumed.requestBytesOut +
    shown;
  return [
    {
      part: 'logs',
      price: 'logs.gb',
      units: logGb,
      why: 'a line of ours and three of Lambda for each invocation, one of the gateway for each request',
    },
    { part: 'logs', price: 'logs.gb-month', units: logGb, why: 'kept for a month' },
    { part: 'metrics and alarms', price: 'watch.metric', units: assumed.metrics, why: 'EMF' },
    { part: 'metrics and alarms', price: 'watch.alarm', units: assumed.alarms, why: '' },
    { part: 'metrics and alarms', price: 'watch.dashboard', units: 1, why: '' },
    { part: 'secret and image', price: 'secret.month', units: 1, why: 'the model key' },
    { part: 'secret and image', price: 'image.gb-month', units: assumed.imageGb, why: 'the worker' },
    {
      part: 'console',
      price: 'edge.gb',
      units: (tasks * watchers * assumed.consoleBytes) / GB,
      why: 'loaded once an errand',
    },
    {
      part: 'console',
      price: 'edge.request',
      units: tasks * watchers * assumed.consoleRequests,
      why: 'loaded once an errand',
    },
    {
      part: 'data transfer',
      price: 'transfer.gb',
      units: (tasks * sent) / GB,
      why: 'prompts, what Chromium sends, answers, pictures; no NAT, for no function is in a VPC',
    },
    { part: 'model', price: 'model.input', units: tasks * input, why: 'steps, plan, extraction' },
    { part: 'model', price: 'model.output', units: tasks * output, why: 'steps, plan, extraction' },
  ];
}
