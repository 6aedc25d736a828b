import { expect, it } from 'vitest';
import { parseNames } from './parse-names.js';

it('reads names, each once', () => {
  expect(parseNames('people')).toEqual(['people']);
  expect(parseNames('people, orders,people')).toEqual(['people', 'orders']);
});

it.each(['', 'people,', ',people', 'a,,b'])('refuses %j', (text) => {
  expect(() => parseNames(text)).toThrow('names such as');
});
