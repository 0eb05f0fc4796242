/** A conversation that waits for its yes, laid straight into a local cloud's table: the same words whenever it is laid. Nothing runs. */

import { makeProposal } from '../../lib/domain/proposal.ts';
import { createSession } from '../../lib/domain/session.ts';
import { makeIds } from '../../lib/machine.ts';
import { changeSession, createSessionStream } from '../../lib/store/change.ts';
import { openLocalStore } from './local-store.ts';

const ids = makeIds();

/** Gives the session's id. */
export async function layProposal(ownerId: string): Promise<string> {
  const store = openLocalStore();
  const now = Date.now();
  const at = new Date(now).toISOString();
  const sessionId = ids('session');
  const title = 'Order a stoneware mug';
  await createSessionStream(store, createSession({ sessionId, ownerId, title, now }), [
    { type: 'session.created', data: { title } },
  ]);
  const proposal = makeProposal(
    { ...terms, title, expiresAt: new Date(now + 1_800_000).toISOString() },
    {
      proposalId: ids('proposal'),
      sessionId,
      now,
    },
  );
  const said = (role: 'user' | 'assistant', origin: 'person' | 'chat', text: string) => ({
    type: 'message.added' as const,
    data: { message: { messageId: ids('message'), role, origin, text, at } },
  });
  await changeSession(store, { ownerId, sessionId }, () => [
    said('user', 'person', 'Order the large Hearth Mug in sage, sent to 1 Quay Street in Ludlow.'),
    said('assistant', 'chat', 'I can do that in the shop. You will be asked before anything is paid.'),
    { type: 'proposal.made', data: { proposal } },
  ]);
  return sessionId;
}

const terms = {
  instruction:
    'Go to shop.test, search for "Hearth Mug" and open it. Choose Sage in Colour and Large in Size, add it to the basket and place the order.',
  startUrl: 'https://shop.test/',
  plan: ['Open the shop', 'Find the mug and choose colour and size', 'Fill in the form', 'Place the order'],
  scope: {
    sites: ['shop.test', 'pay.example.com'],
    verbs: ['read', 'navigate', 'input', 'submit', 'pay'] as ('read' | 'navigate' | 'input' | 'submit' | 'pay')[],
    secrets: ['shop-password'],
    budget: { steps: 40, seconds: 600, tokens: 400_000, usd: 0.5, bytes: 50_000_000 },
  },
  estimate: { steps: 12, seconds: 90, usd: 0.04 },
  model: 'a-model',
};
