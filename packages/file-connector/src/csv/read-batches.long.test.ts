import { describe, expect, it } from 'vitest';
import { cutAt, readText } from '../../test/support/read-text.js';
import type { CsvSourceOptions } from './csv-source-options.js';

const long = 400_000;

describe('a very long record', () => {
  it.each<[string, string, string, CsvSourceOptions]>([
    ['of one quoted field', `"${'x'.repeat(long)}"`, 'x'.repeat(long), {}],
    ['of lines', `"${'x\r\n'.repeat(long)}"`, 'x\r\n'.repeat(long), {}],
    ['of doubled quotes', `"${'""x'.repeat(long)}"`, '"x'.repeat(long), {}],
    ['of delimiters', `"${',"",'.repeat(long)}"`, ',",'.repeat(long), {}],
    ['of other alphabets', `"${'字""é😀'.repeat(long)}"`, '字"é😀'.repeat(long), {}],
    ['without quotes', 'x y'.repeat(long), 'x y'.repeat(long), {}],
    ['of escapes', `"${'\\"\\\\\\x'.repeat(long)}"`, '"\\\\x'.repeat(long), { escape: '\\' }],
    ['of rare quotes', `"${'\\\\x'.repeat(long)}"`, '\\x'.repeat(long), { escape: '\\' }],
    ['beside a NULL', `"${'""x'.repeat(long)}"`, '"x'.repeat(long), { nullValues: ['2'] }],
    ['of text quotes', `a${'"x'.repeat(long)}`, `a${'"x'.repeat(long)}`, { policy: 'lenient' }],
  ])('loads like any other, in pieces too: %s', async (_, field, cell, given) => {
    const bytes = Buffer.from(`a,b,c\n1,${field},2\n3,"",4\n`);
    const options = { ...given, maxRecordBytes: 1e9 };
    const pieces = cutAt(
      bytes,
      Array.from({ length: 500 }, (__, at) => at * 9973),
    );
    for (const read of [await readText([bytes], options), await readText(pieces, options)]) {
      expect(read.rejected).toEqual([]);
      expect(read.rows[0]?.['b'] === cell).toBe(true);
      expect(read.rows[0]).toMatchObject({
        a: '1',
        c: given.nullValues === undefined ? '2' : null,
      });
      expect(read.rows[1]).toEqual({ a: '3', b: '', c: '4' });
    }
  });

  it.each<[string, CsvSourceOptions]>([
    ['trimmed blanks', { trimBlanks: true }],
    ['a longer delimiter', { delimiter: '||' }],
  ])('of many stray quotes after many blanks takes linear time: %s', async (_, options) => {
    const field = `${' '.repeat(long / 2)}"x${'y"x'.repeat(long / 4)}`;
    const text = `a\n${field}\n"y"\n`;
    const { rows, rejected } = await readText(text, { ...options, policy: 'lenient' });
    expect(rows).toEqual([{ a: 'y' }]);
    expect(rejected).toHaveLength(1);
  });

  it('is rejected where it is too long, and the record after it loads', async () => {
    const bytes = Buffer.from(`a,b\n1,"${'字'.repeat(long)}"\n2,y\n`);
    const pieces = cutAt(
      bytes,
      Array.from({ length: 100 }, (_, at) => at * 9973),
    );
    for (const maxRecordBytes of [1000, 300_000, 3 * long]) {
      const { rows, rejected } = await readText(pieces, { maxRecordBytes });
      expect(rows).toEqual([{ a: '2', b: 'y' }]);
      expect(rejected.map(({ code }) => code)).toEqual(['RECORD_TOO_LARGE']);
    }
    expect((await readText(pieces, { maxRecordBytes: 3 * long + 100 })).rows).toHaveLength(2);
  });
});
