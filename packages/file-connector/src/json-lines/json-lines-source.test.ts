import { describe, expect, it } from 'vitest';
import { readSource } from '../../test/support/read-source.js';
import { type JsonLinesOptions, jsonLinesSource } from './json-lines-source.js';

// eslint-disable-next-line @typescript-eslint/require-await -- the source is asynchronous by contract
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
  it('reads an object a line, with physical line numbers and the lines counted', async () => {
    const { rows, lineNumbers, statistics } = await read('\ufeff{"a":1}\r\n\n \t\n{"a":"ü"}');
    expect(rows).toEqual([{ a: 1 }, { a: 'ü' }]);
    expect(lineNumbers).toEqual([1, 4]);
    expect(statistics).toMatchObject({ lines: 4, recordLines: 2, blankLines: 2, records: 2 });
  });

  it('rejects a line alone, with its number, its code and its text', async () => {
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

  it('gives numbers as text where it is asked to', async () => {
    const { rows } = await read('{"id":9007199254740993}\n', { numbers: 'text' });
    expect(rows).toEqual([{ id: '9007199254740993' }]);
  });

  it('says of every batch that its values are those of JSON', async () => {
    const source = jsonLinesSource(bytesOf('{"a":"1"}\n{"a":"2"}\n', 3), { batchSize: 1 });
    const flags: unknown[] = [];
    for await (const { areJsonValues } of source.read()) flags.push(areJsonValues);
    expect(flags).toEqual([true, true]);
  });

  it('rejects a line of thousands of arrays within one another, and no other', async () => {
    const deep = `{"a":${'['.repeat(6000)}${']'.repeat(6000)}}`;
    const { rows, rejected } = await read(`{"a":1}\n${deep}\n{"a":2}\n`);
    expect(rows).toEqual([{ a: 1 }, { a: 2 }]);
    expect(rejected).toMatchObject([{ lineNumber: 2, code: 'JSON_TOO_DEEP' }]);
  });

  it('yields nothing for an empty file', async () => {
    expect(await read('')).toMatchObject({ rows: [], statistics: { lines: 0 } });
  });

  it('refuses impossible options', () => {
    expect(() => jsonLinesSource('x', { batchSize: 0 })).toThrow('[INVALID_OPTION]');
    expect(() => jsonLinesSource('x', { encoding: 'ascii' as 'utf-8' })).toThrow(
      '[INVALID_OPTION]',
    );
  });
});
