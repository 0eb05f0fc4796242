import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ModelRequest } from '../../../lib/agent/model-client.ts';
import { type OpenAiConfig, openOpenAiModel } from '../../../lib/model/openai/openai-model.ts';
import { type ScriptedOpenAi, startScriptedOpenAi, type WireScript } from '../../support/scripted-openai.ts';

const request: ModelRequest = {
  purpose: 'act',
  messages: [
    { role: 'system', text: 'You act.' },
    { role: 'user', text: 'Look.', images: [{ mediaType: 'image/jpeg', bytes: new Uint8Array([1, 2, 3]) }] },
    {
      role: 'assistant',
      text: 'I click.',
      toolCalls: [{ callId: 'c1', name: 'click', argumentsText: '{"ref":"e1"}' }],
    },
    { role: 'tool', callId: 'c1', text: '{"ok":true}' },
  ],
  tools: [{ name: 'click', description: 'Click.', parameters: { type: 'object', properties: {} } }],
  toolChoice: 'required',
  maxOutputTokens: 100,
};

let endpoint: ScriptedOpenAi;
afterEach(async () => endpoint?.close());

async function open(script: WireScript, config: Partial<OpenAiConfig> = {}) {
  endpoint = await startScriptedOpenAi(script);
  const slept: number[] = [];
  const model = openOpenAiModel(
    { apiKey: 'key', baseUrl: endpoint.url, model: 'gpt-5-mini', seesImages: true, ...config },
    { sleep: async ms => void slept.push(ms), random: () => 0 },
  );
  return { slept, complete: (asked: ModelRequest = request) => model.complete(asked, new AbortController().signal) };
}

describe('the OpenAI-compatible model', () => {
  test('sends messages, pictures and tools, and returns calls and what they cost', async () => {
    const { complete } = await open([{ calls: [{ name: 'click', arguments: { ref: 'e2' } }], text: 'Next.' }]);
    const reply = await complete();
    expect(reply).toMatchObject({
      text: 'Next.',
      toolCalls: [{ name: 'click', argumentsText: '{"ref":"e2"}' }],
      usage: { inputTokens: 100, outputTokens: 10 },
    });
    expect(reply.usage.usd).toBeCloseTo((100 * 0.25 + 10 * 2) / 1e6, 10);
    const [sent] = endpoint.requests;
    expect(sent?.authorization).toBe('Bearer key');
    expect(sent?.body.messages.map(message => message.role)).toEqual(['system', 'user', 'assistant', 'tool']);
    expect(JSON.stringify(sent?.body.messages[1]?.content)).toContain('data:image/jpeg;base64,AQID');
    endpoint.assertDone();
  });

  test.each([
    { fault: { status: 429, headers: { 'retry-after': '2' } }, waits: 2_000 },
    { fault: { status: 500 }, waits: 250 },
    { fault: { status: 503 }, waits: 250 },
    { fault: { raw: 'not json' }, waits: 250 },
    { fault: { raw: '{"choices": []}' }, waits: 250 },
    { fault: { raw: '{"choices": [{"mess' }, waits: 250 },
  ])('tries again after $fault', async ({ fault, waits }) => {
    const { complete, slept } = await open([fault, { text: 'ok' }]);
    expect((await complete()).text).toBe('ok');
    expect(slept).toEqual([waits]);
    endpoint.assertDone();
  });

  test('gives up after four tries and says where and with what', async () => {
    const { complete, slept } = await open(Array.from({ length: 4 }, () => ({ status: 500, message: 'broken' })));
    await expect(complete()).rejects.toMatchObject({
      code: 'model.unavailable',
      detail: expect.stringMatching(/500.*broken/),
    });
    expect(slept).toEqual([250, 500, 1_000]);
    endpoint.assertDone();
  });

  test('a timeout counts as a passing failure', async () => {
    const { complete } = await open([{ hang: true }, { text: 'ok' }], { timeoutMs: 50 });
    expect((await complete()).text).toBe('ok');
  });

  test.each([
    { status: 401, code: 'model.key-refused' },
    { status: 403, code: 'model.key-refused' },
    { status: 400, code: 'model.request-refused' },
    { status: 404, code: 'model.request-refused' },
  ])('does not try again after $status', async ({ status, code }) => {
    const { complete, slept } = await open([{ status }]);
    await expect(complete()).rejects.toMatchObject({ code });
    expect(slept).toEqual([]);
    endpoint.assertDone();
  });

  test('asks for JSON more loosely where the endpoint refuses a schema', async () => {
    const { complete } = await open([{ status: 400 }, { status: 400 }, { json: { rows: [] } }]);
    const asked: ModelRequest = { ...request, tools: [], toolChoice: 'none', responseSchema: { type: 'object' } };
    expect((await complete(asked)).text).toBe('{"rows":[]}');
    expect(endpoint.requests.map(sent => sent.body.response_format?.type)).toEqual([
      'json_schema',
      'json_object',
      undefined,
    ]);
  });

  test('does not hold a refusal of something else against the way of asking', async () => {
    const { complete } = await open([{ status: 400 }, { status: 400 }, { status: 400 }, { json: {} }]);
    const asked: ModelRequest = { ...request, tools: [], toolChoice: 'none', responseSchema: { type: 'object' } };
    await expect(complete(asked)).rejects.toMatchObject({ code: 'model.request-refused' });
    await complete(asked);
    expect(endpoint.requests.at(-1)?.body.response_format?.type).toBe('json_schema');
  });

  test('waits for what the endpoint asks, but not longer than 20 s', async () => {
    const { complete, slept } = await open([{ status: 429, headers: { 'retry-after': '3600' } }, { text: 'ok' }]);
    await complete();
    expect(slept).toEqual([20_000]);
  });

  test('an abort ends the call at once and is not taken for a failure of the endpoint', async () => {
    endpoint = await startScriptedOpenAi([{ hang: true }]);
    const stopping = new AbortController();
    const reason = new Error('cancelled');
    const model = openOpenAiModel(
      { apiKey: 'key', baseUrl: endpoint.url, model: 'm', seesImages: false },
      { sleep: async () => expect.unreachable(), random: () => 0 },
    );
    const call = model.complete(request, stopping.signal);
    await vi.waitFor(() => expect(endpoint.requests).toHaveLength(1));
    stopping.abort(reason);
    await expect(call).rejects.toBe(reason);
  });

  test('copes with calls without ids, with the same id, and with arguments that are no text', async () => {
    const call = (id: string, args: unknown) => ({
      id,
      type: 'function',
      function: { name: 'click', arguments: args },
    });
    const message = { content: null, tool_calls: [call('', '{"a":1}'), call('x', { a: 2 }), call('x', undefined)] };
    const { complete } = await open([
      { raw: JSON.stringify({ choices: [{ message }], usage: { prompt_tokens: -5 } }) },
    ]);
    const { toolCalls, usage } = await complete();
    expect(toolCalls.map(({ argumentsText }) => argumentsText)).toEqual(['{"a":1}', '{"a":2}', '{}']);
    expect(new Set(toolCalls.map(({ callId }) => callId)).size).toBe(3);
    expect(usage).toEqual({ inputTokens: 0, outputTokens: 0, usd: 0 });
  });

  test('an endpoint that is down is told as such', async () => {
    const { complete } = await open([], { baseUrl: 'http://127.0.0.1:9/v1', tries: 1 });
    await expect(complete()).rejects.toMatchObject({
      code: 'model.unavailable',
      detail: expect.stringContaining('127.0.0.1:9'),
    });
  });
});
