/** Turns of a scripted model on real pages: elements are named, and their refs read from the newest page that it was shown. */

import type { ModelRequest } from '../../lib/agent/model-client.ts';
import type { ScriptEntry } from './scripted-model.ts';

export interface NamedCall {
  readonly name: string;
  /** The name of the element. */
  readonly of: string;
  readonly value?: string;
}

export const doing = (...calls: readonly NamedCall[]): ScriptEntry => {
  return request => ({
    calls: calls.map(({ name, of, value }) => ({
      name,
      args: { ref: refOf(request, of), ...(value === undefined ? {} : { value }) },
    })),
  });
};

function refOf({ messages }: ModelRequest, name: string): string {
  const shown = messages.flatMap(({ text }) => [...text.matchAll(/\[(e\d+)\] \w+ "([^"]+)"/g)]);
  const found = shown.findLast(([, , is]) => is === name)?.[1];
  if (found === undefined) throw new Error(`Nothing on the page is called ${JSON.stringify(name)}.`);
  return found;
}
