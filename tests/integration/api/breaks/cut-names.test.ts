/** Where the API cuts what somebody wrote, to a title or in a problem: a character that stands across the cut stays whole or goes. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi, says, type TestApi } from '../../../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const lengths = [38, 39, 40, 57, 58, 59, 60, 78, 79, 80];
const broken = /\\ud[89a-f]|\ufffd/i;

describe('half a character is in no answer where a text is cut', () => {
  test.each(lengths)('of %i letters and two faces', async length => {
    const text = `${'x'.repeat(length)}💥💥 and more of it, so that every cut is made`;
    const { sessionId } = (await api.call('POST', '/sessions')).body.session;
    api.script(says('Fine.'));
    const said = await api.call('POST', `/sessions/${sessionId}/messages`, { body: { text } });
    expect(said.body.session.title).toMatch(/^x+.*…$/);
    expect(JSON.stringify(said.body.session)).not.toMatch(broken);
    const kept = (await api.call('GET', `/sessions/${sessionId}`)).body;
    expect(kept.session.title).toBe(said.body.session.title);
    const name = await api.call('POST', '/sessions', { body: { [text]: 1 } });
    const choice = await api.call('POST', '/keys', { body: { name: 'ci', scopes: [text] } });
    const id = await api.call('GET', `/tasks/${encodeURIComponent(text)}`);
    for (const { status, body } of [name, choice, id]) {
      expect([400, 404]).toContain(status);
      expect(JSON.stringify(body)).not.toMatch(broken);
    }
  });
});
