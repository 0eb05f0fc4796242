/** What a screen reader says is short, and silent where the person spoke. */

import { expect, test } from 'vitest';
import { announce } from '../../web/state/announce.ts';

test('an action, a question and an end are said; looking at a page is not', () => {
  expect(
    announce({
      type: 'action.started',
      data: { step: 2, index: 0, action: { kind: 'back' }, verb: 'navigate', description: 'go back' },
    }),
  ).toBe('Step 2: go back');
  const result = { status: 'completed', summary: 'x', evidence: 'verified', evidenceNotes: [] } as const;
  expect(announce({ type: 'task.finished', data: { result: { ...result, evidenceNotes: [] } } })).toBe(
    'Completed. Verified.',
  );
  expect(announce({ type: 'page.observed', data: { step: 1, url: '', title: '', text: '', ms: 1 } })).toBeUndefined();
});

test("the person's own message is not read back to them", () => {
  const message = { messageId: 'm', role: 'user', text: 'hi', origin: 'person', at: '' } as const;
  expect(announce({ type: 'message.added', data: { message } })).toBeUndefined();
});
