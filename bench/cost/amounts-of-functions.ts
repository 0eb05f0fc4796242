/** What a month takes of Lambda. Pure. */

import { type Amount, REAPER_RUNS_A_MONTH } from './amount.ts';
import { assumed } from './assumed.ts';
import { occurrencesOf } from './count-requests.ts';
import { countRun } from './run-counts.ts';
import { batchesOf, httpRequests, socketCalls, workerSeconds } from './traffic.ts';
import type { Workload } from './workload.ts';

const MB_A_GB = 1_024;
const FREE_TMP_MB = 512;

const gbSeconds = (mb: number, ms: number, times: number): number => (mb / MB_A_GB) * (ms / 1_000) * times;

export function amountsOfFunctions(workload: Workload): readonly Amount[] {
  const { tasks, workerMb, workerTmpMb, apiMb } = workload;
  const { runs } = countRun(workload);
  const seconds = tasks * workerSeconds(workload);
  const requests = tasks * httpRequests(workload);
  const { 'api message': messages, 'api answer': answers } = occurrencesOf(workload);
  const calls = tasks * socketCalls(workload);
  const batches = tasks * batchesOf(workload);
  const apiMs = gbSeconds(apiMb, assumed.apiMs, requests) + gbSeconds(apiMb, assumed.messageMs, tasks * messages);
  return [
    {
      part: 'worker',
      price: 'lambda.x86-gb-second',
      units: (workerMb / MB_A_GB) * seconds,
      why: 'steps, waits in place, start and end',
    },
    {
      part: 'worker',
      price: 'lambda.tmp-gb-second',
      units: (Math.max(0, workerTmpMb - FREE_TMP_MB) / MB_A_GB) * seconds,
      why: 'profile and downloads',
    },
    { part: 'worker', price: 'lambda.request', units: tasks * runs, why: 'one a start, and one after each wait' },
    { part: 'API functions', price: 'lambda.arm-gb-second', units: apiMs, why: 'a message waits for the chat model' },
    {
      part: 'API functions',
      price: 'lambda.request',
      units: requests,
      why: `requests of the errand and its console; ${answers} answers`,
    },
    {
      part: 'API functions',
      price: 'lambda.arm-gb-second',
      units: gbSeconds(apiMb, assumed.authorizerMs, requests),
      why: 'the authorizer, at each request',
    },
    { part: 'API functions', price: 'lambda.request', units: requests, why: 'the authorizer' },
    {
      part: 'socket function',
      price: 'lambda.arm-gb-second',
      units: gbSeconds(apiMb, assumed.socketMs, calls),
      why: 'connect, subscribe, ping',
    },
    { part: 'socket function', price: 'lambda.request', units: calls, why: 'connect, subscribe, ping' },
    {
      part: 'relay',
      price: 'lambda.arm-gb-second',
      units: gbSeconds(apiMb, assumed.relayMs, batches),
      why: 'one batch a transaction while errands are few',
    },
    { part: 'relay', price: 'lambda.request', units: batches, why: 'filtered to events' },
    {
      part: 'reaper',
      price: 'lambda.arm-gb-second',
      units: gbSeconds(apiMb, assumed.reaperMs, REAPER_RUNS_A_MONTH),
      why: 'every minute',
    },
    { part: 'reaper', price: 'lambda.request', units: REAPER_RUNS_A_MONTH, why: 'every minute' },
  ];
}
