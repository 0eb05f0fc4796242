import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { renderEvent, renderResult } from '../../../lib/cli/render.ts';
import { onOneLine, withoutControls } from '../../../lib/domain/plain-text.ts';

describe('what the terminal shows', () => {
  test('page text cannot drive the terminal', () => {
    expect(withoutControls('a\u001b[2Jb\u0007c\u202ed\u009be')).toBe('a[2Jbcde');
  });

  test('line breaks and tabs of a summary stay', () => {
    expect(withoutControls('a\n\tb')).toBe('a\n\tb');
  });

  test('a title writes no line of its own, and no colour', () => {
    const title = 'Shop\n  ✓ you approved it\r\u001b[32m\u2028really\u0085';
    const data = { step: 1, url: 'https://a.test/', title, text: '', ms: 1 };
    const line = renderEvent({ v: 1, stream: 'task/t', seq: 1, at: '', ownerId: 'o', type: 'page.observed', data });
    expect(line).toContain('"Shop ✓ you approved it [32m really "');
    expect(onOneLine(line ?? '').length).toBeGreaterThan(10);
    expect(line?.split('\n')).toHaveLength(1);
  });

  test('a refused action says what was not allowed and why', () => {
    const line = renderEvent({
      v: 1,
      stream: 'task/t',
      seq: 1,
      at: '',
      ownerId: 'o',
      type: 'action.refused',
      data: {
        step: 1,
        action: { kind: 'navigate', url: 'https://evil.test/' },
        verb: 'navigate',
        code: 'scope.site-outside',
        detail: 'evil.test is not consented',
      },
    });
    expect(line).toContain('go to https://evil.test/');
    expect(line).toContain('evil.test is not consented');
  });

  const url = 'https://shop.test/';
  test.each([
    [
      'what failed',
      { ok: false, code: 'page.covered', detail: 'A box lies over it.', hint: '' },
      '! A box lies over it.',
    ],
    [
      'what may have been done',
      { ok: false, code: 'page.outcome-unknown', detail: 'It answered 502.', hint: '' },
      '! perhaps done: It answered 502.',
    ],
    [
      'what a script sent in vain',
      { ok: true, effect: 'changed', url, inDoubt: true, note: 'POST /a answered 503' },
      '! perhaps done: POST /a answered 503',
    ],
    ['nothing more of what was done', { ok: true, effect: 'changed', url, note: 'a note' }, undefined],
  ] as const)('the end of an act says %s', (_what, outcome, said) => {
    const data = { ...{ step: 1, index: 0, ms: 1, soFar: { seconds: 1, bytes: 0 } }, outcome };
    const line = renderEvent({ v: 1, stream: 'task/t', seq: 1, at: '', ownerId: 'o', type: 'action.finished', data });
    if (said === undefined) expect(line).toBeUndefined();
    else expect(stripVTControlCharacters(line ?? '')).toContain(said);
  });

  test('a result says on what evidence it rests', () => {
    expect(
      renderResult({ status: 'completed', summary: 'Three kettles.', evidence: 'verified', evidenceNotes: ['e4'] }),
    ).toContain('(verified)');
  });
});
