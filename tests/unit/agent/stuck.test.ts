import { describe, expect, test } from 'vitest';
import { judge, noHabits, type TurnDone } from '../../../lib/agent/stuck.ts';
import type { Action } from '../../../lib/domain/action.ts';

const click = (ref: string): Action => ({ kind: 'click', ref });
const turn = (ref: string, fingerprint: string, progressed: boolean): TurnDone => ({
  actions: [click(ref)],
  fingerprint,
  progressed,
});

function verdicts(turns: readonly TurnDone[]): readonly string[] {
  let habits = noHabits;
  return turns.map(done => {
    const judged = judge(habits, done);
    habits = judged.habits;
    return judged.progress.kind;
  });
}

describe('going in circles', () => {
  test.each([
    {
      what: 'the same without effect',
      turns: Array.from({ length: 6 }, () => turn('e1', 'p', false)),
      want: 'fine fine warn fine fine stuck',
    },
    {
      what: 'something else each time without effect',
      turns: Array.from({ length: 7 }, (_, i) => turn(`e${i}`, 'p', false)),
      want: 'fine fine fine fine warn fine stuck',
    },
    {
      what: 'the same on ever new pages',
      turns: Array.from({ length: 12 }, (_, i) => turn('e1', `p${i}`, true)),
      want: Array(12).fill('fine').join(' '),
    },
    {
      what: 'a toggle',
      turns: Array.from({ length: 9 }, () => turn('e1', 'p', true)),
      want: 'fine fine fine fine fine warn fine fine stuck',
    },
    {
      what: 'progress after a warning',
      turns: [
        ...Array.from({ length: 3 }, () => turn('e1', 'p', false)),
        turn('e2', 'p', true),
        turn('e1', 'q', false),
      ],
      want: 'fine fine warn fine fine',
    },
  ])('$what: $want', ({ turns, want }) => {
    expect(verdicts(turns).join(' ')).toBe(want);
  });

  test('two that undo each other end as well', () => {
    const turns = Array.from({ length: 18 }, (_, i) => turn(i % 2 ? 'e2' : 'e1', i % 2 ? 'on' : 'off', true));
    expect(verdicts(turns)).toContain('stuck');
  });
});
