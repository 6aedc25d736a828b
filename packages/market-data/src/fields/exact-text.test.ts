import { JsonNumber } from '@wdh/pipeline-core';
import { expect, it } from 'vitest';
import { exactText } from './exact-text.js';

it.each([
  ['a text', '1.50', '1.50'],
  ['a boolean', true, 'true'],
  ['a number of JSON with more digits than a double', new JsonNumber('1.50'), '1.50'],
  ['a whole number that a double holds', 2 ** 53 - 1, '9007199254740991'],
  ['a decimal number', 0.1, '0.1'],
])('returns %s', (_, value, text) => {
  expect(exactText(value)).toBe(text);
});

it.each([
  ['a whole number that may have lost digits', 2 ** 53],
  ['null', null],
  ['a list', [1]],
  ['an object', {}],
])('returns no text of %s', (_, value) => {
  expect(exactText(value)).toBeUndefined();
});
