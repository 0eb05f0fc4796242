/** A deadline for every call to Chromium: a hung page cannot be talked to, only left. Ends no call by itself. */

import { ErrandError, isErrandError } from '../domain/errors.ts';

/** Throws `page.timeout` after so many ms, and `page.crashed` where the tab or the browser is gone. */
export async function within<T>(ms: number, what: string, call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new ErrandError('page.timeout', `${what} did not answer within ${ms} ms.`)), ms);
  });
  try {
    return await Promise.race([call, late]);
  } catch (error) {
    throw isGone(error) ? new ErrandError('page.crashed', `${what}: ${messageOf(error)}`, {}, error) : error;
  } finally {
    clearTimeout(timer);
    call.catch(() => {});
  }
}

/** For what failed after a press: whether the page heard that nobody knows. */
export function oncePressed(error: unknown): unknown {
  return isErrandError(error, 'page.timeout')
    ? new ErrandError('page.outcome-unknown', error.detail, {}, error)
    : error;
}

function isGone(error: unknown): boolean {
  return (
    !isErrandError(error) &&
    /Target closed|Session closed|Page crashed|Connection closed|detached|TargetCloseError/i.test(messageOf(error))
  );
}

/** A document that was replaced under a call: nothing is wrong, the call is asked again of the new one. */
export function isReplaced(error: unknown): boolean {
  return /Execution context was destroyed|Cannot find context|frame got detached|Inspected target navigated|context with specified id/i.test(
    messageOf(error),
  );
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
