import { expect, test } from 'vitest';
import { bytesOf, messageText } from './message-text.js';

test('a text message is its text', () => {
  expect(messageText(Buffer.from('{"s":"Łódź"}'), false)).toBe('{"s":"Łódź"}');
});

test('a binary message is one JSON text with its bytes', () => {
  const bytes = Buffer.from([0, 10, 255, 34]);
  const { binary } = JSON.parse(messageText(bytes, true)) as { binary: string };
  expect(Buffer.from(binary, 'base64')).toEqual(bytes);
});

test('fragments are joined', () => {
  const pieces = [Buffer.from('ab'), Buffer.from('c')];
  expect(bytesOf(pieces).toString()).toBe('abc');
  expect(bytesOf(new Uint8Array([97]).buffer).toString()).toBe('a');
});
