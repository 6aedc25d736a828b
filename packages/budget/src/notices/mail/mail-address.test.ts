import { expect, test } from 'vitest';
import { parseMailAddress, requireMailAddress, splitAddresses } from './mail-address.js';

test.each([
  ['ops@example.org', { name: '', address: 'ops@example.org' }],
  ['  ops+a@example.org ', { name: '', address: 'ops+a@example.org' }],
  ['Budgets <ops@example.org>', { name: 'Budgets', address: 'ops@example.org' }],
  ['<ops@example.org>', { name: '', address: 'ops@example.org' }],
  ['Søren Å <søren@müller.example>', { name: 'Søren Å', address: 'søren@müller.example' }],
])('%s is an address', (text, address) => {
  expect(parseMailAddress(text)).toEqual(address);
});

test.each([
  '',
  'ops',
  '@example.org',
  'ops@',
  'a@b@c',
  'a@example.org, b@example.org',
  'a@example.org\r\nBcc: b@example.org',
  'Budgets\r\nBcc: x <ops@example.org>',
  'Budgets "x" <ops@example.org>',
  '"a b"@example.org',
  'a b@example.org',
  'a@example.org>',
  '<a@example.org',
  'x <a@example.org> y',
  'a\u202e@example.org',
  'a\u0000@example.org',
  `${'a'.repeat(250)}@b.cd`,
])('%j is no address', (text) => {
  expect(parseMailAddress(text)).toBeNull();
});

test('a list is split at commas and semicolons', () => {
  expect(splitAddresses('a@x.org, b@x.org;c@x.org,')).toEqual(['a@x.org', 'b@x.org', 'c@x.org']);
  expect(splitAddresses(['a@x.org', 'b@x.org,c@x.org'])).toHaveLength(3);
  expect(splitAddresses('')).toEqual([]);
});

test('a required address that is none is an error without it', () => {
  expect(() => requireMailAddress('secret-no-address', 'from')).toThrow(/option "from"/u);
  expect(() => requireMailAddress('secret-no-address', 'from')).not.toThrow(/secret/u);
});
