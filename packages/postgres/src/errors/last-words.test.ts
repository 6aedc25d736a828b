import { expect, it } from 'vitest';
import { lastWordsOf } from './last-words.js';

function errorResponse(fields: readonly string[]): Buffer {
  const body = Buffer.from(`${fields.map((field) => `${field}\0`).join('')}\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const fatal = errorResponse(['SFATAL', 'VFATAL', 'C57P01', 'Mterminating connection']);

it('reads severity, SQLSTATE and message of what ends a connection', () => {
  expect(lastWordsOf(fatal)).toMatchObject({
    name: 'PostgresError',
    severity: 'FATAL',
    code: '57P01',
    message: 'terminating connection',
  });
});

it.each([
  ['an error that ends nothing', errorResponse(['SERROR', 'VERROR', 'C23505', 'Mduplicate key'])],
  ['part of a message', fatal.subarray(0, -1)],
  ['a message with more behind it', Buffer.concat([fatal, fatal])],
  ['another message', Buffer.from([0x5a, 0, 0, 0, 5, 0x49])],
  ['nothing', Buffer.alloc(0)],
])('is null for %s', (_, data) => {
  expect(lastWordsOf(data)).toBeNull();
});
