/** What the person may do in a conversation, each with what is shown while it is on its way and where it fails. Holds no state of its own. */

import type { Signal } from '@preact/signals';
import type { Proposal } from '../../lib/domain/proposal.ts';
import type { Api, Yes } from '../data/api.ts';
import { strings } from '../strings.ts';
import { type Fault, faultOf } from './fault.ts';
import { type OpenSession, saidIn } from './open-session.ts';

export interface Acts {
  send(text: string): Promise<void>;
  consent(proposal: Proposal, yes: Yes): Promise<void>;
  decline(proposal: Proposal): Promise<void>;
}

export interface Desk {
  readonly api: Api;
  readonly open: Signal<OpenSession | undefined>;
  readonly draft: Signal<string>;
  readonly fault: Signal<Fault | undefined>;
  select(sessionId: string): void;
  loadSessions(): Promise<void>;
}

export function offerActs(desk: Desk): Acts {
  const { api, open } = desk;

  const decide = async (proposal: Proposal, title: string, act: () => Promise<void>): Promise<void> => {
    const session = open.value;
    if (!session) return;
    session.deciding.value = proposal.proposalId;
    await attempt(desk, title, act);
    session.deciding.value = undefined;
  };

  return {
    send: text => send(desk, text),
    consent: (proposal, yes) => decide(proposal, strings.notConsented, () => api.consent(proposal, yes)),
    decline: proposal => decide(proposal, strings.notDeclined, () => api.decline(proposal)),
  };
}

/** Runs what the person asked for; a failure becomes words and the stream is read again either way. */
async function attempt({ open, fault, loadSessions }: Desk, title: string, act: () => Promise<void>): Promise<boolean> {
  fault.value = undefined;
  try {
    await act();
    return true;
  } catch (error) {
    fault.value = faultOf(title, error);
    return false;
  } finally {
    await open.value?.followed.refresh();
    void loadSessions();
  }
}

async function send(desk: Desk, text: string): Promise<void> {
  const { api, open, draft, fault } = desk;
  draft.value = '';
  let into: OpenSession | undefined;
  let saidBefore = 0;
  const sent = await attempt(desk, strings.notSent, async () => {
    if (open.value === undefined) desk.select(await api.createSession());
    into = open.value;
    if (into === undefined) return;
    saidBefore = saidIn(into);
    into.pending.value = text;
    await api.sendMessage(into.sessionId, text);
  });
  if (into) into.pending.value = undefined;
  if (sent) return;
  if (into && saidIn(into) > saidBefore) {
    if (fault.value) fault.value = { ...fault.value, title: strings.notAnswered };
    // What was typed is never lost, and never overwrites what was typed meanwhile.
  } else if (draft.value === '' && open.value === into) draft.value = text;
}
