import { describe, expect, test } from 'vitest';
import { addRows, fileNameOf, toCsv, toJson } from '../../../lib/agent/datasets.ts';

const cellOf = (value: unknown): string => toCsv({ name: 'x', rows: [{ a: value }] }).split('\r\n')[1] ?? '';

describe('a dataset', () => {
  test('keeps rows of the same name together and others apart', () => {
    const one = addRows(addRows([], 'a', [{ n: 1 }]), 'b', [{ n: 2 }]);
    expect(addRows(one, 'a', [{ n: 3 }])).toEqual([
      { name: 'a', rows: [{ n: 1 }, { n: 3 }] },
      { name: 'b', rows: [{ n: 2 }] },
    ]);
  });

  test('has every column of every row in CSV, in the order they came', () => {
    expect(toCsv({ name: 'x', rows: [{ a: 1 }, { b: 'two, "2"', a: null }] })).toBe(
      '\uFEFFa,b\r\n1,\r\n,"two, ""2"""\r\n',
    );
  });

  test.each(['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '-1+2', '＝1+1', '+1{2}'])(
    'never lets %j be a formula',
    text => {
      expect(cellOf(text).replace(/^"/, '')).toMatch(/^'/);
    },
  );

  test.each(['-5', '+3.14', '-1,234.50', '+12 %'.replace(' ', ''), '-1\u202F000', '0'])(
    'leaves the number %j alone',
    text => {
      expect(cellOf(text).replaceAll('"', '')).toBe(text);
    },
  );

  test('is the same rows in JSON', () => {
    const rows = [{ a: '=1', b: null }];
    expect(JSON.parse(toJson({ name: 'x', rows }))).toEqual(rows);
  });

  test.each([
    ['Kettles, copper', 'kettles-copper'],
    ['../../etc/passwd', 'etc-passwd'],
    ['川', '川'],
    ['…', 'data'],
  ])('named %j is a file named %j', (name, file) => {
    expect(fileNameOf(name)).toBe(file);
  });
});
