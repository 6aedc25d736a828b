import { expect, it } from 'vitest';
import { finalServerErrorOf } from './final-server-error.js';

function errorResponse(fields: readonly string[]): Buffer {
  const body = Buffer.from(`${fields.map((field) => `${field}\0`).join('')}\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const fatal = errorResponse(['SFATAL', 'VFATAL', 'C57P01', 'Mterminating connection']);

it('parses severity, SQLSTATE and message of the error that ends a connection', () => {
  expect(finalServerErrorOf(fatal)).toMatchObject({
    name: 'PostgresError',
    severity: 'FATAL',
    code: '57P01',
    message: 'terminating connection',
  });
});

it.each([
  [
    'an error that does not end the connection',
    errorResponse(['SERROR', 'VERROR', 'C23505', 'Mduplicate key']),
  ],
  ['part of a message', fatal.subarray(0, -1)],
  ['a message followed by another', Buffer.concat([fatal, fatal])],
  ['another message', Buffer.from([0x5a, 0, 0, 0, 5, 0x49])],
  ['nothing', Buffer.alloc(0)],
])('is null for %s', (_, data) => {
  expect(finalServerErrorOf(data)).toBeNull();
});
