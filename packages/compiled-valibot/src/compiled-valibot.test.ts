import { expect, it } from 'vitest';
import { compiledValibot } from './compiled-valibot.js';

it('returns the subject', () => {
  expect(compiledValibot('rows')).toBe('rows');
});
