import { expect, it } from 'vitest';
import { JsonNumber } from './json-number.js';

it('a JsonNumber is written as its text', () => {
  const number = new JsonNumber('1.50');
  expect(String(number)).toBe('1.50');
  const isRawJsonKnown = 'rawJSON' in JSON;
  expect(JSON.stringify({ a: number })).toBe(isRawJsonKnown ? '{"a":1.50}' : '{"a":"1.50"}');
});
