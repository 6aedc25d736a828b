import { describe, expect, it } from 'vitest';
import { instantPattern, readCursor, writeCursor } from './cursor.js';

const patterns = [instantPattern, /^/];

describe('readCursor', () => {
  it('reads what writeCursor wrote, microseconds included', () => {
    const position = ['2026-02-03 04:05:06.789012+05:30', 'run "é" 1'];
    expect(readCursor(writeCursor(...position), patterns)).toEqual(position);
  });

  it.each([
    ['invalid base64', '%%%'],
    ['invalid JSON', Buffer.from('[').toString('base64url')],
    ['not a list', Buffer.from('{}').toString('base64url')],
    ['a cursor of another list', writeCursor('17')],
    ['another kind of value', writeCursor('now()', 'run-1')],
    ['a value that is not a text', Buffer.from('[1,2]').toString('base64url')],
    ['nothing', ''],
  ])('refuses %s', (_, cursor) => {
    expect(() => readCursor(cursor, patterns)).toThrow(
      expect.objectContaining({ code: 'RUN_QUERY_INVALID', category: 'usage' }) as Error,
    );
  });
});
