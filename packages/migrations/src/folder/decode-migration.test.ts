import { describe, expect, it } from 'vitest';
import { decodeMigration } from './decode-migration.js';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('decodeMigration', () => {
  it.each([
    ['select 1;', 'select 1;'],
    ['\uFEFFselect 1;', 'select 1;'],
    ["select 'ä 日本 \u{1F511}';\r\n-- \uFFFD\r\n", "select 'ä 日本 \u{1F511}';\n-- \uFFFD\n"],
    ["select '\uFEFF';", "select '\uFEFF';"],
    ['', ''],
  ])('decodes %j', (text, decoded) => {
    expect(decodeMigration(Buffer.from(text))).toBe(decoded);
  });

  it.each([
    ['windows-1252', latin("-- one\n-- two\ninsert into t values ('Müller');\n"), 3],
    ['windows-1252 after valid UTF-8', Buffer.concat([Buffer.from('-- ä\n'), latin('-- ä')]), 2],
    ['windows-1252 with Windows line ends', latin('--\r\n-- \x80\r\n'), 2],
    ['a truncated character', Buffer.from('-- ä').subarray(0, 4), 1],
    ['a character truncated by the end of its line', latin('-- \xe6\x97\n\xa5'), 1],
    ['a surrogate', Buffer.from([0x0a, 0xed, 0xa0, 0x80]), 2],
    ['an overlong NUL', Buffer.from([0xc0, 0x80]), 1],
    ['Shift_JIS', Buffer.from([0x2d, 0x2d, 0x20, 0x93, 0xfa, 0x96, 0x7b]), 1],
  ])('refuses %s with its line', (_, bytes, line) => {
    const reason = 'contains bytes that are not UTF-8';
    expect(decodeMigration(bytes)).toEqual({ line, reason });
  });

  it.each([
    ['little', Buffer.from('\uFEFFselect 1', 'utf16le')],
    ['big', Buffer.from('\uFEFFselect 1', 'utf16le').swap16()],
  ])('recognizes UTF-16 with its %s end first', (_, bytes) => {
    expect(decodeMigration(bytes)).toMatchObject({ reason: 'is UTF-16, by its byte order mark' });
  });

  it.each([
    ['a NUL', Buffer.from('--\n\0'), 2],
    ['UTF-16 without a byte order mark', Buffer.from('select 1', 'utf16le'), 1],
  ])('refuses %s', (_, bytes, line) => {
    expect(decodeMigration(bytes)).toEqual({
      line,
      reason: 'contains a NUL, which SQL does not allow',
    });
  });
});
