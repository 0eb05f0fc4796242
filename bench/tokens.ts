/** What a step's prompt costs as a run gets long: 100 steps of an errand through a shop, on a scripted page and model. No browser, no endpoint. */

import { countTokens } from 'gpt-tokenizer';
import type { Journal } from '../lib/agent/journal.ts';
import { runAgent } from '../lib/agent/loop.ts';
import type { ModelClient, ModelMessage, ModelReply } from '../lib/agent/model-client.ts';
import type { Observation, Page } from '../lib/agent/page.ts';
import type { Target } from '../lib/domain/action.ts';
import type { Outcome, TaskEvent } from '../lib/domain/events.ts';
import { evolveTask, type Task } from '../lib/domain/task.ts';
import { consentedTask, NOW } from '../tests/support/consented-task.ts';
import { scriptPage } from '../tests/support/scripted-page.ts';
import { type Figure, times } from './measure.ts';

const STEPS = 100;
const ROWS = 40;
/** Turns after which the scripted model does the like again; 10, 20, 50 and 100 are at the same point of it. */
const PART = 5;
const LIMIT = 1.15;

/** Tokens of the prompt at each step, from the first. */
export async function promptTokens(steps: number): Promise<readonly number[]> {
  const tokens: number[] = [];
  const page = shopPage();
  const model = readerModel(steps, messages => tokens.push(tokensOf(messages)));
  let task: Task = evolveTask(
    consentedTask({ budget: { steps: steps + 1, seconds: 7_200, tokens: 5_000_000, usd: 100 } }),
    { type: 'task.started', data: { fence: 1, model: 'scripted' } },
    NOW,
  );
  const record = async (events: readonly TaskEvent[]): Promise<Task> => {
    for (const event of events) task = evolveTask(task, event, NOW);
    return task;
  };
  const journal: Journal = {
    record,
    readFile: async () => undefined,
    keepWhole: () => undefined,
    saveArtifact: async ({ name }) => name,
    askApproval: async () => ({ kind: 'expired' }),
    askBudget: async () => ({ kind: 'declined' }),
    needSecret: async () => ({ kind: 'stored' }),
    instructions: async () => [],
    askPerson: async () => ({ kind: 'answered', text: 'The blue one, at most 60 €, and not from Sheffield.' }),
  };
  let marks = 0;
  const result = await runAgent(
    {
      page,
      model,
      journal,
      clock: () => NOW,
      mark: () => `m${(++marks).toString(36).padStart(10, '0')}`,
      signal: new AbortController().signal,
      keep: () => undefined,
    },
    task,
  );
  if ('kind' in result) throw new Error('The scripted run was put away.');
  if (result.status !== 'completed') throw new Error(`The scripted run ended as ${result.code}: ${result.detail}`);
  return tokens;
}

/** As the chat-completions API counts them, but for the tools, which are the same each step. */
function tokensOf(messages: readonly ModelMessage[]): number {
  return messages.reduce((sum, message) => {
    const calls = message.role === 'assistant' ? message.toolCalls : [];
    const called = calls.reduce((all, call) => all + countTokens(`${call.name}${call.argumentsText}`) + 8, 0);
    return sum + countTokens(message.text) + called + 4;
  }, 0);
}

const material = ['Copper', 'Steel', 'Enamel', 'Glass', 'Cast iron'];

function rowsOf(page: number): readonly string[] {
  return Array.from({ length: ROWS }, (_, row) => {
    const number = 1_000 + ((page * ROWS + row) % 9_000);
    return `${material[number % material.length]} kettle No. ${number}, ${20 + ((number * 7) % 90)}.${number % 10}0 €`;
  });
}

/** Of one length on every page, so that only the conversation grows. */
const refOf = (page: number, row: number): string => `e${10_000 + ((page * 100) % 10_000) + row}`;

/** A list of some 3,000 tokens a page; each click or scroll makes another page of it. */
function shopPage(): Page {
  let at = 0;
  const observe = (): Observation => {
    const url = `https://shop.test/kettles?page=${100 + at}`;
    const targets: Target[] = rowsOf(at).map((name, row) => ({ ref: refOf(at, row), role: 'link', name }));
    const lines = targets.flatMap(({ ref, name }, row) => [
      `  row: [${ref}] link ${JSON.stringify(name)} | "In stock: ${row + 3}" | "Ships from Sheffield in ${1 + (row % 5)} days"`,
      `    [${ref}9] button "Add to basket" | [${ref}8] checkbox "Compare"`,
    ]);
    const next: Target = { ref: refOf(at, 99), role: 'link', name: 'Next' };
    const text = [`url ${JSON.stringify(url)}`, `title "Kettles"`, ...lines, `[${next.ref}] link "Next"`].join('\n');
    return {
      url,
      title: 'Kettles',
      text,
      targets: new Map([...targets, next].map(target => [target.ref, target])),
      tabs: [],
      fingerprint: `${at}`,
      pictured: 0,
      ms: 1,
    };
  };
  const perform = (kind: string, ref: string | undefined): Outcome => {
    if (kind === 'click' && ref?.endsWith('07') === true)
      return {
        ok: false,
        code: 'page.covered',
        detail: '"Subscribe to our newsletter" lies over it.',
        hint: 'Close it.',
      };
    if (kind !== 'navigate') at += 1;
    return {
      ok: true,
      effect: kind === 'scroll' ? 'changed' : 'navigated',
      url: `https://shop.test/kettles?page=${100 + at}`,
    };
  };
  return {
    ...scriptPage({ list: { url: 'https://shop.test/' } }, 'list'),
    observe: async () => observe(),
    perform: async action => perform(action.kind, 'ref' in action ? action.ref : undefined),
    readText: async () => ({
      ok: true,
      url: 'https://shop.test/kettles',
      title: 'Kettles',
      markdown: rowsOf(at).join('\n').repeat(2),
      cut: false,
    }),
  };
}

