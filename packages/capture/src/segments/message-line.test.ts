import { describe, expect, it } from 'vitest';
import { messageLine } from './message-line.js';

describe('messageLine', () => {
  it('keeps an object, with every digit of its numbers', () => {
    const text = '{"t": 9007199254740993, "p": "0.10"}';
    expect(messageLine(text)).toBe(text);
  });

  it('writes an object of several lines as one', () => {
    expect(messageLine('\n{\r\n  "t": 1,\n  "s": "a\\nb"\n}\n')).toBe(
      '{   "t": 1,   "s": "a\\nb" }',
    );
  });

  it('drops a byte order mark', () => {
    expect(messageLine('\uFEFF{}')).toBe('{}');
  });

  it('writes an array as an object, so that it is a row', () => {
    expect(messageLine('[1,[["0.1"]],"trade"]')).toBe('{"message":[1,[["0.1"]],"trade"]}');
  });

  it.each(['hello', '[{', '{"a":1', '', 'a\nb', '\u0000', '{"a":"\u0000"}'])(
    'writes text that is not JSON as a JSON string: %j',
    (text) => {
      const line = messageLine(text);
      expect(line).not.toMatch(/[\r\n]/);
      expect(JSON.parse(line)).toBe(text);
    },
  );

  it.each(['1', '"text"', 'true', 'null'])('keeps %s, which no job reads as a row', (text) => {
    expect(messageLine(text)).toBe(text);
  });

  it('survives a depth at which JSON.parse ends', () => {
    const deep = '['.repeat(200_000);
    expect(JSON.parse(messageLine(deep))).toBe(deep);
  });
});
