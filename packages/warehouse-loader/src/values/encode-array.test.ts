import { expect, it } from 'vitest';
import { arrayText } from './encode-array.js';

const asText = (value: unknown): string => String(value);

it.each([
  [[], '{}'],
  [['a', 'b'], '{"a","b"}'],
  [['NULL', null, undefined, ''], '{"NULL",NULL,NULL,""}'],
  [['a"b', 'c\\d', '{e,f}'], '{"a\\"b","c\\\\d","{e,f}"}'],
  [
    [
      [1, 2],
      [3, 4],
    ],
    '{{"1","2"},{"3","4"}}',
  ],
  [new Array<string>(2), '{NULL,NULL}'],
])('arrayText writes %j as %s', (value, text) => {
  expect(arrayText(value, asText)).toBe(text);
});

it('arrayText refuses a value that is not an array', () => {
  expect(() => arrayText({ 0: 'a' }, asText)).toThrow(
    expect.objectContaining({ code: 'VALUE_TYPE_WRONG' }),
  );
});

it.each([[[[]]], [[[1], []]], [[[[]], [[]]]]])('arrayText refuses %j', (value) => {
  expect(() => arrayText(value, asText)).toThrow(
    expect.objectContaining({ code: 'VALUE_WOULD_CHANGE' }),
  );
});