/** Reads, collects, pages, fails and asks in turns, with a sentence each time as models write them. */
function readerModel(steps: number, onPrompt: (messages: readonly ModelMessage[]) => void): ModelClient {
  let step = 0;
  const reply = (text: string, name: string, args: object): ModelReply => ({
    text,
    toolCalls: name === '' ? [] : [{ callId: `c${step}`, name, argumentsText: JSON.stringify(args) }],
    usage: { inputTokens: 1, outputTokens: 1, usd: 0 },
    model: 'scripted',
  });
  const turn = (at: number): ReplyOf => {
    const page = rowsOf(at);
    const ref = (row: number): string => refOf(at, row);
    if (step === 15 || step === 60)
      return [
        'I have two that fit and ask which one is meant.',
        'ask',
        { question: `Which one, ${page[0]} or ${page[1]}?` },
      ];
    switch (step % PART) {
      case 0:
        return [
          `I collect the ${ROWS} kettles of this page.`,
          'extract',
          { instruction: 'all kettles with name and price', name: 'kettles' },
        ];
      case 1:
        return [`I see ${page[3]}, the cheapest so far, and go to the next page.`, 'click', { ref: ref(3) }];
      case 2:
        return [
          `I read the description of ${page[5]} to see whether it fits an induction hob.`,
          'read',
          { ref: ref(5) },
        ];
      case 3:
        return [`A newsletter box may be in the way of ${page[7]}; I try it.`, 'click', { ref: ref(7) }];
      default:
        return [`I open ${page[9]}, which has ${page[9]?.length} reviews.`, 'click', { ref: ref(9) }];
    }
  };
  return {
    name: 'scripted',
    seesImages: false,
    complete: async ({ purpose, messages }) => {
      if (purpose === 'extract')
        return reply(JSON.stringify({ rows: rowsOf(step).map(name => ({ name, price: 49 })) }), '', {});
      onPrompt(messages);
      step += 1;
      if (step > steps)
        return reply('I have all.', 'finish', { outcome: 'done', summary: 'All kettles.', evidence: [] });
      const at =
        Number(/url "https:\/\/shop\.test\/kettles\?page=(\d+)"/.exec(messages.at(-1)?.text ?? '')?.[1] ?? 100) - 100;
      return reply(...turn(at));
    },
  };
}

type ReplyOf = [text: string, name: string, args: object];

export async function benchTokens(): Promise<readonly Figure[]> {
  const tokens = await promptTokens(STEPS);
  const page = countTokens((await shopPage().observe()).text);
  const at = (step: number): number => tokens[step - 1] ?? Number.NaN;
  /** Of two rounds: single steps differ by what they read last. */
  const around = (step: number): number => {
    const round = tokens.slice(step - PART, step + PART);
    return round.reduce((sum, one) => sum + one, 0) / round.length;
  };
  const figure = (what: string, value: number, beside: readonly [string, number]): Figure => ({
    what: `tokens a step: ${what}`,
    ours: `${Math.round(value)}`,
    beside: `${beside[0]}: ${Math.round(beside[1])}; the page of it: ${page}`,
    ratio: times(value, beside[1]),
    want: `≤ ${LIMIT} ×`,
  });
  return [
    ...[10, 50, 100].map(step => figure(`prompt at step ${step}`, at(step), ['step 20', at(20)])),
    ...[50, 90].map(step =>
      figure(`mean of 10 steps around step ${step}`, around(step), ['around step 20', around(20)]),
    ),
    figure('longest prompt of steps 26 to 100', Math.max(...tokens.slice(25)), [
      'longest until 25',
      Math.max(...tokens.slice(0, 25)),
    ]),
  ];
}

// `node bench/tokens.ts`: every step's figure.
if (import.meta.main) {
  const tokens = await promptTokens(STEPS);
  console.log(tokens.map((count, index) => `${index + 1}: ${count}`).join('\n'));
}
