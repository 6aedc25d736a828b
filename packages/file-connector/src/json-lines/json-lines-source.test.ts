import { describe, expect, it } from 'vitest';
import { readSource } from '../../test/support/read-source.js';
import { type JsonLinesOptions, jsonLinesSource } from './json-lines-source.js';

// eslint-disable-next-line @typescript-eslint/require-await -- the source is an asynchronous iterable
async function* bytesOf(text: string | Buffer, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text as string);
  for (let start = 0; start < bytes.length; start += size)
    yield bytes.subarray(start, start + size);
}

async function read(text: string | Buffer, options: JsonLinesOptions = {}) {
  const source = jsonLinesSource(bytesOf(text, 1e6), options);
  const whole = { ...(await readSource(source)), statistics: source.statistics };
  const inPieces = await readSource(jsonLinesSource(bytesOf(text, 1), options));
  expect(inPieces).toEqual({
    rows: whole.rows,
    lineNumbers: whole.lineNumbers,
    rejected: whole.rejected,
  });
  return whole;
}

describe('jsonLinesSource', () => {
  it('reads an object per line, with physical line numbers and line counts', async () => {
    const { rows, lineNumbers, statistics } = await read('\ufeff{"a":1}\r\n\n \t\n{"a":"ü"}');
    expect(rows).toEqual([{ a: 1 }, { a: 'ü' }]);
    expect(lineNumbers).toEqual([1, 4]);
    expect(statistics).toMatchObject({ lines: 4, recordLines: 2, blankLines: 2, records: 2 });
  });

  it('rejects a single line, with its number, its code and its text', async () => {
    const text = Buffer.concat([
      Buffer.from('{"a":1}\n{"a":\n{"a":"x'),
      Buffer.of(0xe9),
      Buffer.from('"}\n{"a":"\0"}\n{"a":2}\n'),
    ]);
    const { rows, rejected, statistics } = await read(text);
    expect(rows).toEqual([{ a: 1 }, { a: 2 }]);
    expect(rejected).toMatchObject([
      { rowNumber: 2, lineNumber: 2, stepName: 'read', code: 'INVALID_JSON', input: '{"a":' },
      { rowNumber: 3, lineNumber: 3, code: 'INVALID_ENCODING', input: '{"a":"x\\xE9"}' },
      { rowNumber: 4, lineNumber: 4, code: 'NUL_BYTE', input: '{"a":"\\x00"}' },
    ]);
    expect(statistics).toMatchObject({ lines: 5, rows: 2, malformed: 3 });
  });

  it('rejects a line that is too large, whether it ends or not, and no other', async () => {
    const long = `{"a":"${'x'.repeat(100)}"}`;
    const text = `${long}\n{"a":1}\n${long}`;
    const { rows, rejected, statistics } = await read(text, { maxRecordBytes: 20 });
    expect(rows).toEqual([{ a: 1 }]);
    expect(rejected.map(({ code, lineNumber }) => [code, lineNumber])).toEqual([
      ['RECORD_TOO_LARGE', 1],
      ['RECORD_TOO_LARGE', 3],
    ]);
    expect(statistics).toMatchObject({ lines: 3, recordLines: 3 });
  });

  it('returns numbers as text with numbers: text', async () => {
    const { rows } = await read('{"id":9007199254740993}\n', { numbers: 'text' });
    expect(rows).toEqual([{ id: '9007199254740993' }]);
  });

  it('marks every batch as JSON values', async () => {
    const source = jsonLinesSource(bytesOf('{"a":"1"}\n{"a":"2"}\n', 3), { batchSize: 1 });
    const flags: unknown[] = [];
    for await (const { areJsonValues } of source.read()) flags.push(areJsonValues);
    expect(flags).toEqual([true, true]);
  });

  it.each([
    [
      'properties',
      Object.fromEntries(Array.from({ length: 7_000 }, (_, at) => [`k${at}`, at])),
      [4, 1],
    ],
    ['characters', { a: 'x'.repeat(400 * 1024) }, [3, 2]],
  ])('ends a batch early where rows have many %s', async (_, row, expected) => {
    const text = `${JSON.stringify(row)}\n`.repeat(5);
    const source = jsonLinesSource(bytesOf(text, 1e6), { maxRecordBytes: 8 * 1024 * 1024 });
    const sizes: number[] = [];
    for await (const { rows } of source.read()) sizes.push(rows.length);
    expect(sizes).toEqual(expected);
  });

  it('rejects a line of thousands of nested arrays, and no other', async () => {
    const deep = `{"a":${'['.repeat(6000)}${']'.repeat(6000)}}`;
    const { rows, rejected } = await read(`{"a":1}\n${deep}\n{"a":2}\n`);
    expect(rows).toEqual([{ a: 1 }, { a: 2 }]);
    expect(rejected).toMatchObject([{ lineNumber: 2, code: 'JSON_TOO_DEEP' }]);
  });

  it('drops byte order marks before a line, and counts them', async () => {
    const text = '\ufeff{"a":1}\n\ufeff{"a":"\ufeff"}\n\ufeff\ufeff\n{"a":3}\n\ufeff';
    const { rows, rejected, statistics } = await read(text);
    expect(rows).toEqual([{ a: 1 }, { a: '\ufeff' }, { a: 3 }]);
    expect(rejected).toEqual([]);
    expect(statistics).toMatchObject({ lines: 5, blankLines: 2, byteOrderMarks: 4 });
  });

  it('throws for too many consecutive malformed lines', async () => {
    const text = `${'x\n'.repeat(3)}{"a":1}\n${'x\n'.repeat(4)}`;
    await expect(read(text, { maxConsecutiveMalformed: 3 })).rejects.toMatchObject({
      code: 'TOO_MANY_MALFORMED',
      category: 'data',
      context: { lineNumber: 5 },
    });
    expect((await read(text, { maxConsecutiveMalformed: 4 })).rejected).toHaveLength(7);
  });

  it.each([
    ['an array over several lines', '[\n  {"a": 1},\n  {"a": 2}\n]\n'],
    ['an array with a row on each line', '[{"a":1},\n{"a":2}]\n'],
    ['an array on one line', '[{"a":1},{"a":2}]'],
    ['an array of one line and blank lines', '\n[{"a":1}]\n\n'],
    ['an empty array', '[]\n'],
    ['an array on one line beyond the limit', `[ {"a":"${'x'.repeat(2000)}"}]`],
    ['an object over several lines', '{\n  "a": 1\n}\n'],
    ['an object that begins on its first line', '{ "a": 1,\n  "b": 2 }'],
    ['an object that contains rows', '{"rows": [\n{"a":1},\n{"a":2}\n]}'],
    ['several objects over several lines', '{\r\n"a": 1\r\n}\r\n{\r\n"a": 2\r\n}\r\n'],
  ])('explains one JSON document: %s', async (_, text) => {
    const error = await read(text, { maxRecordBytes: 1000 }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'NOT_JSON_LINES', category: 'data' });
    expect((error as Error).message).toContain("jq -c '.[]'");
  });

  it.each([
    ['a first line cut off', '{"a":\n{"a":2}\n{"a":3}\n', 1],
    ['a first record over two lines', '{"a":\n"x"}\n{"a":2}\n{"a":3}', 2],
    ['a first line of a log', '[2025-01-01] start\n{"a":2}\n{"a":3}\n', 1],
    ['an array among the lines', '[{"a":1}]\n{"a":2}\n{"a":3}\n', 1],
    ['a comma after each line', '{"a":1},\n{"a":2},\n{"a":3},\n{"a":2}\n{"a":3}', 3],
    ['numbers that are not exact', '{"a":1e999}\n{"a":1e999}\n{"a":2}\n{"a":3}', 2],
    ['a later array', '{"a":2}\n{"a":3}\n[\n{\n', 2],
  ])('does not mistake a damaged line for a document: %s', async (_, text, rejectedCount) => {
    const { rows, rejected } = await read(text);
    expect(rows).toEqual([{ a: 2 }, { a: 3 }]);
    expect(rejected).toHaveLength(rejectedCount);
  });

  it('yields nothing for an empty file', async () => {
    expect(await read('')).toMatchObject({ rows: [], statistics: { lines: 0 } });
  });

  it('refuses invalid options', () => {
    expect(() => jsonLinesSource('x', { batchSize: 0 })).toThrow('[INVALID_OPTION]');
    expect(() => jsonLinesSource('x', { maxConsecutiveMalformed: 0 })).toThrow('[INVALID_OPTION]');
    expect(() => jsonLinesSource('x', { encoding: 'ascii' as 'utf-8' })).toThrow(
      '[INVALID_OPTION]',
    );
  });
});
