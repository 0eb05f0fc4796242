/** A page's own question that holds a secret: it is redacted for everybody but the page, which is answered all the same. */

import { expect, test } from 'vitest';
import { redactPage } from '../../../lib/secrets/redact-run.ts';
import { makeRedactor } from '../../../lib/secrets/redactor.ts';
import { scriptPage } from '../../support/scripted-page.ts';

const secret = 'correct-horse-battery';
const question = `Send ${secret} to Otto?`;

test('its answer reaches the page with the words that the page asked', async () => {
  const page = scriptPage({ home: { url: 'https://shop.test/', question, on: { 'answer-dialog': 'home' } } }, 'home');
  const redactor = makeRedactor();
  redactor.add({ name: 'pw', kind: 'password', value: secret });
  const redacted = redactPage(page, redactor, () => []);
  const seen = await redacted.observe();
  expect(JSON.stringify(seen)).not.toContain(secret);
  const asked = seen.question ?? '';
  expect(asked).toMatch(/^Send .+ to Otto\?$/);
  await redacted.perform({ kind: 'answer-dialog', accept: true, question: asked }, AbortSignal.timeout(1_000));
  expect(page.performed.at(-1)).toEqual({ kind: 'answer-dialog', accept: true, question });
  await redacted.perform({ kind: 'answer-dialog', accept: true, question: 'Another?' }, AbortSignal.timeout(1_000));
  expect(page.performed.at(-1)).toMatchObject({ question: 'Another?' });
});
