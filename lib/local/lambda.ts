/** Runs a function's handler in this process as Lambda would: a context, one time limit, and nothing shared but the module. */

import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { ErrandError } from '../domain/errors.ts';

export type LambdaHandler = (event: unknown, context: Context) => Promise<unknown>;
/** Loads the handler of functions/<name>.ts. */
export type LoadFunction = (name: string) => Promise<LambdaHandler>;

export class InvocationTimeout extends Error {
  override name = 'InvocationTimeout';
}

export function lambdaContext(functionName: string, deadline: number, awsRequestId: string = randomUUID()): Context {
  const unsupported = () => {
    throw new ErrandError('internal.unexpected', 'The callback style of Lambda handlers is not supported.');
  };
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
    memoryLimitInMB: '1024',
    awsRequestId,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: unsupported,
    fail: unsupported,
    succeed: unsupported,
  };
}

/** Loads each function once. A failed import is tried again at the next call, so that a mended file needs no restart. */
export function loadFunctionsFrom(folder: URL): LoadFunction {
  const loaded = new Map<string, Promise<LambdaHandler>>();
  return name => {
    const known = loaded.get(name) ?? importHandler(new URL(`${name}.ts`, folder));
    loaded.set(name, known);
    known.catch(() => loaded.delete(name));
    return known;
  };
}

export async function importHandler(file: URL): Promise<LambdaHandler> {
  const module: unknown = await import(file.href);
  const handler = typeof module === 'object' && module !== null && 'handler' in module ? module.handler : undefined;
  if (typeof handler !== 'function')
    throw new ErrandError('internal.unexpected', `${file.pathname} exports no handler.`);
  return async (event, context) => handler(event, context);
}

/** Rejects with InvocationTimeout after the limit. The handler runs on, as nothing in one process can stop it. */
export async function withinLimit<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new InvocationTimeout(`No answer within ${limitMs} ms.`)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
