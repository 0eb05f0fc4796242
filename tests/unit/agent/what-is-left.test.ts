/** What the model is told of the rest of its budget, and when. */

import { describe, expect, test } from 'vitest';
import { turnsOf } from '../../../lib/agent/history/turns.ts';
import { click, finish, runScript, type Setting } from '../../support/run-script.ts';
import type { ScriptEntry } from '../../support/scripted-model.ts';

/** Each another one, so that no run is stuck. */
const find = (nth: number): ScriptEntry => ({ calls: [{ name: 'find', args: { text: `kettle ${nth}` } }] });

/** The note that each request of a run ends with, up to how much is left. */
async function notesOf(turns: number, setting: Setting): Promise<readonly string[]> {
  const script = [...Array.from({ length: turns - 1 }, (_, nth) => find(nth)), finish()];
  const { model } = await runScript(script, setting);
  return model.requests.map(({ messages }) => /^NOTE .*?(?:left|last)\b/.exec(messages.at(-1)?.text ?? '')?.[0] ?? '');
}

describe('the rest of a budget of steps', () => {
  test('is told in the last three, as it is at that moment', async () => {
    const notes = await notesOf(5, { budget: { steps: 5 } });
    expect(notes).toEqual([
      '',
      '',
      'NOTE 3 of your 5 steps are left',
      'NOTE 2 of your 5 steps are left',
      'NOTE This turn is the last',
    ]);
  });

  test('is no part of what is kept', async () => {
    const { newest, model } = await runScript([click('e1'), finish()], { budget: { steps: 2 } });
    expect(
      turnsOf(model.requests[1]?.messages ?? [])
        .turns.at(-1)
        ?.after.map(({ role }) => role),
    ).toEqual(['tool', 'user']);
    expect(newest?.history.messages.some(({ text }) => text.startsWith('NOTE'))).toBe(false);
  });

  test('is told with what comes after it: a question to the person, or the end', async () => {
    const ask = await runScript([finish()], { budget: { steps: 1 } });
    expect(ask.model.requests[0]?.messages.at(-1)?.text).toMatch(/the person is asked for more.*Finish now if you can/);
    const end = await runScript([finish()], { budget: { steps: 1 }, policy: 'end' });
    expect(end.model.requests[0]?.messages.at(-1)?.text).toMatch(/finish now, with what you have\.$/);
  });

  test('counts what was added', async () => {
    const { model } = await runScript([click('e1'), finish()], { budget: { steps: 1 }, onBudget: () => 'extend' });
    expect(model.requests[1]?.messages.at(-1)?.text).toContain('the last of your 2 steps');
  });
});

describe('the rest of another part', () => {
  test('is told once a fifth of it is left', async () => {
    // A decision of the scripted model takes 110 tokens.
    const notes = await notesOf(6, { budget: { tokens: 600 } });
    expect(notes).toEqual(['', '', '', '', '', 'NOTE 8 % of your tokens are left']);
  });
});
