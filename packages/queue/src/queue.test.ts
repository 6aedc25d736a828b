import { expect, it } from 'vitest';
import { queue } from './queue.js';

it('returns the subject', () => {
  expect(queue('rows')).toBe('rows');
});
