import { describe, expect, test } from 'vitest';
import { plain, renderEvent, renderResult } from '../../../lib/cli/render.ts';

describe('what the terminal shows', () => {
  test('page text cannot drive the terminal', () => {
    expect(plain('a\u001b[2Jb\u0007c\u202ed\u009be')).toBe('a[2Jbcde');
  });

  test('line breaks and tabs of a summary stay', () => {
    expect(plain('a\n\tb')).toBe('a\n\tb');
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

  test('a result says on what evidence it rests', () => {
    expect(
      renderResult({ status: 'completed', summary: 'Three kettles.', evidence: 'verified', evidenceNotes: ['e4'] }),
    ).toContain('(verified)');
  });
});
