/** The grammar's truth table: what a sentence means, in the words the plan shows; and what is not understood. */

import { describe, expect, test } from 'vitest';
import { describeStep } from '../../../lib/model/offline/describe-step.ts';
import { parse } from '../../../lib/model/offline/grammar/parse.ts';

const meanings: readonly (readonly [sentence: string, ...steps: string[]])[] = [
  // going
  ['go to https://shop.example/', 'go to https://shop.example/'],
  ['Open shop.example', 'go to https://shop.example'],
  ['visit the shop at http://127.0.0.1:4311/', 'go to http://127.0.0.1:4311/'],
  ['navigate to localhost:3000/login', 'go to http://localhost:3000/login'],
  ['Please go to https://a.example/x,y;z?q=1,2 and scroll down', 'go to https://a.example/x,y;z?q=1,2', 'scroll down'],
  ['go to https://en.example.org/wiki/Nile_(river).', 'go to https://en.example.org/wiki/Nile_(river)'],
  ['open "https://a.example/then/and"', 'go to https://a.example/then/and'],
  ['go back', 'go back'],
  ['click Next, then go back', 'click "Next"', 'go back'],
  // joints
  [
    'go to a.example then search for kettle and then click Buy; take a screenshot',
    'go to https://a.example',
    'search for "kettle"',
    'click "Buy"',
    'take a screenshot',
  ],
  [
    '1. open a.example\n2. click "Sign in"\n3) scroll to the bottom',
    'go to https://a.example',
    'click "Sign in"',
    'scroll to the bottom',
  ],
  ['- open a.example\n- press Enter', 'go to https://a.example', 'press Enter'],
  [
    'Go to a.example. Click Terms. Finally, take a full page screenshot.',
    'go to https://a.example',
    'click "Terms"',
    'take a screenshot of the whole page',
  ],
  ['First open a.example, next, click More', 'go to https://a.example', 'click "More"'],
  ['Could you please open a.example and list all rivers, please?', 'go to https://a.example', 'read all rivers'],
  // names that hold words of the grammar
  ['click "Save then close"', 'click "Save then close"'],
  ['click Save and continue', 'click "Save and continue"'],
  ['click "Terms, and open questions" and then press Escape', 'click "Terms, and open questions"', 'press Escape'],
  ['click next page', 'click "next page"'],
  ['click on the Strengthen now button', 'click the button "Strengthen now"'],
  ['search for salt and pepper mills', 'search for "salt and pepper mills"'],
  ['search for "open, then close"', 'search for "open, then close"'],
  ['list date, open, high, low and close', 'read date, open, high, low and close'],
  // searching
  ['search for kettle', 'search for "kettle"'],
  ['search the shop for a copper kettle', 'search for "copper kettle"'],
  ['look for "the Nile"', 'search for "the Nile"'],
  ['find "teapot"', 'search for "teapot"'],
  ['search for kettle on https://shop.example', 'go to https://shop.example', 'search for "kettle"'],
  ['on shop.example, search for tea', 'go to https://shop.example', 'search for "tea"'],
  // clicking
  ['click the link About us', 'click the link "About us"'],
  ['press the button Send', 'click the button "Send"'],
  ['press the "Send" button', 'click the button "Send"'],
  ['click the second "Details" link', 'click the second link "Details"'],
  ['click the last Delete button', 'click the last button "Delete"'],
  ['open the first result', 'click the first link'],
  ['click "Delete" in the row of Bob', 'click "Delete" for "Bob"'],
  ['click the Details button for the Copper kettle', 'click the button "Details" for "Copper kettle"'],
  ['add it to the basket', 'click the button "add to basket"'],
  ['add the Copper kettle to my cart', 'click the button "add to cart" for "Copper kettle"'],
  ['click "More" twice', 'click "More"', 'click "More"'],
  ['submit the form', 'click the button "submit"'],
  // banners and conditions
  ['accept the cookies if asked', 'accept the cookies if it is there'],
  ['accept the cookies if asked, search for tea', 'accept the cookies if it is there', 'search for "tea"'],
  ['if there is a cookie banner, reject it', 'reject the cookie banner if it is there'],
  ['close the newsletter dialog', 'close the newsletter dialog'],
  ['dismiss the popup', 'close the popup'],
  ['if there is a "Load more" button, click it', 'click the button "Load more" if it is there'],
  [
    'If you see "Out of stock", click "Notify me", then go back',
    'click "Notify me" if "Out of stock" is there',
    'go back',
  ],
  // typing
  ['type Ann into "Username"', 'type "Ann" into "Username"'],
  ['enter "a then b" in the Comment field', 'type "a then b" into "Comment"'],
  ['fill the Name field with Ann Lee', 'type "Ann Lee" into "Name"'],
  ['fill in Ann for first name', 'type "Ann" into "first name"'],
  ['set Town to Ludlow', 'type "Ludlow" into "Town"'],
  [
    'fill in: name = Ann, e-mail = ann@example.org and town: Ludlow',
    'type "Ann" into "name"',
    'type "ann@example.org" into "e-mail"',
    'type "Ludlow" into "town"',
  ],
  [
    'enter ann@example.org into Email and hunter2 into Password, then click Sign in',
    'type "ann@example.org" into "Email"',
    'type the value into "Password"',
    'click "Sign in"',
  ],
  [
    'fill Name with Ann, Town with Ludlow and Age with 7',
    'type "Ann" into "Name"',
    'type "Ludlow" into "Town"',
    'type "7" into "Age"',
  ],
  ['type salt and pepper into Search', 'type "salt and pepper" into "Search"'],
  ['fill Note with tea and cake', 'type "tea and cake" into "Note"'],
  ['type Ann into Name and press Enter', 'type "Ann" into "Name"', 'press Enter'],
  ['type hunter2 into Password', 'type the value into "Password"'],
  ['type "to be or not to be" into Search', 'type "to be or not to be" into "Search"'],
  [
    'log in as ann with password hunter2',
    'type "ann" into "username"',
    'type the value into "password"',
    'click the button "sign in"',
  ],
  ['ask me for the code, then type it into Code', 'ask you "Please give me the code."', 'type your answer into "Code"'],
  // choosing
  ['choose Red in Colour', 'choose "Red" in "Colour"'],
  ['select "Price, low to high" from the "Sort by" menu', 'choose "Price, low to high" in "Sort by"'],
  ['pick Express for delivery', 'choose "Express" in "delivery"'],
  ['sort by price', 'choose "price" in "sort"'],
  ['tick "I agree"', 'tick "I agree"'],
  ['untick the Newsletter checkbox', 'untick "Newsletter"'],
  ['check Gift wrap and click Buy', 'tick "Gift wrap"', 'click "Buy"'],
  // keys, scrolling, waiting
  ['press ctrl+a', 'press Control+A'],
  ['press the down arrow key', 'press ArrowDown'],
  ['scroll', 'scroll down'],
  ['scroll down 3 times', 'scroll down', 'scroll down', 'scroll down'],
  ['scroll all the way to the bottom of the page', 'scroll to the bottom'],
  ['wait 2.5 seconds', 'wait 2.5 s'],
  ['wait for "Order placed"', 'wait for "Order placed"'],
  ['wait until Loading is gone', 'wait until "Loading" is gone'],
  ['take a picture of the whole page', 'take a screenshot of the whole page'],
  // reading
  ['list the name and price of all kettles as a table', 'read the name and price of all kettles as a table'],
  ['extract the table of rivers', 'read the table of rivers'],
  ['extract the table of rivers on the first 3 pages', 'read the table of rivers on 3 pages'],
  ['on the first two pages, list all headlines', 'read all headlines on 2 pages'],
  ['for 3 pages, extract the table', 'read the table on 3 pages'],
  ['collect all stations until the last page', 'read all stations on all pages'],
  ['extract the table, click Next and repeat this 4 times', 'read the table on 4 pages'],
  ['list the rivers, then click Next and repeat until the last page', 'read the rivers on all pages'],
  ['list the headlines at news.example as a table', 'go to https://news.example', 'read the headlines as a table'],
  ['what is the price of the Copper kettle?', 'find out what is the price of the Copper kettle'],
  ['go to a.example and tell me how long the Nile is', 'go to https://a.example', 'find out how long the Nile is'],
  ['read the order number', 'find out the order number'],
  ['list all kettles under £30', 'read all kettles under £30'],
];

