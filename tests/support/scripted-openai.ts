/** An OpenAI-compatible HTTP endpoint that answers from a script, in order. Fails on an unexpected call and on leftovers. */

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WireRequest {
  readonly authorization: string | undefined;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: unknown; readonly tool_calls?: unknown }[];
    readonly tools?: readonly { readonly function: { readonly name: string } }[];
    readonly response_format?: { readonly type: string };
  };
}

export type WireReply =
  | { readonly text: string }
  | { readonly json: unknown }
  | { readonly calls: readonly { readonly name: string; readonly arguments: unknown }[]; readonly text?: string }
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly message?: string }
  | { readonly raw: string }
  /** Never answers: the caller's own timeout must end it. */
  | { readonly hang: true };

/** A promise: the answer waits for what the test does meanwhile. */
export type WireScript = readonly (WireReply | ((request: WireRequest) => WireReply | Promise<WireReply>))[];

export interface ScriptedOpenAi {
  /** Ends in /v1. */
  readonly url: string;
  readonly requests: readonly WireRequest[];
  /** Throws where replies are left over or a call came that the script did not expect. */
  assertDone(): void;
  close(): Promise<void>;
}

export async function startScriptedOpenAi(script: WireScript): Promise<ScriptedOpenAi> {
  const requests: WireRequest[] = [];
  const unexpected: string[] = [];
  let served = 0;
  const server = createServer((incoming, outgoing) => {
    void readBody(incoming).then(async text => {
      const request: WireRequest = { authorization: incoming.headers.authorization, body: JSON.parse(text) };
      requests.push(request);
      const entry = script[served];
      served += 1;
      if (entry === undefined) unexpected.push(JSON.stringify(request.body.messages.at(-1)).slice(0, 300));
      const reply: WireReply =
        entry === undefined
          ? { status: 400, message: 'The script has no reply left.' }
          : typeof entry === 'function'
            ? await entry(request)
            : entry;
      if ('hang' in reply) return;
      const { status, headers, body } = toHttp(reply, served);
      outgoing.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    assertDone() {
      if (unexpected.length > 0)
        throw new Error(`The model was called ${unexpected.length} times too often: ${unexpected[0]}`);
      if (served < script.length) throw new Error(`${script.length - served} replies of the script are left over.`);
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function toHttp(
  reply: Exclude<WireReply, { hang: true }>,
  n: number,
): { status: number; headers: Record<string, string>; body: string } {
  if ('status' in reply)
    return {
      status: reply.status,
      headers: { ...reply.headers },
      body: JSON.stringify({ error: { message: reply.message ?? 'scripted error' } }),
    };
  if ('raw' in reply) return { status: 200, headers: {}, body: reply.raw };
  const content = 'json' in reply ? JSON.stringify(reply.json) : (reply.text ?? '');
  const calls = 'calls' in reply ? reply.calls : [];
  const tool_calls = calls.map((call, index) => ({
    id: `call_${n}_${index}`,
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  }));
  const message = { role: 'assistant', content, ...(tool_calls.length === 0 ? {} : { tool_calls }) };
  const choices = [{ index: 0, message, finish_reason: tool_calls.length > 0 ? 'tool_calls' : 'stop' }];
  return {
    status: 200,
    headers: {},
    body: JSON.stringify({
      id: `scripted-${n}`,
      object: 'chat.completion',
      model: 'scripted',
      choices,
      usage: { prompt_tokens: 100, completion_tokens: 10 },
    }),
  };
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
