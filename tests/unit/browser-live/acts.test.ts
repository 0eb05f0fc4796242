import { describe, expect, test } from 'vitest';
import { recordActs } from '../../../lib/browser/live/acts.ts';

describe('the record of what a person does', () => {
  test('joins what goes on and keeps the order', () => {
    const acts = recordActs();
    acts.say('clicked link "Kettles"');
    for (const letter of 'kettle') acts.typed(letter, 'textbox "Search"');
    acts.pressed('Backspace');
    acts.pressed('Backspace');
    acts.say('scrolled');
    acts.say('scrolled');
    expect(acts.take()).toEqual([
      'clicked link "Kettles"',
      'typed 6 characters into textbox "Search"',
      'pressed Backspace 2 times',
      'scrolled',
    ]);
    expect(acts.has()).toBe(false);
  });

  test('never repeats what was typed, not even where the page does', () => {
    const acts = recordActs();
    acts.typed('Jane', 'textbox "Name"');
    acts.typed(' Doe', 'textbox "Name"');
    expect(acts.hide('Hello JANE DOE!')).toBe('Hello …!');
    expect(acts.hide('Search for kettle')).toBe('Search for kettle');
    expect(JSON.stringify(acts.take())).not.toMatch(/jane/i);
  });

  test('is bounded in entries and in their length', () => {
    const acts = recordActs();
    for (let index = 0; index < 100; index += 1) acts.say(`clicked button "${index} ${'x'.repeat(300)}"`);
    const taken = acts.take();
    expect(taken).toHaveLength(41);
    expect(taken.at(-1)).toBe('and 60 more things');
    expect(Math.max(...taken.map(act => act.length))).toBeLessThanOrEqual(150);
  });
});
