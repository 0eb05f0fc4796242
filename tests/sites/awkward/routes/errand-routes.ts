/** What the pages of `pages/errands` ask of their server: a log of what was done, papers as PDF, a list as CSV, a place to hand one in. */

import { makePdf } from '../make-pdf.ts';
import type { AwkwardRoute } from './routes.ts';

const pdf =
  (...pages: readonly string[]): AwkwardRoute =>
  ({ response }) =>
    void response.writeHead(200, { 'content-type': 'application/pdf' }).end(makePdf(pages));

export const errandRoutes: Readonly<Record<string, AwkwardRoute>> = {
  '/errands/log': ({ response }) => void response.writeHead(204).end(),
  '/errands/paper-a.pdf': pdf('Roads and bridges. The stone bridge needs 1200 coins.', 'Signed: Okafor.'),
  '/errands/paper-b.pdf': pdf(
    'Water and drains. New pipes on Mill Lane.',
    'Costs: 845 coins.',
    'Signed: Halvorsen, clerk of works.',
  ),
  '/errands/paper-c.pdf': pdf('Schools. Two teachers, one stove.', 'Signed: Brandt.'),
  '/errands/members.csv': ({ response }) =>
    void response
      .writeHead(200, { 'content-type': 'text/csv', 'content-disposition': 'attachment; filename="members.csv"' })
      .end('name,seat\nOkafor,1\nHalvorsen,2\nBrandt,3\nLund,4\n'),
  '/errands/hand-in': ({ body, response }) => {
    const text = body.toString('utf8');
    const name = /filename="([^"]*)"/.exec(text)?.[1] ?? 'nothing';
    const lines = text.split('name,seat')[1]?.match(/\w+,\d/g)?.length ?? 0;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<h1>Thank you</h1><p>We got ${name} with ${lines} members. Your receipt is R-${lines}19.</p>`);
  },
};
