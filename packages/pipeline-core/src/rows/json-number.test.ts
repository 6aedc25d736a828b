import { expect, it } from 'vitest';
import { JsonNumber } from './json-number.js';

it('a JsonNumber is written as its text', () => {
  const number = new JsonNumber('1.50');
  expect(String(number)).toBe('1.50');
  const isRawJsonKnown = 'rawJSON' in JSON;
  expect(JSON.stringify({ a: number })).toBe(isRawJsonKnown ? '{"a":1.50}' : '{"a":"1.50"}');
});

it.each([
  ['1', false],
  ['0.5', false],
  ['9007199254740991', false],
  ['9007199254740992', true],
  ['9007199254740993', true],
  ['-9007199254740994', true],
  ['1.50', true],
  ['1e3', true],
  ['0.00000000000000000001', true],
])('a JsonNumber is needed for %s: %s', (text, isNeeded) => {
  expect(JsonNumber.isNeededFor(text)).toBe(isNeeded);
});
