/** Asks a page what a person could use on it, frame by frame, over DevTools. Knows nothing of who looked; the refs are in the page already. */

import { installBench } from './in-page/install.ts';
import type { Told, Truth } from './in-page/tell-truth.ts';

/** The part of a DevTools session that puppeteer's and Playwright's have alike. */
export interface Cdp {
  send(method: string, params?: Readonly<Record<string, unknown>>): Promise<unknown>;
  on(event: string, listener: (payload: unknown) => void): unknown;
}

export interface TruthOptions {
  /** The refs that stand in the text. */
  readonly listed: readonly string[];
  /** Those, and the refs that its looker gave when asked for more. */
  readonly reached: readonly string[];
}

interface Context {
  readonly id: number;
  readonly auxData?: { readonly frameId?: string; readonly isDefault?: boolean };
}

const MAX_DEPTH = 4;

/** The worlds of a tab's frames, told once and kept up to date. */
export async function watchContexts(cdp: Cdp): Promise<ReadonlyMap<string, number>> {
  const contexts = new Map<string, number>();
  cdp.on('Runtime.executionContextCreated', payload => {
    const { context } = payload as { context: Context };
    const { frameId, isDefault } = context.auxData ?? {};
    if (frameId !== undefined && isDefault === true) contexts.set(frameId, context.id);
  });
  cdp.on('Runtime.executionContextsCleared', () => contexts.clear());
  await cdp.send('Runtime.enable');
  return contexts;
}

/** Frames of another process are left out, by ours and theirs alike. */
export async function tellPage(
  cdp: Cdp,
  contexts: ReadonlyMap<string, number>,
  { listed, reached }: TruthOptions,
): Promise<readonly Told[]> {
  const { frameTree } = (await cdp.send('Page.getFrameTree')) as { frameTree: { frame: { id: string } } };
  const visit = async (
    frameId: string,
    points: Truth['frames'][number] | undefined,
    depth: number,
  ): Promise<Told[]> => {
    const contextId = contexts.get(frameId);
    if (contextId === undefined) return [];
    await evaluate(cdp, contextId, installBench);
    const asked = `errandBench.tellTruth(${points === undefined ? 'undefined' : JSON.stringify(points)}, ${JSON.stringify(listed)}, ${JSON.stringify(reached)})`;
    const truth = (await evaluate(cdp, contextId, asked)) as Truth;
    const inner: Told[] = [];
    for (const [index, seen] of depth < MAX_DEPTH ? truth.frames.entries() : []) {
      const child = await frameAt(cdp, contextId, index);
      if (child !== undefined) inner.push(...(await visit(child, seen, depth + 1)));
    }
    return [...truth.told, ...inner];
  };
  return visit(frameTree.frame.id, undefined, 0);
}

async function frameAt(cdp: Cdp, contextId: number, index: number): Promise<string | undefined> {
  const { result } = (await cdp.send('Runtime.evaluate', {
    contextId,
    expression: `errandBench.frames[${index}]`,
  })) as { result: { objectId?: string } };
  if (result.objectId === undefined) return undefined;
  const { node } = (await cdp.send('DOM.describeNode', { objectId: result.objectId })) as {
    node: { frameId?: string };
  };
  return node.frameId;
}

/** With DevTools' console, for `getEventListeners`. */
async function evaluate(cdp: Cdp, contextId: number, expression: string): Promise<unknown> {
  const answer = (await cdp.send('Runtime.evaluate', {
    contextId,
    expression,
    includeCommandLineAPI: true,
    returnByValue: true,
  })) as {
    result: { value?: unknown };
    exceptionDetails?: { text: string; exception?: { description?: string } };
  };
  const wrong = answer.exceptionDetails;
  if (wrong !== undefined) throw new Error(wrong.exception?.description ?? wrong.text);
  return answer.result.value;
}
