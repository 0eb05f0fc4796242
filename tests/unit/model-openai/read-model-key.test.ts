/** The model's key out of Secrets Manager, by the real SDK over HTTP against a stand-in. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readConfig } from '../../../lib/config.ts';
import { openOpenAiModel } from '../../../lib/model/openai/openai-model.ts';
import { readModelKey } from '../../../lib/model/openai/read-model-key.ts';
import { startScriptedOpenAi } from '../../support/scripted-openai.ts';

const kept = new Map([
  ['good', ' sk-one\n'],
  ['empty', '  '],
]);
let server: Server;
let endpoint = '';

beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  server = createServer((request, response) => {
    let text = '';
    request.on('data', chunk => {
      text += String(chunk);
    });
    request.on('end', () => {
      const { SecretId } = JSON.parse(text) as { SecretId: string };
      const SecretString = kept.get(SecretId);
      if (SecretString !== undefined) return void response.end(JSON.stringify({ SecretString }));
      response.statusCode = 400;
      response.end(JSON.stringify({ __type: 'ResourceNotFoundException', message: 'no' }));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await new Promise(resolve => server.close(resolve));
});

const read = (secret: string) => readModelKey({ secret, region: 'us-east-1', endpoint });

test('the key is what stands in the secret, without the line break that a file leaves', async () => {
  expect(await read('good')).toBe('sk-one');
});

test.each([
  ['empty', 'The secret empty is empty'],
  ['gone', 'The secret gone could not be read: ResourceNotFoundException'],
])('a secret that is %s is told by its name, and never by a value', async (secret, said) => {
  await expect(read(secret)).rejects.toMatchObject({
    code: 'model.key-refused',
    detail: expect.stringContaining(said),
  });
});

test('a setting that names the secret chooses the endpoint, and a key in the settings counts for more', () => {
  expect(readConfig({ ERRAND_MODEL_KEY_SECRET: 'good' }).openAi).toMatchObject({ keySecret: 'good' });
  const both = readConfig({ ERRAND_MODEL_KEY_SECRET: 'good', OPENAI_API_KEY: 'k' }).openAi;
  expect(both).toMatchObject({ apiKey: 'k', keySecret: undefined });
});

test('the model is asked with that key, read once; a failed reading is tried again at the next question', async () => {
  const model = await startScriptedOpenAi([{ text: 'one' }, { text: 'two' }]);
  let reads = 0;
  const readKey = async (): Promise<string> => {
    reads += 1;
    return reads === 1 ? read('gone') : read('good');
  };
  const config = { apiKey: 'none', baseUrl: model.url, model: 'm', seesImages: false };
  const client = openOpenAiModel(config, { sleep: async () => {}, random: () => 0, readKey });
  const ask = () =>
    client.complete(
      { purpose: 'chat', messages: [{ role: 'user', text: 'hi' }], tools: [] } as never,
      new AbortController().signal,
    );
  await expect(ask()).rejects.toMatchObject({ code: 'model.key-refused' });
  await ask();
  await ask();
  expect(reads).toBe(2);
  expect(model.requests.map(({ authorization }) => authorization)).toEqual(['Bearer sk-one', 'Bearer sk-one']);
  model.assertDone();
  await model.close();
});
