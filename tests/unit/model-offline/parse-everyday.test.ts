/** The grammar's truth table, second part: what numbers decide, tabs and dialogs, buttons by what they do, values as one says them. */

import { describe, expect, test } from 'vitest';
import { describeStep } from '../../../lib/model/offline/describe-step.ts';
import { parse } from '../../../lib/model/offline/grammar/parse.ts';

const meanings: readonly (readonly [sentence: string, ...steps: string[]])[] = [
  // what numbers decide
  ['list the cheapest kettle', 'pick the one with the lowest price of kettle'],
  ['which river is the longest?', 'pick the one with the highest length of river'],
  ['what is the most expensive product?', 'pick the one with the highest price of product'],
  ['list the cheapest copper kettle on this page', 'pick the one with the lowest price of copper kettle'],
  [
    'find the highest rated kettle under £30',
    'pick the one with the highest rating of kettle under £30',
    'open the one that was picked',
  ],
  ['type Ann into Name. Highest price 70', 'type "Ann" into "Name"', 'set Highest price 70'],
  ['open the highest rated kettle', 'pick the one with the highest rating of kettle', 'open the one that was picked'],
  ['find the cheapest one and open it', 'pick the one with the lowest price of them', 'open the one that was picked'],
  [
    'add the cheapest teapot to the cart',
    'pick the one with the lowest price of teapot',
    'open the one that was picked',
    'click the button "add to cart"',
  ],
  [
    'compare the prices of the Iron kettle and the Copper kettle and tell me which is more expensive',
    'find out price of the Iron kettle',
    'find out price of the Copper kettle',
    'compare the price of "Iron kettle" and "Copper kettle"',
  ],
  [
    'which is longer, the Nile or the Amazon?',
    'find out length of the Nile',
    'find out length of the Amazon',
    'compare the length of "Nile" and "Amazon"',
  ],
  ['list all headlines. How many are there?', 'read all headlines', 'count them'],
  [
    'look up the prices of the Iron Kettle and the Tin Kettle and say which one is cheaper',
    'find out price of the Iron Kettle',
    'find out price of the Tin Kettle',
    'compare the price of "Iron Kettle" and "Tin Kettle"',
  ],
  ['list the first three headlines', 'read the first 3 headlines'],
  // windows and what pages ask
  ['go to the first tab', 'go to the first tab'],
  ['switch to the new tab', 'go to the last tab'],
  ['switch back to the "Size guide" tab', 'go to the "Size guide" tab'],
  ['close this tab', 'close the tab'],
  ['open "Terms" in a new tab', 'click "Terms" in a new tab'],
  ['reload the page', 'load the page anew'],
  ['go forward', 'go forward'],
  ['hover over the Account menu', 'point at "Account"'],
  ['click "Delete" and confirm it', 'click "Delete"', 'say yes to what the page asks'],
  ['click "Delete" and say no', 'click "Delete"', 'say no to what the page asks'],
  ['click "Delete", accept the dialog', 'click "Delete"', 'say yes to what the page asks'],
  ['cancel the dialog', 'say no to what the page asks'],
  ['dismiss the dialog', 'close the dialog'],
  // what is not to be done
  ['fill Name with Ann, but do not place the order', 'type "Ann" into "Name"', 'do not place the order'],
  ['click "Next" without submitting anything', 'click "Next"', 'avoid submitting anything'],
  // buttons by what they do
  ['place the order', 'click "place order"'],
  ['save and continue again', 'click the button "save and continue"'],
  ['proceed to the checkout', 'click "checkout"'],
  ['continue to payment', 'click "payment"'],
  ['remove the Reed Infuser from the basket', 'click the button "remove" for "Reed Infuser"'],
  ['download the CSV', 'click "download CSV" and keep the file'],
  ['keep it in my favourites', 'click the button "to favourites"'],
  ['go to the basket, then to the checkout', 'click "basket"', 'click "checkout"'],
  ['open the archive of news.example', 'go to https://news.example', 'click "archive"'],
  ['open the notice about the bench', 'click the link "bench"'],
  ['search https://shop.example for tea', 'go to https://shop.example', 'search for "tea"'],
  ['search for Danube and open it', 'search for "Danube"', 'click the link "Danube"'],
  ['go to a.example. Next, click More', 'go to https://a.example', 'click "More"'],
  ['open the stations page of a.example', 'go to https://a.example', 'click "stations"'],
  ['open the home page of a.example', 'go to https://a.example'],
  [
    'open a.example, then "Kettles", then the "Iron kettle"',
    'go to https://a.example',
    'click "Kettles"',
    'click "Iron kettle"',
  ],
  ['click on Name to sort', 'click "Name"'],
  ['click Back to search', 'click "Back to search"'],
  ['put the first result in my basket', 'click the first link', 'click the button "add to basket"'],
  ['save to my favourites', 'click the button "to favourites"'],
  ['save all headlines to a file', 'read all headlines to a file'],
  ['place order', 'click "place order"'],
  ['go to the basket and check out', 'click "basket"', 'click "checkout"'],
  ['show me my orders', 'click the link "orders" if it is there', 'read my orders'],
  [
    'enter username ann and password hunter2 and sign in',
    'type "ann" into "username"',
    'type the value into "password"',
    'click the button "sign in"',
  ],
  // giving values
  ['sort by price, lowest first', 'choose "price: low to high" in "sort"'],
  ['sort from high to low price', 'choose "price: high to low" in "sort"'],
  ['pick Moss as colour, quantity 2', 'choose "Moss" in "colour"', 'set quantity 2'],
  ['tick Gift, enter promo code WARMUP10', 'tick "Gift"', 'set promo code WARMUP10'],
  ['accept the terms of sale', 'tick "terms of sale"'],
  ['narrow it down: colour Copper, in stock only', 'set colour Copper, in stock only'],
  ['open Kettles, filter by colour Copper', 'click "Kettles"', 'set colour Copper'],
  ['fill in the form: full name Ann Lee, town Ludlow', 'set full name Ann Lee, town Ludlow'],
  ['fill in name: Ann, town: Ludlow', 'type "Ann" into "name"', 'type "Ludlow" into "town"'],
  [
    'About you:\n- Full name: Ann Lee\n- Paid by post? yes\nThen click Save',
    'type "Ann Lee" into "Full name"',
    'type "yes" into "Paid by post?"',
    'click "Save"',
  ],
  ['type Ann into Name. Start time 09:30', 'type "Ann" into "Name"', 'set Start time 09:30'],
  ['turn on Amplified music', 'tick "Amplified music"'],
  ['switch off Notifications', 'untick "Notifications"'],
  ['under "What will happen?" write "Twenty stalls"', 'type "Twenty stalls" into "What will happen?"'],
  ['in the Sections menu choose Science', 'choose "Science" in "Sections"'],
  ['choose Sage in Colour and Large in Size', 'choose "Sage" in "Colour"', 'choose "Large" in "Size"'],
  ['ask me for the code and type it in', 'ask you "Please give me the code."', 'type your answer into "code"'],
  // conditions that hold for more than one step, and for none
  ['if the newsletter appears, close it', 'close the newsletter if it is there'],
  ['close the newsletter if it comes up', 'close the newsletter if it is there'],
  ['if you are asked to sign in, click Skip', 'click "Skip" if it is there'],
  [
    'if it says "Too many", change Age to 20 and save again, then go back',
    'type "20" into "Age" if "Too many" is there',
    'click the button "save" if so',
    'go back',
  ],
  ['if you\'re asked to subscribe, click "Continue reading"', 'click "Continue reading" if it is there'],
  // scrolling to something
  ['scroll to the bottom until it says "The end"', 'scroll down until "The end" is there'],
  ['scroll to the reviews', 'scroll to "reviews"'],
  ['scroll down until you see "The end"', 'scroll down until "The end" is there'],
  ['open Archive, keep scrolling until "The end" appears', 'click "Archive"', 'scroll down until "The end" is there'],
  // several questions
  ['tell me its length and what it flows into', 'find out its length', 'find out what it flows into'],
  ["open the basket and what's the total?", 'click "basket"', "find out what's the total"],
  ['click Save and report what the page says', 'click "Save"', 'find out what the page says'],
  ['quote the first paragraph', 'find out quote the first paragraph'],
];

describe('the grammar of everyday words', () => {
  test.each(meanings)('reads: %s', (sentence, ...steps) => {
    const reading = parse(sentence);
    expect(reading.steps.map(describeStep)).toEqual(steps);
    expect(reading.unread).toEqual([]);
  });
});
