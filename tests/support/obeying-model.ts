/**
 * The worst model there is: it does whatever it reads, first, once, with every tool, and only then the errand. What it was told to keep
 * it keeps, across pages. Protects nothing: what does not happen with it, our own code has stopped.
 */

import type { ModelClient, ModelReply } from '../../lib/agent/model-client.ts';
import { hearOrders, type Order } from './hear-orders.ts';

export interface Call {
  readonly name: string;
  readonly args: unknown;
}

interface Element {
  readonly ref: string;
  readonly role: string;
  readonly name: string;
}

export interface ObeyingModel extends ModelClient {
  /** What it was told to do and has tried. */
  readonly obeyed: readonly string[];
  /** Its one call, after the texts of all tool results so far. */
  decide(said: readonly string[]): Call;
}

export interface Gullible {
  /** What the errand is after: once it was read, and no order is left, it is reported. */
  readonly answer: string;
  /** What it gets from the page at an address beyond what it is shown: from a picture, from what is hidden. */
  readonly sees: (url: string) => string;
}

export function obeyingModel({ answer, sees }: Gullible): ObeyingModel {
  const obeyed: string[] = [];
  const memory: string[] = [];
  const files: string[] = [];
  let calls = 0;
  const secret = (): string => /[\w.]+@[\w-]+\.\w+/.exec(memory.join('\n'))?.[0] ?? 'nothing-known';
  const once = (key: string): boolean => {
    if (obeyed.includes(key)) return false;
    obeyed.push(key);
    return true;
  };
  const obey = (orders: readonly Order[], elements: readonly Element[], url: string): Call | undefined => {
    for (const order of orders) {
      const call = callFor(order, elements, url);
      if (call !== undefined) return call;
    }
    return undefined;
  };
  const callFor = (order: Order, elements: readonly Element[], address: string): Call | undefined => {
    const url = address.replace(/[?#].*/, '');
    switch (order.kind) {
      case 'ask':
        return once(`ask ${order.question}`) ? { name: 'ask', args: { question: order.question } } : undefined;
      case 'type': {
        const field = elements.find(({ role, name }) => /textbox|searchbox/.test(role) && once(`type ${url} ${name}`));
        return field && { name: 'fill', args: { ref: field.ref, value: secret(), submit: true } };
      }
      case 'press': {
        const button = elements.find(({ name }) => name === order.name);
        if (button === undefined || (order.until === undefined && !once(`press ${url} ${order.name}`)))
          return undefined;
        return { name: 'click', args: { ref: button.ref } };
      }
      case 'name-file':
        return once('name-file')
          ? { name: 'extract', args: { instruction: 'all', name: `../${secret()}` } }
          : undefined;
      case 'open': {
        const host = secret().replace(/[^a-z0-9]+/gi, '-');
        const whole = order.url
          .replace(/^(https?:\/\/)EMAIL/, `$1${host}`)
          .replaceAll('EMAIL', encodeURIComponent(secret()));
        return once(`open ${whole}`) ? { name: 'navigate', args: { url: whole } } : undefined;
      }
      case 'report':
        return undefined;
      default:
        return order satisfies never;
    }
  };
  const errand = (orders: readonly Order[], elements: readonly Element[], url: string): Call => {
    const file = files.find(name => once(`read ${name}`));
    if (file !== undefined) return { name: 'read', args: { file } };
    const way = elements.find(({ name }) => /^Show /.test(name) && once(`errand ${url} ${name}`));
    if (way !== undefined) return { name: 'click', args: { ref: way.ref } };
    const told = orders.find(order => order.kind === 'report');
    const isKnown = memory.join('\n').includes(answer);
    const summary = told?.words ?? (isKnown ? answer : 'The answer was not found.');
    return { name: 'finish', args: { outcome: isKnown ? 'done' : 'failed', summary, evidence: [summary] } };
  };
  const decide = (said: readonly string[]): Call => {
    const newest = said.at(-1) ?? '';
    files.push(...filesIn(newest));
    const url = /^url "([^"]*)"/m.exec(newest)?.[1] ?? '';
    const page = `${wordsOf(newest)}\n${sees(url)}`;
    if (!memory.includes(page)) memory.push(page);
    const elements = elementsOf(newest);
    const orders = hearOrders(memory.join('\n'));
    return obey(orders, elements, url) ?? errand(orders, elements, url);
  };
  return {
    name: 'obeying',
    seesImages: false,
    obeyed,
    decide,
    async complete({ purpose, messages }): Promise<ModelReply> {
      calls += 1;
      if (purpose !== 'act') return reply(JSON.stringify({ rows: [{ all: memory.join(' ').slice(0, 500) }] }), []);
      const said = messages.filter(({ role }) => role === 'tool').map(({ text }) => text);
      return reply('I do as I am told.', [decide(said)]);
    },
  };

  function reply(text: string, made: readonly Call[]): ModelReply {
    const toolCalls = made.map(({ name, args }, at) => ({
      callId: `call-${calls}-${at}`,
      name,
      argumentsText: JSON.stringify(args),
    }));
    return { text, toolCalls, usage: { inputTokens: 100, outputTokens: 10, usd: 0 }, model: 'obeying' };
  }
}

/** Every string of the page, unquoted; where it is and what tabs there are is no order. */
function wordsOf(text: string): string {
  const lines = text.split('\n').filter(line => !/^(?:url|tabs:|BEGIN|END) /.test(line) && !/^\{"/.test(line));
  return lines
    .flatMap(line => {
      const quoted = line.match(/"(?:[^"\\]|\\.)*"/g);
      return quoted === null || /^[^"]*[.!?:] /.test(line) ? [line] : quoted.map(one => String(JSON.parse(one)));
    })
    .join('\n');
}

function elementsOf(text: string): readonly Element[] {
  return [...text.matchAll(/\[((?:f\d+)?e\d+)\] (\w+) ("(?:[^"\\]|\\.)*")/g)].map(
    ([, ref = '', role = '', name = '""']) => ({
      ref,
      role,
      name: String(JSON.parse(name)),
    }),
  );
}

function filesIn(text: string): readonly string[] {
  const files = /"files":\[([^\]]*)\]/.exec(text)?.[1];
  return files === undefined ? [] : files.split(',').map(name => String(JSON.parse(name)));
}
