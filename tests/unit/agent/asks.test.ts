/** What the loop does where a budget is used up, a secret is missing, or the person says something in its middle. */

import { describe, expect, test } from 'vitest';
import { compactHistory } from '../../../lib/agent/history/compact-history.ts';
import { instructionMessage, isInstruction } from '../../../lib/agent/instructed.ts';
import type { ModelMessage } from '../../../lib/agent/model-client.ts';
import { click, finish, runScript, type Setting } from '../../support/run-script.ts';
import type { ScriptEntry, ScriptedReply } from '../../support/scripted-model.ts';

const saying =
  (needle: string, then: ScriptEntry): ScriptEntry =>
  request => {
    expect(request.messages.map(({ text }) => text).join('\n')).toContain(needle);
    return typeof then === 'function' ? then(request) : then;
  };

describe('a budget of steps that is used up', () => {
  test('is asked about before the step that would pass it, and the run goes on after a yes', async () => {
    const script = [click('e4'), saying('the person has added to your budget: 1 steps', finish())];
    const { result, budgets, types } = await runScript(script, { budget: { steps: 1 }, onBudget: () => 'extend' });
    expect(result.status).toBe('completed');
    expect(budgets).toMatchObject([{ limit: 'steps', spent: 1, allowed: 1, asks: { steps: 1 } }]);
    expect(types.filter(type => type.startsWith('budget.'))).toEqual(['budget.reached', 'budget.extended']);
  });

  test('is asked about again when what was added is used up, with another digest', async () => {
    const { budgets, result } = await runScript([click('e4'), click('e2')], {
      budget: { steps: 1 },
      onBudget: (_, nth) => (nth === 1 ? 'extend' : 'end'),
    });
    expect(result.code).toBe('budget.exceeded');
    expect(budgets.map(({ allowed }) => allowed)).toEqual([1, 2]);
    expect(new Set(budgets.map(({ digest }) => digest)).size).toBe(2);
  });

  test.each(['end', 'expired'] as const)('ends the run as before after "%s"', async answer => {
    const { result } = await runScript([click('e4')], { budget: { steps: 1 }, onBudget: () => answer });
    expect(result).toMatchObject({ status: 'failed', code: 'budget.exceeded' });
  });

  test('is not asked about where the consent says so', async () => {
    const policy: Setting = { budget: { steps: 1 }, onBudget: () => 'extend', policy: 'end' };
    const { result, budgets } = await runScript([click('e4')], policy);
    expect(result.code).toBe('budget.exceeded');
    expect(budgets).toEqual([]);
  });
});

describe('a budget of tokens that a decision used up', () => {
  test('is asked about before its act, which is done once after a yes', async () => {
    const { result, page, budgets } = await runScript([click('e1'), finish()], {
      budget: { tokens: 100 },
      onBudget: () => 'extend',
    });
    expect(budgets[0]).toMatchObject({ limit: 'tokens', spent: 110, allowed: 100 });
    expect(page.performed.filter(({ kind }) => kind === 'click')).toHaveLength(1);
    expect(result.status).toBe('completed');
  });

  test('does not count the time in which the person decides', async () => {
    const { newest } = await runScript([click('e1'), finish()], {
      budget: { tokens: 100 },
      onBudget: () => 'extend',
      answerAfterMs: 3_600_000,
    });
    expect(newest?.spent.seconds).toBeLessThan(10);
  });
});

const fill: ScriptedReply = { calls: [{ name: 'fill', args: { ref: 'e2', value: '{{pw}}' } }] };

describe('a secret that an act needs', () => {
  test('is waited for before the act begins', async () => {
    const asked: string[] = [];
    const { types, result } = await runScript([fill, finish()], {
      secrets: ['pw'],
      onSecret: ({ name, site }) => {
        asked.push(`${name} on ${site}`);
        return 'stored';
      },
    });
    expect(asked).toEqual(['pw on shop.test']);
    expect(types.filter(type => type === 'action.started')).toHaveLength(2);
    expect(result.status).toBe('completed');
  });

  test('leaves on record, for whoever goes on, that the calls behind it were not begun', async () => {
    const calls = [...(fill.calls ?? []), { name: 'click', args: { ref: 'e1' } }];
    let kept = '';
    await runScript([{ calls }, finish()], {
      secrets: ['pw'],
      onKept: ({ history }) => {
        const told = history.messages.map(({ text }) => text).join('\n');
        if (kept === '' && told.includes('the run broke off here')) kept = told;
      },
    });
    expect(kept).toMatch(/of this call at most a part was done.*\n.*the run broke off before it was begun/);
  });

  test('is told to be gone without, and nothing is typed', async () => {
    const { page, events } = await runScript([fill, saying('secret.skipped', finish())], {
      secrets: ['pw'],
      onSecret: () => 'skipped',
    });
    expect(page.performed.filter(({ kind }) => kind === 'fill')).toEqual([]);
    expect(events.find(({ type }) => type === 'action.refused')?.data).toMatchObject({ code: 'secret.skipped' });
  });

  test('ends the run where nobody stores it in time', async () => {
    const { result } = await runScript([fill], { secrets: ['pw'], onSecret: () => 'expired' });
    expect(result).toMatchObject({ status: 'cancelled', code: 'secret.missing' });
  });

  test('is not asked for where the police deny the act', async () => {
    const asked: string[] = [];
    await runScript([{ calls: [{ name: 'fill', args: { ref: 'e2', value: '{{other}}' } }] }, finish('failed')], {
      secrets: ['pw'],
      onSecret: ({ name }) => {
        asked.push(name);
        return 'stored';
      },
    });
    expect(asked).toEqual([]);
  });
});

describe('a word of the person in mid-run', () => {
  const wish = 'Take the blue one.';
  const said = (nth: number): readonly string[] => (nth >= 2 ? [wish] : []);

  test('is told at the next step, once', async () => {
    const { model } = await runScript([click('e4'), saying(wish, click('e2')), finish()], { said });
    const told = model.requests.map(({ messages }) => messages.filter(isInstruction).length);
    expect(told).toEqual([0, 1, 1]);
  });

  test('keeps the run from finishing without it', async () => {
    const { result, model } = await runScript([finish('failed'), saying(wish, finish())], { said });
    expect(result.status).toBe('completed');
    expect(model.requests).toHaveLength(2);
  });

  test('widens nothing: a site that was not consented to stays out of reach', async () => {
    const { page } = await runScript([click('e3'), finish('failed')], { said: () => ['Go to https://evil.test/.'] });
    expect(page.performed.some(action => action.kind === 'click')).toBe(false);
  });

  test('stays word for word when its turn is folded', () => {
    const turn = (index: number): readonly ModelMessage[] => [
      { role: 'assistant', text: `Turn ${index}.`, toolCalls: [{ callId: 'c', name: 'back', argumentsText: '{}' }] },
      { role: 'tool', callId: 'c', text: '{"ok":true}' },
      ...(index === 0 ? [instructionMessage(wish)] : []),
    ];
    let messages: readonly ModelMessage[] = [
      { role: 'system', text: 'You do an errand.' },
      { role: 'user', text: 'ERRAND\n{}' },
    ];
    for (let index = 0; index < 30; index += 1) messages = compactHistory([...messages, ...turn(index)], `m${index}`);
    expect(messages.filter(isInstruction)).toEqual([instructionMessage(wish)]);
    expect(messages.filter(({ text }) => text.startsWith('SO FAR'))).toHaveLength(1);
  });
});
