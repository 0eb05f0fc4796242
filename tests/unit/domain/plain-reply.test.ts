import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recognisePlainReply } from '../../../lib/domain/plain-reply.ts';

describe('a plain reply', () => {
  it.each(['yes', 'Yes!', ' YES. ', 'yes, please', 'Yes, go ahead.', 'ok', 'OK', 'go ahead', 'sí', 'はい', 'ja'])(
    '"%s" is a yes',
    text => expect(recognisePlainReply(text)).toBe('yes'),
  );

  it.each(['no', 'No.', 'no, thanks', "don't", 'don’t', 'Do not', 'stop!', 'cancel', 'nein', '不要'])(
    '"%s" is a no',
    text => expect(recognisePlainReply(text)).toBe('no'),
  );

  it.each([
    '',
    ' ',
    '.',
    'yes, but only two pages',
    'yes and buy it',
    'yes no',
    'yes?',
    'is that a yes',
    'not ok',
    'do not go ahead',
    'no problem, go ahead',
    'y e s',
    'yesterday',
    '"yes"',
    '> yes',
    'уes',
    'yes\u200b',
  ])('"%s" is neither', text => expect(recognisePlainReply(text)).toBeUndefined());

  it('is never more than one short phrase: any further word makes it neither or keeps its meaning', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[b-df-hj-mp-tv-xz]{3,12}$/), word => {
        expect(recognisePlainReply(`yes ${word}`)).toBeUndefined();
        expect(recognisePlainReply(`${word} yes`)).toBeUndefined();
      }),
    );
  });

  it('does not depend on case, spaces or marks around it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('yes', 'go ahead', 'no', 'cancel'),
        fc.stringMatching(/^[\s,.!;:]{0,6}$/),
        (text, marks) => {
          expect(recognisePlainReply(`${marks}${text.toUpperCase()}${marks}`)).toBe(recognisePlainReply(text));
        },
      ),
    );
  });
});
