/**
 * The errand of these tests: open a form, save it, finish; where it has a secret, type that before. Its page saves by a real request; its
 * model remembers nothing and always goes on.
 */

import type { ModelClient, ModelRequest } from '../../lib/agent/model-client.ts';
import type { Page } from '../../lib/agent/page.ts';
import type { SecretSource } from '../../lib/browser/secret-source.ts';
import { refusal } from '../../lib/domain/errors.ts';
import { placeholderOf } from '../../lib/domain/secret.ts';
import { scriptPage, type View } from '../support/scripted-page.ts';
import type { Actor } from './schedule.ts';
import type { SiteAct } from './world.ts';

export const SAVE = 'Save';
/** What the errand types where it has a secret, and what its person stores under that name. */
export const SECRET = { name: 'shop-word', value: 'rosebud-1941' } as const;
const WORD = 'Code word';

const views: Record<string, View> = {
  home: {
    url: 'https://shop.test/',
    elements: [{ ref: 'e1', role: 'button', name: 'Form' }],
    on: { 'click e1': 'form' },
  },
  form: {
    url: 'https://shop.test/form',
    elements: [{ ref: 'e3', role: 'button', name: SAVE, submits: true, inputType: 'submit' }],
    sends: () => [{ label: 'Name', value: 'Mira' }],
    on: { 'click e3': 'thanks' },
  },
  thanks: { url: 'https://shop.test/thanks' },
};

const viewsWithSecret: Record<string, View> = {
  ...views,
  home: {
    url: 'https://shop.test/',
    elements: [{ ref: 'e1', role: 'button', name: 'Form' }],
    on: { 'click e1': 'word' },
  },
  word: {
    url: 'https://shop.test/word',
    elements: [{ ref: 'e5', role: 'textbox', name: WORD, inputType: 'text' }],
    on: { 'fill e5': 'form' },
  },
};

export interface ErrandOf {
  readonly actor: Actor;
  readonly taskId: string;
  /** Does it on the site. */
  readonly save: (act: Omit<SiteAct, 'at'>) => Promise<void>;
  /** Where the page has a field for one. */
  readonly secrets?: SecretSource | undefined;
}

/** What only reads is no turn of its own: nothing can be seen of it from outside. */
export function errandPage({ actor, taskId, save, secrets }: ErrandOf): Page {
  const inner = scriptPage(secrets === undefined ? views : viewsWithSecret, 'home');
  return {
    ...inner,
    async perform(action, signal, files) {
      if (action.kind === 'fill' && secrets !== undefined) {
        const resolved = await secrets.resolve(action.value, FIELD);
        if (!resolved.ok) return resolved;
      }
      const name = 'target' in action ? action.target?.name : undefined;
      const act = async (): Promise<void> => {
        if (name === SAVE) await save({ taskId, worker: actor.name, act: SAVE });
      };
      try {
        await actor.pass(`act ${name ?? action.kind}`, act);
      } catch {
        // The site has it; no page came, so the form is still there.
        return refusal('page.outcome-unknown', 'It was sent, and nobody answered.');
      }
      return inner.perform(action, signal, files);
    },
  };
}

const FIELD = {
  ...{ origin: 'https://shop.test', type: 'text', autocomplete: '', words: WORD, isSearch: false, boxes: 0 },
} as const;

const REFUSED = /approval\.denied|The person said no|secret\.skipped/;
const call = (name: string, args: unknown) => ({ callId: 'call', name, argumentsText: JSON.stringify(args) });

/** What a call tells a model beside the page. */
export type OnRequest = (told: string) => void;

/** The worst that a model can be: it looks only at the newest page, so after a break it does again what it sees to be done. */
export function errandModel(actor: Actor, think: () => void = () => {}, onRequest: OnRequest = () => {}): ModelClient {
  return {
    name: 'forgetful',
    seesImages: false,
    complete: (request, signal) =>
      actor.pass('model', async () => {
        signal.throwIfAborted();
        onRequest(request.messages.flatMap(({ role, text }) => (role === 'user' ? [text] : [])).join('\n'));
        think();
        const usage = { inputTokens: 100, outputTokens: 10, usd: 0.001 };
        return { text: 'I go on.', toolCalls: [nextCall(request)], usage, model: 'forgetful' };
      }),
  };
}

function nextCall({ messages }: ModelRequest) {
  const finish = (outcome: 'done' | 'failed') => call('finish', { outcome, summary: 'That was it.', evidence: [] });
  const last = messages.findLast(({ role }) => role === 'tool')?.text ?? '';
  if (REFUSED.test(last)) return finish('failed');
  const page = messages.findLast(
    ({ text }) => text.includes('url \\"https://shop.test') || text.includes('url "https://shop.test'),
  );
  const text = page?.text ?? '';
  if (text.includes('/thanks')) return finish('done');
  if (text.includes('[e5]')) return call('fill', { ref: 'e5', value: placeholderOf(SECRET.name) });
  return call('click', { ref: text.includes('[e3]') ? 'e3' : 'e1' });
}