const notUnderstood: readonly (readonly [sentence: string, part: string])[] = [
  ['make me happy', 'make me happy'],
  ['click', 'click'],
  ['type into Name', 'type into Name'],
  ['go to', 'go to'],
  ['open a.example and book a table for two', 'book a table for two'],
  ['list the best kettle', 'list the best kettle'],
  ['find the longest river in Africa', 'find the longest river in Africa'],
  ['list the three cheapest kettles', 'list the three cheapest kettles'],
  ['list the cheapest 3 kettles', 'list the cheapest 3 kettles'],
  ['open the cheapest kettle that is not red', 'open the cheapest kettle that is not red'],
  ['which is nicer, the Nile or the Amazon?', 'which is nicer, the Nile or the Amazon'],
  ['if there is no price, go back', 'if there is no price, go back'],
  ['unless it is red, click Buy', 'unless it is red'],
  ['open it', 'open it'],
  ['read all kettles that are not red', 'read all kettles that are not red'],
  ['type it into Code', 'it (into Code)'],
  ['if it rains, go to a.example', 'if it rains, go to a.example'],
];

describe('the grammar', () => {
  test.each(meanings)('reads: %s', (sentence, ...steps) => {
    const reading = parse(sentence);
    expect(reading.steps.map(describeStep)).toEqual(steps);
    expect(reading.unread).toEqual([]);
  });

  test.each(notUnderstood)('does not pretend to understand: %s', (sentence, part) => {
    expect(parse(sentence).unread).toEqual([part]);
  });

  test('names the data after what is read', () => {
    const nameOf = (sentence: string): unknown =>
      parse(sentence)
        .steps.map(step => 'name' in step && step.name)
        .at(-1);
    expect(nameOf('list the name and price of all kettles as a table')).toBe('kettles');
    expect(nameOf('extract the table of rivers on the first 3 pages')).toBe('rivers');
    expect(nameOf('list the first 5 headlines')).toBe('headlines');
    expect(nameOf('list name, price and rating')).toBe('data');
  });

  test('keeps the value of a password out of the words of the plan, and in the step', () => {
    const [, password] = parse('log in as ann with password "two words"').steps;
    expect(password).toMatchObject({ kind: 'fill', value: { from: 'words', text: 'two words' } });
    expect(password && describeStep(password)).not.toContain('two words');
  });

  test('reads every sentence within bounded time, however it is built', () => {
    const sentences = [
      'if '.repeat(1_000),
      'click and '.repeat(500),
      '"'.repeat(1_001),
      'a, '.repeat(1_300),
      `list ${'x of '.repeat(700)}`,
    ];
    const start = performance.now();
    for (const sentence of sentences) parse(sentence.slice(0, 4_000));
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
