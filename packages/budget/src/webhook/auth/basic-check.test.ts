import { expect, it } from 'vitest';
import { basicCheck } from './basic-check.js';

const header = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

it('each of several logins is let in, and no mixture of them', () => {
  const [old, next] = ['old'.repeat(12), 'next'.repeat(9)];
  const isLetIn = basicCheck([
    { user: 'litellm', password: next },
    { user: 'relay', password: old },
  ]);
  expect(isLetIn(header('litellm', next))).toBe(true);
  expect(isLetIn(header('relay', old))).toBe(true);
  expect(isLetIn(header('litellm', old))).toBe(false);
  expect(isLetIn(header('relay', next))).toBe(false);
});

it('no login lets no one in', () => {
  expect(basicCheck([])(header('', ''))).toBe(false);
});
