import { expect, test } from 'vitest';
import { createRandom } from '../injection/seeded-random.js';
import { MessageReader } from './message-reader.js';

function message(type: string, body: string | Buffer): Buffer {
  const bytes = Buffer.from(body);
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeUInt32BE(bytes.length + 4, 1);
  return Buffer.concat([head, bytes]);
}

function beginning(code: number, body = ''): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + Buffer.byteLength(body), 0);
  head.writeUInt32BE(code, 4);
  return Buffer.concat([head, Buffer.from(body)]);
}

const conversation = Buffer.concat([
  beginning(80_877_103),
  beginning(196_608, 'user\0me\0\0'),
  message('Q', 'copy flights from stdin\0'),
  message('d', Buffer.alloc(5_000, 'x')),
  message('c', ''),
  message('Q', 'commit\0'),
]);

function readIn(pieces: readonly Buffer[]) {
  const reader = new MessageReader(false);
  const passages = pieces.flatMap((piece) => reader.read(piece));
  return {
    bytes: Buffer.concat(passages.map(({ bytes }) => bytes)),
    messages: passages.flatMap(({ message: found }) => found ?? []),
  };
}

test('messages are found, in any pieces', () => {
  const random = createRandom(11);
  const pieces: Buffer[] = [];
  for (let start = 0; start < conversation.length;) {
    const size = random.integer(1, 40);
    pieces.push(conversation.subarray(start, start + size));
    start += size;
  }
  for (const { bytes, messages } of [readIn([conversation]), readIn(pieces)]) {
    expect(bytes).toEqual(conversation);
    expect(messages.map(({ type, text }) => [type, text])).toEqual([
      ['ssl', ''],
      ['startup', 'user\0me\0\0'],
      ['Q', 'copy flights from stdin\0'],
      ['d', ''],
      ['c', ''],
      ['Q', 'commit\0'],
    ]);
  }
});

test('copy data is passed on before it is complete', () => {
  const reader = new MessageReader(true);
  const whole = message('d', Buffer.alloc(1_000));
  expect(reader.read(whole.subarray(0, 100))[0]?.bytes).toHaveLength(100);
  expect(reader.read(whole.subarray(100))).toMatchObject([{ message: undefined }]);
});

test('the answer to a request for encryption is one byte', () => {
  const reader = new MessageReader(true);
  reader.expectOneByte();
  const found = reader.read(Buffer.concat([Buffer.from('N'), message('Z', 'I')]));
  expect(found.map((passage) => passage.message)).toEqual([
    { type: 'encryption', text: 'N' },
    { type: 'Z', text: 'I' },
  ]);
});

test('nothing is parsed once the connection is encrypted', () => {
  const reader = new MessageReader(false);
  reader.becomeOpaque();
  expect(reader.read(conversation)).toEqual([{ bytes: conversation, message: undefined }]);
});
