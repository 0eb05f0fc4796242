/** Errands in the shop that put things into a basket, and order or do not. */

import { type Errand, failedSaying, isForm, opened, sent, tells, wentWell } from './errand.ts';

const ann = {
  name: 'Ann Lee',
  email: 'ann@example.org',
  address: '1 Quay Street',
  town: 'Ludlow',
  postcode: 'SY8 1AA',
};

export const shopBuyingErrands: readonly Errand[] = [
  {
    id: 'sorted-into-basket',
    says: ({ shop }) =>
      `Go to ${shop}, reject the cookies and search for kettle. Sort by price, low to high, and open the first product. Choose Moss as the colour, set the quantity to 2 and add it to the basket. Then open the basket and tell me the total.`,
    check: seen => [
      ...wentWell(seen),
      ['the list was sorted', opened(seen.log.shop, /^\/search\?.*sort=price-asc/)],
      [
        'two moss camp kettles went into the basket, once',
        sent(seen.log.shop, '/basket').length === 1 &&
          isForm(sent(seen.log.shop, '/basket')[0], { product: 'fell-camp-kettle', colour: 'Moss', quantity: '2' }),
      ],
      ...tells(seen, '£62.95'),
    ],
  },
  {
    id: 'remove-and-coupon',
    says: ({ shop }) =>
      `please open ${shop} and click Teapots, then put the Dew Glass Teapot in my basket. After that go to Kitchen tools and add the Reed Tea Infuser to the basket too. Open the basket, remove the Reed Tea Infuser, change the quantity of the Dew Glass Teapot to 2 and press Update. Enter WARMUP10 as the promo code, click Apply and tell me what the total is now`,
    check: seen => [
      ...wentWell(seen),
      [
        'both went into the basket, once each',
        sent(seen.log.shop, '/basket')
          .map(form => form.product)
          .join() === 'dew-glass-teapot,reed-tea-infuser',
      ],
      [
        'only the infuser was taken out',
        sent(seen.log.shop, '/basket/remove').length === 1 &&
          sent(seen.log.shop, '/basket/remove')[0]?.line?.startsWith('reed-tea-infuser') === true,
      ],
      [
        'the quantity became 2',
        sent(seen.log.shop, '/basket/update').some(
          form => form.quantity === '2' && form.line?.startsWith('dew-glass-teapot'),
        ),
      ],
      ['the code was sent', isForm(sent(seen.log.shop, '/basket/promo')[0], { code: 'WARMUP10' })],
      ...tells(seen, '£61.20'),
    ],
  },
  {
    id: 'checkout-without-order',
    says: ({ shop }) =>
      `Go to ${shop}, search for "Hearth Mug" and open it. Choose Sage in Colour and Large in Size, add it to the basket, view the basket and go to the checkout. Fill in the form: full name Ann Lee, email ann@example.org, address 1 Quay Street, town Ludlow, postcode SY8 1AA. Choose express delivery. Do not place the order! Take a screenshot so that I can check it.`,
    check: seen => [
      ...wentWell(seen),
      [
        'the large sage mug is in the basket',
        isForm(sent(seen.log.shop, '/basket')[0], { product: 'hearth-mug', colour: 'Sage', size: 'Large, 420 ml' }),
      ],
      ['the checkout was opened', opened(seen.log.shop, '/checkout')],
      ['nothing was ordered', sent(seen.log.shop, '/checkout').length === 0],
      ['a picture was saved', seen.files('screenshot').some(name => name.startsWith('picture-'))],
      [
        'the form on the page is filled as said',
        ['Ann Lee', 'ann@example.org', '1 Quay Street', 'Ludlow', 'SY8 1AA'].every(value =>
          checkoutIn(seen.events).includes(`= "${value}"`),
        ),
      ],
      ['express is chosen on the page', /radio "Express[^"]*" \([^)]*checked/.test(checkoutIn(seen.events))],
    ],
  },
  {
    id: 'checkout-with-order',
    says: ({ shop }) =>
      `1. Go to ${shop}\n2. Open Tea & storage\n3. Open "Glade Sencha" and add it to the basket\n4. Go to the basket, then to the checkout\n5. Fill in:\n   - Full name: Ann Lee\n   - Email: ann@example.org\n   - Address: 1 Quay Street\n   - Town or city: Ludlow\n   - Postcode: SY8 1AA\n6. Tick "Wrap it as a gift" and agree to the terms of sale\n7. Place the order\n8. Tell me the order number and the total`,
    check: seen => {
      const number = seen.log.shop.flatMap(({ path }) => /^\/orders\/(HH-\d+)/.exec(path)?.[1] ?? [])[0] ?? 'none';
      return [
        ...wentWell(seen),
        [
          'the order was placed once, as said',
          sent(seen.log.shop, '/checkout').length === 1 &&
            isForm(sent(seen.log.shop, '/checkout')[0], { ...ann, gift: 'yes', agree: 'yes', delivery: 'standard' }),
        ],
        ['it was of the tea', sent(seen.log.shop, '/basket')[0]?.product === 'glade-green-tea'],
        ...tells(seen, number, '£18.45'),
      ];
    },
  },
  {
    id: 'checkout-refused',
    says: ({ shop }) =>
      `Open ${shop}product/lark-paring-knife and add it to the basket, view the basket, go to checkout. Enter Ann Lee as full name, ann@example.org as email, 1 Quay Street as address, Ludlow as town and 12345 as postcode. Agree to the terms of sale and place the order, then tell me the order number.`,
    check: seen => [
      ...failedSaying(seen, /UK postcode|look again/i),
      ['it was tried once and not over and over', sent(seen.log.shop, '/checkout').length === 1],
      ['no order was made', !opened(seen.log.shop, /^\/orders\//)],
      ['no order number is made up', !/HH-\d/.test(seen.result.summary)],
    ],
  },
  {
    id: 'cheapest-into-basket',
    says: ({ shop }) => `On ${shop} go to Teapots, find the cheapest one and add it to my basket. How much is it?`,
    check: seen => [
      ...wentWell(seen),
      [
        'the glass teapot went into the basket, and nothing else',
        sent(seen.log.shop, '/basket')
          .map(form => form.product)
          .join() === 'dew-glass-teapot',
      ],
      ...tells(seen, '£34.00'),
    ],
  },
  {
    id: 'sold-out',
    says: ({ shop }) =>
      `go to ${shop}, find "Foundry Cast Iron Kettle", open it, add it to the basket and go to the checkout`,
    check: seen => [
      ...failedSaying(seen, /sold out/i),
      ['the product was looked at', opened(seen.log.shop, '/product/foundry-iron-kettle')],
      ['nothing went into the basket', sent(seen.log.shop, /^\/basket/).length === 0],
    ],
  },
  {
    id: 'coupon-asked-for',
    says: ({ shop }) =>
      `Go to ${shop}category/cups, open the Rill Milk Jug, click "One more" twice so that I get three, add it to the basket and view the basket. Ask me for the promo code, type it in, apply it and tell me the discount and the total.`,
    answer: 'WARMUP10',
    check: seen => [
      ...wentWell(seen),
      ['three jugs', isForm(sent(seen.log.shop, '/basket')[0], { product: 'rill-milk-jug', quantity: '3' })],
      ['the answer was typed', isForm(sent(seen.log.shop, '/basket/promo')[0], { code: 'WARMUP10' })],
      // 3 × 19.50 − 10 % + 3.95
      ...tells(seen, '£5.85', '£56.60'),
    ],
  },
];

/** The checkout as the browser saw it last, in its fields' own values. */
const checkoutIn = (events: Parameters<Errand['check']>[0]['events']): string =>
  events
    .flatMap(event =>
      event.type === 'page.observed' && new URL(event.data.url).pathname === '/checkout' ? [event.data.text] : [],
    )
    .at(-1) ?? '';
