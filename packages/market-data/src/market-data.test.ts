import { expect, it } from 'vitest';
import { marketData } from './market-data.js';

it('returns the subject', () => {
  expect(marketData('rows')).toBe('rows');
});
