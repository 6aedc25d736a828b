import { expect, it } from 'vitest';
import { capture } from './capture.js';

it('returns the subject', () => {
  expect(capture('rows')).toBe('rows');
});
