import { expect, test } from 'vitest';
import { parsePort } from './remembered-port.js';

test('a file with a port is read', () => {
  expect(parsePort('20123\n')).toBe(20_123);
  expect(parsePort('65535')).toBe(65_535);
});

test.each(['', '\n', '0\n', '65536\n', '-1\n', '1e3\n', '20123 \n', '20123\n20124\n', '0x50\n'])(
  'a file with %j has no port',
  (text) => {
    expect(parsePort(text)).toBeUndefined();
  },
);
