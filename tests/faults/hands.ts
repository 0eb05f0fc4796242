/** A person's hands on the small page: they only note what they do, a turn each. Shows no picture. */

import type { LivePage } from '../../lib/browser/live-page.ts';
import type { PersonInput } from '../../lib/domain/person-input.ts';
import type { Actor } from './schedule.ts';

export function handsOf(actor: Actor, onInput: (input: string) => void): LivePage {
  let acts: string[] = [];
  return {
    frame: async () => undefined,
    hands: () => ({
      // In the browser's hands as soon as it is asked for: whatever freezes its worker from then on, such as at the row that is
      // emptied beside it, makes it no later.
      async do(input) {
        onInput(textOf(input));
        await actor.pass('act by hand', async () => void acts.push('typed into the page'));
      },
      hasActs: () => acts.length > 0,
      takeActs() {
        const taken = acts;
        acts = [];
        return taken;
      },
      rest: async () => {},
    }),
  };
}

const textOf = (input: PersonInput): string => (input.kind === 'text' ? input.text : input.kind);
