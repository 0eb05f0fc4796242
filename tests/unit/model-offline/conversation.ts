/** Plays a whole errand against scripted observations: what the model asks for, and what the page then is. For these tests only. */

import type { ModelMessage, ModelReply } from '../../../lib/agent/model-client.ts';
import { openOfflineModel } from '../../../lib/model/offline/offline-model.ts';

/** What a call is answered with, and the page after it; a page that is left out stays as it was. */
export interface Answered {
  readonly result?: Readonly<Record<string, unknown>>;
  readonly page?: string;
  /** What `find` brings out of a fold. */
  readonly excerpt?: string;
  /** What the person says to the run meanwhile. */
  readonly told?: string;
}

export interface Played {
  /** `click e5`, `fill e2 kettle`: every call in order, a turn an entry. */
  readonly turns: readonly string[];
  readonly texts: readonly string[];
  readonly finish: { readonly outcome: string; readonly summary: string; readonly evidence: readonly string[] };
}

const signal = new AbortController().signal;
const MAX_TURNS = 40;

export async function playErrand(
  instruction: string,
  first: string,
  answer: (call: string, times: number) => Answered = () => ({}),
): Promise<Played> {
  const model = openOfflineModel();
  const messages: ModelMessage[] = [
    { role: 'system', text: 'You do an errand.' },
    { role: 'user', text: `ERRAND\n${JSON.stringify({ title: 't', instruction, startUrl: 'https://a.example/' })}` },
    {
      role: 'assistant',
      text: 'I open the start page.',
      toolCalls: [{ callId: 'start', name: 'navigate', argumentsText: '{}' }],
    },
  ];
  const results: { callId: string; result: object; excerpt: string | undefined }[] = [
    { callId: 'start', result: { ok: true, effect: 'navigated' }, excerpt: undefined },
  ];
  const turns: string[] = [];
  const texts: string[] = [];
  const seen = new Map<string, number>();
  let page = first;
  let told: string[] = [];
  for (let turn = 0; turn < MAX_TURNS; turn += 1) {
    results.forEach(({ callId, result, excerpt }, index) => {
      const found = excerpt === undefined ? '' : `\nBEGIN EXCERPT y${turn}\n${excerpt}\nEND EXCERPT y${turn}`;
      const block = index === results.length - 1 ? `\nBEGIN PAGE x${turn}\n${page}\nEND PAGE x${turn}` : '';
      messages.push({ role: 'tool', callId, text: `${JSON.stringify(result)}${found}${block}` });
    });
    for (const text of told) messages.push({ role: 'user', text: `INSTRUCTION\n${JSON.stringify({ text })}` });
    told = [];
    const reply = await model.complete(
      { purpose: 'act', messages, tools: [], toolChoice: 'required', maxOutputTokens: 100 },
      signal,
    );
    texts.push(reply.text);
    const finished = finishOf(reply);
    if (finished !== undefined) return { turns, texts, finish: finished };
    turns.push(reply.toolCalls.map(inShort).join(' + '));
    results.length = 0;
    for (const call of reply.toolCalls) {
      const short = inShort(call);
      const times = (seen.get(short) ?? 0) + 1;
      seen.set(short, times);
      const next = answer(short, times);
      page = next.page ?? page;
      if (next.told !== undefined) told.push(next.told);
      results.push({
        callId: call.callId,
        result: { ok: true, effect: 'changed', ...next.result },
        excerpt: next.excerpt,
      });
    }
    for (const [index, message] of messages.entries())
      if (message.role === 'tool')
        messages[index] = {
          ...message,
          text: message.text.replace(/BEGIN PAGE[\s\S]*END PAGE \S+/, '(earlier page removed)'),
        };
    messages.push({ role: 'assistant', text: reply.text, toolCalls: reply.toolCalls });
  }
  throw new Error(`The errand does not end: ${turns.join(', ')}`);
}

const inShort = ({ name, argumentsText }: { name: string; argumentsText: string }): string =>
  [name, ...Object.values(JSON.parse(argumentsText) as object)].map(String).join(' ');

function finishOf({ toolCalls }: ModelReply): Played['finish'] | undefined {
  const call = toolCalls.find(({ name }) => name === 'finish');
  return call === undefined ? undefined : (JSON.parse(call.argumentsText) as Played['finish']);
}

export const failedWith = (code: string, detail = code): Answered => ({ result: { ok: false, code, detail } });

export const pageOf = (...lines: readonly string[]): string =>
  ['url "https://a.example/"', 'title "A page"', ...lines].join('\n');
