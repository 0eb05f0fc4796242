/** Reads and checks what a checkout form says. Makes no order. */

import { field, type Visit } from '../visit.ts';

export const checkoutFields = ['name', 'email', 'address', 'town', 'postcode', 'note'] as const;
export type CheckoutField = (typeof checkoutFields)[number];

export interface CheckoutForm {
  readonly text: Readonly<Record<CheckoutField, string>>;
  readonly express: boolean;
  readonly giftWrap: boolean;
  readonly agreed: boolean;
}

export type CheckoutErrors = Readonly<Partial<Record<CheckoutField | 'agree', string>>>;

export const emptyCheckout: CheckoutForm = {
  text: { name: '', email: '', address: '', town: '', postcode: '', note: '' },
  express: false,
  giftWrap: false,
  agreed: false,
};

export const readCheckout = (visit: Visit): CheckoutForm => ({
  text: {
    name: field(visit, 'name'),
    email: field(visit, 'email'),
    address: field(visit, 'address'),
    town: field(visit, 'town'),
    postcode: field(visit, 'postcode'),
    note: field(visit, 'note'),
  },
  express: field(visit, 'delivery') === 'express',
  giftWrap: visit.form.has('gift'),
  agreed: visit.form.has('agree'),
});

export function checkoutErrors({ text, agreed }: CheckoutForm): CheckoutErrors {
  return {
    ...(text.name === '' && { name: 'Enter your full name.' }),
    ...(!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.email) && {
      email: 'Enter an email address, such as you@example.com.',
    }),
    ...(text.address === '' && { address: 'Enter the first line of your address.' }),
    ...(text.town === '' && { town: 'Enter your town or city.' }),
    ...(!/^[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}$/.test(text.postcode) && {
      postcode: 'Enter a UK postcode, such as SY8 1AA.',
    }),
    ...(!agreed && { agree: 'Agree to the terms of sale to place your order.' }),
  };
}
