/** What sentences ask for: too much rather than too little, and not what is only a thing's name. */

import { expect, test } from 'vitest';
import { riskOfQuestion, risksSaid } from '../../../lib/domain/risk-in-words.ts';

test.each([
  ['log in to desk.test as mira and tell me the newest ticket', ['login']],
  ['order two copper kettles', ['pay']],
  ['list the orders and the order number of each', []],
  ['sort by price, order by size', []],
  ['delete my old drafts', ['delete']],
  ['send Otto a message that I am late', ['send']],
  ['read the comments and posts about kettles', []],
  ['buy the cheapest kettle and send me the receipt', ['pay', 'send']],
  ['what does a parcel cost? Do not send anything.', []],
  ['put two mugs into the basket, order nothing, tell me the total', []],
  ['fill in the form without sending it', []],
  ['bestelle nichts, sag mir nur den Preis', []],
  ['book the room, but don’t buy the insurance', ['pay']],
  ['don’t buy the insurance but book the room', ['pay']],
  ['delete all drafts without a title', ['delete']],
  ['don’t forget to pay', ['pay']],
  ['find this book, and say what the order costs', []],
  ['find the book about tea', []],
  ['book the room and order the tea', ['pay']],
  ['hire a skip for two weeks', ['pay']],
  ['list flats to rent under 900, and what they cost', []],
])('of a person’s words, %j asks for %j', (said, risks) => {
  expect(risksSaid(said)).toEqual(risks);
});

test.each([
  ['Delete 3 drafts?', 'delete'],
  ['Are you sure you want to permanently delete this?', 'delete'],
  ['Do you really want to cancel your booking? You will pay a fee.', 'delete'],
  ['Möchten Sie den Eintrag wirklich löschen?', 'delete'],
  ['本当に削除しますか？', 'delete'],
  ['Book Birch Room for 2 nights, 360 coins?', 'pay'],
  ['Book the room? You can cancel the booking until Friday.', 'pay'],
  ['Place your order for £14.00?', 'pay'],
  ['Jetzt kostenpflichtig bestellen?', 'pay'],
  ['Send this message to Otto?', 'send'],
  ['Publish the review?', 'send'],
  ['Your card will be charged £30. Continue?', 'pay'],
  ['Continue? A payment of 12 coins is due.', 'pay'],
  ['Give the house to Otto? This cannot be undone.', 'delete'],
  ['Place the order? This can’t be undone.', 'pay'],
  ['Send the form?', undefined],
  ['Leave this page? Your order is not saved.', undefined],
  ['Put this book into the basket?', undefined],
  ['Log in again?', undefined],
  ['Really?', undefined],
  ['', undefined],
])('a yes to %j commits to %j', (question, risk) => {
  expect(riskOfQuestion(question)).toBe(risk);
});
