/** Whole errands on scripted pages, second part: dialogs, tabs, what is not to be done, figures, values as one says them. */

import { describe, expect, test } from 'vitest';
import { type Answered, pageOf, playErrand } from './conversation.ts';

const drafts = pageOf('heading 1 "Drafts"', '[e1] button "Delete all drafts"', '[e2] link "Home"');
const asking = (message: string): string => pageOf(`dialog confirm ${JSON.stringify(message)} waits`);
/** The dialog stands from the click until it is answered. */
const withDialog =
  (message: string) =>
  (call: string): Answered => ({ page: call === 'click e1' ? asking(message) : drafts });

const list = pageOf(
  'heading 1 "Kettles"',
  '[e1] link "Iron kettle"',
  '[e2] link "Tin kettle"',
  '[e3] button "Buy now"',
  '[e4] button "Remove Iron kettle"',
);

const form = pageOf(
  '[e1] combobox "Colour" = "Moss" options: "Moss", "Sage"',
  '[e2] combobox "Size" = "Small" options: "Small", "Large"',
  '[e3] textbox "Full name"',
  '[e4] checkbox "In stock only"',
  '[e5] spinbutton "Highest price"',
  '[e6] date "First day"',
  '[e7] button "Save"',
);

describe('acting on everyday words', () => {
  test.each([
    ['click "Delete all drafts" and confirm it', 'answer_dialog true'],
    ['click "Delete all drafts" and say no', 'answer_dialog false'],
    ['click "Delete all drafts", dismiss the dialog', 'answer_dialog false'],
    ['click "Delete all drafts", accept the dialog', 'answer_dialog true'],
  ])('answers the page as it was told: %s', async (sentence, answer) => {
    expect((await playErrand(sentence, drafts, withDialog('Sure?'))).turns).toEqual(['click e1', answer]);
  });

  test('says yes unasked only where the page asks for just what was told', async () => {
    const told = await playErrand('click Delete all drafts, click Home', drafts, withDialog('Delete all drafts?'));
    expect(told.turns).toEqual(['click e1', 'answer_dialog true', 'click e2']);
    let answered = false;
    const other = await playErrand('click Delete all drafts, accept the cookies, click Home', drafts, call => {
      if (call.startsWith('answer_dialog')) answered = true;
      if (call.startsWith('ask')) return { result: { answer: 'no' } };
      return {
        page: call === 'click e1' || (!answered && call.startsWith('ask')) ? asking('Close your account?') : drafts,
      };
    });
    expect(other.turns.slice(0, 3)).toEqual([
      'click e1',
      'ask The page asks: "Close your account?" Shall I say yes?',
      'answer_dialog false',
    ]);
  });

  test.each(['do not click "Buy now"', 'do not buy anything', "don't press the Buy button", 'never buy now'])(
    'clicks nothing that it was told to leave alone: %s',
    async refrain => {
      const { turns, finish } = await playErrand(`click Buy now, but ${refrain}`, list);
      expect(turns).not.toContain('click e3');
      expect(finish.outcome).toBe('failed');
    },
  );

  test('clicks what has only another name than what is to be left alone', async () => {
    expect((await playErrand('click Iron kettle, do not place the order', list)).turns).toEqual(['click e1']);
  });

  test('finds the button that removes one thing, whatever the page calls removing', async () => {
    expect((await playErrand('delete the Iron kettle', list)).turns).toEqual(['click e4']);
  });

  test('takes no other thing of the same kind for the one that the page is about', async () => {
    const soldOut = pageOf(
      'heading 1 "Cast Iron Kettle"',
      '"Sold out"',
      '[e1] link "Tin kettle"',
      '[e2] link "Basket"',
    );
    const { turns, finish } = await playErrand('add the kettle to my basket', soldOut);
    expect(turns.some(turn => turn.startsWith('click'))).toBe(false);
    expect(finish.summary).toContain('“Sold out”');
    const results = pageOf('heading 1 "Results for “kettle”"', '[e1] link "Tin kettle"');
    expect((await playErrand('add the kettle to my basket', results)).turns[0]).toBe('click e1');
  });

  test('answers with no other figure where the one that is asked for is not there', async () => {
    const page = pageOf('heading 1 "Kettle"', '[e2] link "Basket 2"', '"Free delivery on orders over £60"', '"£31.00"');
    const { finish } = await playErrand('click Basket 2, tell me the basket total', page, call =>
      call.startsWith('extract') ? { result: { name: 'answers', rows: 0, total: 0, sample: [], effect: 'none' } } : {},
    );
    expect(finish.outcome).toBe('failed');
    expect(finish.summary).not.toContain('£60');
  });

  test('goes to a tab by its place or title, and says which there are', async () => {
    const tabs = `tabs: t1 "Shop", t2 "Size guide" (active)\n${list}`;
    expect((await playErrand('go back to the first tab', tabs)).turns).toEqual(['switch_tab t1']);
    expect((await playErrand('go to the "Size guide" tab', tabs)).turns).toEqual([]);
    expect((await playErrand('close the tab', tabs)).turns).toEqual(['close_tab t2']);
    expect((await playErrand('go to the "Basket" tab', tabs)).finish.summary).toContain('open: "Shop", "Size guide"');
  });

  test.each([
    ['choose Sage in Colour and Large in Size', 'select e1 Sage', 'select e2 Large'],
    ['choose colour Sage and size Large', 'select e1 Sage + select e2 Large'],
    ['narrow it down: colour Sage, highest price £70, in stock only', 'select e1 Sage + fill e5 70 + tick e4 true'],
    ['fill in the form: full name Ann and Bob, first day 5 June 2026', 'fill e3 Ann and Bob + fill e6 2026-06-05'],
    ['type Ann Lee into Full name. Highest price 70. Click Save', 'fill e3 Ann Lee + fill e5 70', 'click e7'],
  ])('gives values as one says them: %s', async (sentence, ...turns) => {
    expect((await playErrand(sentence, form)).turns).toEqual(turns);
  });

  test('does what hangs together under one condition all or not at all', async () => {
    const sentence = 'if it says "Too many", change Full name to Bob and save again, then click Colour';
    const sought = (await playErrand(sentence, `${form}\nalert:\n  "Too many"`)).turns;
    expect(sought.slice(0, 2)).toEqual(['fill e3 Bob', 'click e7']);
    expect((await playErrand(sentence, form)).turns).toEqual(['click e1']);
  });

  test('stops where the page does not take what was sent, and tries it once', async () => {
    const refused = `${form}\nalert:\n  "The name is wrong."`;
    const { turns, finish } = await playErrand('type x into Full name, click Save, click Colour', form, call =>
      call === 'click e7' ? { page: refused } : {},
    );
    expect(turns).toEqual(['fill e3 x', 'click e7']);
    expect(finish.outcome).toBe('failed');
    expect(finish.summary).toContain('the page says “The name is wrong.”');
  });

  test('picks the best of all that was read and opens it', async () => {
    const { turns, finish } = await playErrand('open the cheapest kettle', list, call =>
      call.startsWith('extract')
        ? { result: { name: 'lowest price', rows: 1, total: 1, sample: [{ name: 'Tin kettle', price: '£9.50' }] } }
        : {},
    );
    expect(turns).toEqual(['extract best: least price of kettle lowest price', 'click e2']);
    expect(finish.summary).toMatch(/^With the lowest price: Tin kettle, £9\.50\./);
  });

  test.each([
    ['£30.00', '£9.50', /The Tin kettle is cheaper: £9\.50, against £30\.00 for the Iron kettle\./],
    ['£9.50', '£9.50', /They are the same: £9\.50/],
    ['£30.00', 'sold out', /I found no price of Tin kettle, so I cannot compare\./],
  ])('compares %s with %s by figures, or says that it cannot', async (iron, tin, told) => {
    const { finish } = await playErrand('which is cheaper, the Iron kettle or the Tin kettle?', list, call => ({
      result: {
        name: 'answers',
        rows: 1,
        total: 1,
        sample: [{ answer: call.includes('Iron') ? `Iron kettle: ${iron}` : `Tin kettle: ${tin}` }],
      },
    }));
    expect(finish.summary).toMatch(told);
  });
});
