/** What a person's hands do reaches the page in order, in few requests, and nothing of it twice. */

import { describe, expect, test, vi } from 'vitest';
import { PersonInput } from '../../lib/domain/person-input.ts';
import { openInputLine } from '../../web/data/input-line.ts';
import { countClick } from '../../web/state/click-count.ts';
import { type Input, MAX_INPUTS, queueInput, takeBatch } from '../../web/state/inputs.ts';
import { meaningOf } from '../../web/state/key-input.ts';

const queued = (...inputs: readonly Input[]): readonly Input[] => inputs.reduce(queueInput, []);
const move = (x: number): Input => ({ kind: 'move', x, y: 1 });
const text = (words: string): Input => ({ kind: 'text', text: words });

describe('what waits', () => {
  test('keeps the last of moves in a row, and no move across a click', () => {
    const down: Input = { kind: 'down', x: 2, y: 1, button: 'left', clicks: 1 };
    expect(queued(move(1), move(2), down, move(3), move(4))).toEqual([move(2), down, move(4)]);
  });

  test('joins letters in a row and wheels at one place', () => {
    const wheel = (dy: number): Input => ({ kind: 'wheel', x: 1, y: 1, dx: 0, dy });
    expect(queued(text('a'), text('b'), wheel(100), wheel(20), text('c'))).toEqual([text('ab'), wheel(120), text('c')]);
    expect(queued(wheel(4_000), wheel(4_000))).toEqual([wheel(5_000)]);
  });

  test('splits a long text that is pasted, and no character of it in two', () => {
    const long = '🦆'.repeat(1_200);
    const parts = queued(text(long));
    expect(parts.length).toBe(3);
    expect(parts.map(part => (part.kind === 'text' ? part.text : '')).join('')).toBe(long);
    for (const part of parts) expect(PersonInput.safeParse(part).success).toBe(true);
    for (const part of parts) expect(part.kind === 'text' && part.text.isWellFormed()).toBe(true);
  });

  test('goes in batches that the API takes', () => {
    const many = Array.from({ length: 70 }, (_, index): Input => ({ kind: 'key', key: index % 2 ? 'Tab' : 'Enter' }));
    const [first, rest] = takeBatch(queued(...many));
    expect(first).toHaveLength(MAX_INPUTS);
    expect(rest).toHaveLength(20);
  });
});

describe('the line to the page', () => {
  test('has one request under way at a time, in order, with all that was done', async () => {
    const posted: (readonly Input[])[] = [];
    let underWay = 0;
    let most = 0;
    const line = openInputLine({
      wait: () => Promise.resolve(),
      onFailed: error => expect.unreachable(String(error)),
      post: async inputs => {
        most = Math.max(most, ++underWay);
        await Promise.resolve();
        posted.push(inputs);
        underWay--;
      },
    });
    for (const letter of 'hello') {
      line.send(text(letter));
      line.send({ kind: 'key', key: 'Enter' });
      await Promise.resolve();
    }
    await line.idle();
    expect(most).toBe(1);
    expect(posted.flat()).toEqual([...'hello'].flatMap(letter => [text(letter), { kind: 'key', key: 'Enter' }]));
  });

  test('drops what waited where a request fails, says so, and takes what comes after', async () => {
    const onFailed = vi.fn();
    const posted: (readonly Input[])[] = [];
    const line = openInputLine({
      wait: () => Promise.resolve(),
      onFailed,
      post: async inputs => {
        if (posted.push(inputs) === 1) throw new Error('lost');
      },
    });
    line.send(text('a'));
    await line.idle();
    line.send(text('b'));
    await line.idle();
    expect(onFailed).toHaveBeenCalledOnce();
    expect(posted).toEqual([[text('a')], [text('b')]]);
  });

  test('sends nothing more once it is closed', async () => {
    const post = vi.fn(() => Promise.resolve());
    const line = openInputLine({ wait: () => Promise.resolve(), onFailed: () => {}, post });
    line.send(text('a'));
    line.close();
    line.send(text('b'));
    await line.idle();
    expect(post).not.toHaveBeenCalled();
  });
});

describe('a key', () => {
  const pressed = (key: string, held: Partial<Parameters<typeof meaningOf>[0]> = {}) =>
    meaningOf({ key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...held });

  test('that writes is text, and one that does something goes by its name', () => {
    expect(pressed('a')).toBe('text');
    expect(pressed('é')).toBe('text');
    expect(pressed('Enter')).toEqual({ kind: 'key', key: 'Enter' });
    expect(pressed('Tab', { shiftKey: true })).toEqual({ kind: 'key', key: 'Tab', modifiers: ['Shift'] });
  });

  test('with Control or Command is a shortcut of the page, but pasting is from the own clipboard', () => {
    expect(pressed('A', { ctrlKey: true, shiftKey: true })).toEqual({
      kind: 'key',
      key: 'a',
      modifiers: ['Control', 'Shift'],
    });
    expect(pressed('z', { metaKey: true })).toEqual({ kind: 'key', key: 'z', modifiers: ['Control'] });
    expect(pressed('v', { ctrlKey: true })).toBe('own');
  });

  test('with AltGr writes', () => {
    expect(pressed('q', { ctrlKey: true, altKey: true })).toBe('text');
  });

  test('Escape leaves the picture', () => {
    expect(pressed('Escape')).toBe('leave');
  });

  test('is always one that the API takes', () => {
    for (const key of ['Enter', 'Insert', 'PageDown', 'Home', 'ArrowLeft', 'Delete'])
      expect(PersonInput.safeParse(pressed(key, { altKey: true })).success).toBe(true);
    for (const key of 'az09') expect(PersonInput.safeParse(pressed(key, { ctrlKey: true })).success).toBe(true);
  });
});

describe('clicks', () => {
  const at = (time: number, x = 10) => ({ x, y: 10, button: 'left', time }) as const;

  test('soon after one another at one place are a double click, and then three', () => {
    const first = countClick(undefined, at(0));
    const second = countClick(first, at(200));
    expect([first.clicks, second.clicks, countClick(second, at(300)).clicks]).toEqual([1, 2, 3]);
  });

  test('late, or elsewhere, or with another button are single ones', () => {
    const first = countClick(undefined, at(0));
    expect(countClick(first, at(600)).clicks).toBe(1);
    expect(countClick(first, at(100, 40)).clicks).toBe(1);
    expect(countClick(first, { ...at(100), button: 'right' }).clicks).toBe(1);
  });
});
