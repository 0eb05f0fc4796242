/** What an element's words and form commit to: a truth table over languages, and what is not held back without need. */

import { describe, expect, test } from 'vitest';
import type { Target } from '../../../lib/domain/action.ts';
import { plainLabel, riskOf } from '../../../lib/domain/risk.ts';
import { verbOf } from '../../../lib/domain/verb-of.ts';

const button = (name: string, more: Partial<Target> = {}): Target => ({ ref: 'e1', role: 'button', name, ...more });
const words = { method: 'post', words: true } as const;

describe('a button', () => {
  test.each([
    [
      'pay',
      'Pay now',
      'Pay €12.50',
      'Place order',
      'Place your order',
      'Buy now',
      'Complete purchase',
      'Confirm and pay',
      'Hire and pay',
      'Book & pay now',
      'Kostenpflichtig buchen',
      'Réserver et payer',
      'Rent now',
      'Book',
      'Reserve now',
    ],
    ['pay', 'Zahlungspflichtig bestellen', 'Jetzt kaufen', 'Payer', 'Comprar ahora', 'Acquista ora', 'Köp nu', 'Maksa'],
    ['pay', 'Zapłać', 'Оплатить', '立即购买', '提交订单', '注文を確定する', '결제하기', 'שלם עכשיו', 'شراء'],
    ['delete', 'Delete', '🗑 Delete (3)', 'Delete account', 'Permanently delete everything', 'Yes, delete it'],
    [
      'delete',
      'Konto löschen',
      'Supprimer',
      'Eliminar cuenta',
      'Ta bort',
      'Удалить',
      '删除',
      '削除する',
      '삭제',
      'حذف',
    ],
    ['delete', 'Cancel subscription', 'Close my account', 'DELETE FOREVER'],
    ['send', 'Send', 'Send message', 'Publish', 'Reply', 'Senden', 'Envoyer', '送信する', 'Отправить', '发送', 'Post'],
  ] as const)('commits to %s', (verb, ...names) => {
    for (const name of names) expect.soft([name, riskOf(button(name))]).toEqual([name, verb]);
  });

  test.each([
    'Add to basket',
    'Checkout',
    'Continue to payment options',
    'Search',
    'Apply',
    'Remove filter',
    'Next',
    'Order by price',
    'Sort orders',
    'Post a question about deleting',
    'Payment methods',
    'Ways to pay',
    'Rent index',
    'Terms & conditions',
    'Cancel',
    'Deleted items',
    'Books',
    'Book shop',
    'Sender',
    'Save',
  ])('commits to nothing more than it does: %s', name => {
    expect(riskOf(button(name))).toBeUndefined();
  });

  test('sends a message where its form has words, and else only a form', () => {
    expect(riskOf(button('Send', { submits: true, inputType: 'submit', sends: words }))).toBe('send');
    expect(riskOf(button('Send', { submits: true, inputType: 'submit', sends: { method: 'post' } }))).toBeUndefined();
  });
});

describe('a form', () => {
  const submit = { submits: true, inputType: 'submit' };
  test.each([
    ['login', button('Go', { ...submit, sends: { method: 'post', password: true } })],
    ['login', button('Sign in', submit)],
    ['pay', button('Continue', { ...submit, sends: { method: 'post', card: true, password: true } })],
    ['submit', button('Go', { ...submit, sends: { method: 'get' } })],
  ] as const)('with what it asks for needs %s', (verb, target) => {
    expect(verbOf({ kind: 'click', ref: 'e1', target })).toBe(verb);
  });

  test('is sent by Enter in a field of it, with the same verb', () => {
    const field: Target = {
      ref: 'e1',
      role: 'textbox',
      name: 'Password',
      inputType: 'password',
      submits: true,
      sends: { method: 'post', password: true },
    };
    expect(verbOf({ kind: 'press', keys: 'Enter', ref: 'e1', target: field })).toBe('login');
    expect(verbOf({ kind: 'press', keys: 'a', ref: 'e1', target: field })).toBe('input');
    expect(verbOf({ kind: 'click', ref: 'e1', target: field })).toBe('input');
  });
});

describe('a link', () => {
  test('only leads somewhere, but for one that deletes', () => {
    const link = (name: string, href: string): Target => ({ ref: 'e1', role: 'link', name, href });
    expect(riskOf(link('Buy now', 'https://shop.test/buy'))).toBeUndefined();
    expect(riskOf(link('Buy now', '#'))).toBe('pay');
    expect(riskOf(link('Buy now', 'javascript:buy()'))).toBe('pay');
    expect(riskOf(link('Delete', 'https://shop.test/delete?id=1'))).toBe('delete');
  });
});

test('labels are read without signs, sums and counts', () => {
  expect(plainLabel('  🛒 Pay €12.50 now! ')).toBe('pay now');
  expect(plainLabel('Delete (3)')).toBe('delete');
  expect(plainLabel('ＰＡＹ')).toBe('pay');
});
