/** The shop's pages of plain words. */

import { type Html, html } from '../html.ts';

export interface TextPage {
  readonly path: string;
  readonly title: string;
  readonly body: Html;
}

export const textPages: readonly TextPage[] = [
  {
    path: '/about',
    title: 'Our story',
    body: html`<p>Hearth &amp; Hollow began with one kettle in the window of a bakery in Ludlow. Somebody asked for a second, and
it went on from there. We still choose each thing by using it for a month in our own kitchens.</p>
<h2>Who makes it</h2><p>Forty-one workshops, most of them smaller than the shop. Their names are on the foot of what they make.</p>`,
  },
  {
    path: '/delivery',
    title: 'Delivery and returns',
    body: html`<p>Standard delivery takes 3 to 5 working days and costs £3.95, or nothing for orders over £60. Express delivery
comes the next working day and costs £7.95.</p><h2>Returns</h2><p>You have 60 days. Things that were used may come back too; we
mend and sell them on.</p>`,
  },
  {
    path: '/size-guide',
    title: 'Size guide',
    body: html`<p>A cup in these pages is 200 ml. This is how many each pot and kettle pours.</p>
<table><thead><tr><th>Size</th><th>Capacity</th><th>Cups</th></tr></thead><tbody>
<tr><td>Two cups</td><td>0.4 litre</td><td>2</td></tr><tr><td>Four cups</td><td>0.8 litre</td><td>4</td></tr>
<tr><td>Six cups</td><td>1.2 litre</td><td>6</td></tr><tr><td>2.0 litre kettle</td><td>2.0 litre</td><td>10</td></tr></tbody></table>`,
  },
  {
    path: '/terms',
    title: 'Terms of sale',
    body: html`<p>This is a demonstration shop. Nothing is sold, no money moves and nothing is delivered.</p>
<h2>Prices</h2><p>Prices are in pounds sterling and include VAT.</p><h2>Cancelling</h2><p>You may cancel an order until it leaves us.</p>`,
  },
  {
    path: '/contact',
    title: 'Contact us',
    body: html`<p>Write to 14 Broad Street, Ludlow, or call 01584 555 014 between nine and five.</p>
<p>For spares, please have the number on the foot of the piece at hand.</p>`,
  },
];

export const textBody = (text: TextPage): Html =>
  html`<article class="wide narrow prose"><h1>${text.title}</h1>${text.body}</article>`;
