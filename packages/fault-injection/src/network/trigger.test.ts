import { expect, test } from 'vitest';
import type { ProtocolMessage } from './message-reader.js';
import {
  afterBytes,
  fromTime,
  onClientMessage,
  onConnectionOf,
  oncePassed,
  onReply,
  onStatement,
  type Passing,
} from './trigger.js';

const passing = (message: ProtocolMessage | undefined, more: Partial<Passing> = {}): Passing => ({
  bytes: Buffer.alloc(10),
  message,
  fromServer: false,
  connection: 1,
  bytesBefore: 0,
  ...more,
});
const client = (type: string, text = '') => passing({ type, text });
const server = (type: string, text = '') => passing({ type, text }, { fromServer: true });

test('bytes are counted to the byte, in one direction', () => {
  const trigger = afterBytes(25);
  const at = [0, 10, 20].map((bytesBefore) => trigger(passing(undefined, { bytesBefore })));
  expect(at).toEqual([undefined, undefined, 5]);
  expect(trigger(passing(undefined, { bytesBefore: 90, fromServer: true }))).toBeUndefined();
  expect(afterBytes(25, 'server')(passing(undefined, { bytesBefore: 20 }))).toBeUndefined();
});

test('a statement matches by its text or a pattern, in both protocols, only from the client', () => {
  expect(onStatement('COMMIT')(client('Q', 'commit\0'))).toBe(0);
  expect(onStatement(/^\0copy/i)(client('P', '\0COPY flights\0'))).toBe(0);
  expect(onStatement('commit')(client('d', 'commit'))).toBeUndefined();
  expect(onStatement('commit')(server('Q', 'commit'))).toBeUndefined();
});

test('a reply and a message are distinguished by their sender', () => {
  expect(onReply('COMMIT')(server('C', 'COMMIT\0'))).toBe(0);
  expect(onReply('COMMIT')(server('C', 'INSERT 0 1\0'))).toBeUndefined();
  expect(onReply('COMMIT')(client('C', 'COMMIT\0'))).toBeUndefined();
  expect(onClientMessage('d')(client('d'))).toBe(0);
  expect(onClientMessage('d')(server('d'))).toBeUndefined();
});

test('a statement has passed with its last message', () => {
  const trigger = oncePassed(onStatement('commit'));
  expect(trigger(client('Q', 'commit\0'))).toBe(10);
  const messages = [client('S'), client('P', '\0commit\0'), client('E'), client('S'), client('S')];
  expect(messages.map(trigger)).toEqual([undefined, undefined, undefined, 10, undefined]);
});

test('the nth time and those after it count', () => {
  const trigger = fromTime(2, onClientMessage('d'));
  const at = [client('d'), client('c'), client('d'), client('d')].map(trigger);
  expect(at).toEqual([undefined, undefined, 0, 0]);
});

test('only connections on which the first has matched are considered', () => {
  const trigger = onConnectionOf(onStatement('copy'), onReply('COMMIT'));
  const commit = (connection: number) => ({ ...server('C', 'COMMIT\0'), connection });
  expect(trigger(commit(1))).toBeUndefined();
  expect(trigger({ ...client('Q', 'copy t\0'), connection: 2 })).toBeUndefined();
  expect([trigger(commit(1)), trigger(commit(2))]).toEqual([undefined, 0]);
});
