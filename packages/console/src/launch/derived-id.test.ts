import { expect, test } from 'vitest';
import { derivedId } from './derived-id.js';

test('derivedId returns one UUID for a key and a run, and another for others', () => {
  const key = '4c4e9a0c-6f0f-4b7b-8a55-7d6a3a7f1b11';
  const id = derivedId(key, 'exec_1');
  expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(derivedId(key, 'exec_1')).toBe(id);
  expect(derivedId(key, 'exec_2')).not.toBe(id);
  expect(derivedId(key.replace('4', '5'), 'exec_1')).not.toBe(id);
});
