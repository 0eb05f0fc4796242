/** Errands in the shop that look, compare and keep, and buy at most at the end. */

import { find } from '../../tests/sites/shop/catalogue.ts';
import { pounds } from '../../tests/sites/shop/product.ts';
import { type Errand, failedSaying, isForm, opened, sameRows, sent, tells, wentWell } from './errand.ts';

const filtered = find({ q: '', colour: 'Copper', maxPrice: 7_000, inStock: true, sort: 'price-asc', page: 1 }).shown;

export const shopBrowsingErrands: readonly Errand[] = [
  {
    id: 'filter-and-list',
    says: ({ shop }) =>
      `On ${shop} click Everything. Narrow it down: colour Copper, highest price 70, in stock only, and apply the filters. Then sort by price from low to high and give me the name and price of everything that is left as a CSV.`,
    check: seen => [
      ...wentWell(seen),
      [
        'the filters were applied together',
        seen.log.shop.some(({ path }) => {
          const query = new URLSearchParams(path.split('?')[1]);
          return query.get('colour') === 'Copper' && query.get('max') === '70' && query.get('stock') === '1';
        }),
      ],
      [
        'the table is what the shop has, in order',
        sameRows(seen.csv, [['name', 'price'], ...filtered.map(({ name, price }) => [name, pounds(price)])]),
      ],
    ],
  },
  {
    id: 'compare-two',
    says: ({ shop }) =>
      `Compare the prices of the Heron Gooseneck Kettle and the Marsh Stovetop Kettle on ${shop} and tell me which is cheaper.`,
    check: seen => [
      ...wentWell(seen),
      ...tells(seen, '£64.50', '£48.00'),
      ['it names the cheaper one', /marsh stovetop kettle[^.\n]* is cheaper/i.test(seen.result.summary)],
      ['nothing was bought', sent(seen.log.shop, /^\/(?:basket|checkout)/).length === 0],
    ],
  },
  {
    id: 'no-such-product',
    says: ({ shop }) =>
      `Go to ${shop}, accept the cookies, search for espresso machine, open the first result and add it to the basket`,
    check: seen => [
      ...failedSaying(seen, /no products|nothing matches/i),
      ['it was searched for', opened(seen.log.shop, /^\/search\?q=espresso(?:\+|%20)machine/)],
      ['nothing went into the basket', sent(seen.log.shop, /^\/basket/).length === 0],
    ],
  },
  {
    id: 'favourites-through-banners',
    says: ({ shop }) =>
      `Visit ${shop}. If a cookie banner shows up, choose only necessary. Open Cups & mugs, open the Moon Tea Bowl, close the newsletter pop-up if it appears, save it to my favourites, then open Favourites and list what is there with the prices`,
    check: seen => [
      ...wentWell(seen),
      [
        'it was kept once',
        sent(seen.log.shop, '/favourites')
          .map(form => form.product)
          .join() === 'moon-tea-bowl',
      ],
      ['nobody signed up for the letter', sent(seen.log.shop, '/newsletter').length === 0],
      [
        'only what is necessary was agreed to',
        seen.log.shop.some(({ cookie }) => /hh_consent=necessary/.test(cookie ?? '')),
      ],
      [
        'the list is right',
        JSON.stringify(seen.csv).includes('"Moon Tea Bowl"') && JSON.stringify(seen.csv).includes('£24.00'),
      ],
    ],
  },
  {
    id: 'size-guide-in-new-tab',
    says: ({ shop }) =>
      `Go to ${shop}category/teapots and open "Duet Teapot for Two". Open the size guide, which comes in a new tab, and tell me the capacity of "Four cups". Then go back to the first tab, close the newsletter if it is there, and add the teapot to the basket.`,
    check: seen => [
      ...wentWell(seen),
      ['the guide was opened', opened(seen.log.shop, '/size-guide')],
      ['the teapot went into the basket', isForm(sent(seen.log.shop, '/basket')[0], { product: 'duet-teapot-set' })],
      ...tells(seen, '0.8 litre'),
    ],
  },
  {
    id: 'reviews-quoted',
    says: ({ shop }) =>
      `Look up the Swift Pour-Over Kettle on ${shop}, open its page, scroll down to the reviews and tell me what Tomasz K. says about it. Also take a full page screenshot.`,
    check: seen => [
      ...wentWell(seen),
      ['the reviews were loaded', opened(seen.log.shop, '/fragments/reviews/swift-pour-kettle')],
      ...tells(seen, 'Heavier than I thought, in a good way.'),
      ['a picture was saved', seen.files('screenshot').some(name => name.startsWith('picture-'))],
    ],
  },
];
