import { describe, expect, it } from 'vitest';
import { readSource } from '../../test/support/read-source.js';
import type { CsvSourceOptions } from './csv-source-options.js';
import { csvSource } from './csv-source.js';

async function* piecesOf(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) {
    yield await Promise.resolve(bytes.subarray(start, start + size));
  }
}

async function read(
  text: string,
  options: CsvSourceOptions = {},
  size = 5,
): Promise<{
  rows: object[];
  lineNumbers: (number | null)[];
  skippedLines: number;
  lines: number;
}> {
  const source = csvSource(piecesOf(text, size), options);
  const { rows, lineNumbers } = await readSource(source);
  const { skippedLines, lines } = source.statistics;
  return { rows, lineNumbers, skippedLines, lines };
}

describe('a first line sep= that names the delimiter', () => {
  it.each([
    ['sep=;\na;b\n1;2\n', {}],
    ['SEP=;\r\na;b\r\n1;2\r\n', {}],
    ['"sep=;"\na;b\n1;2\n', {}],
    ['\ufeffsep=;\na;b\n1;2\n', {}],
    ['sep=\t\na\tb\n1\t2\n', {}],
    ['sep=;\na;b\n1;2\n', { delimiter: ';' }],
    ['sep=,\na;b\n1;2\n', { delimiter: ';', skipLines: 1 }],
  ])('is followed and counted as skipped: %j', async (text, options) => {
    expect(await read(text, options)).toEqual({
      rows: [{ a: '1', b: '2' }],
      lineNumbers: [3],
      skippedLines: 1,
      lines: 3,
    });
  });

  it('is read the same in any pieces', async () => {
    const text = 'sep=;\na;b\n1;2\n';
    for (let size = 1; size <= text.length; size += 1) {
      expect((await read(text, {}, size)).rows).toEqual([{ a: '1', b: '2' }]);
    }
  });

  it('is refused where it contradicts the option', async () => {
    await expect(read('sep=;\na;b\n1;2\n', { delimiter: ',' })).rejects.toMatchObject({
      code: 'DELIMITER_CONTRADICTED',
      category: 'data',
    });
  });

  it.each(['sep=x\n1\n', 'sepal\n1\n', 'sep=\n1\n', 'x\nsep=;\n'])(
    'is data where it is not a separator line: %j',
    async (text) => {
      expect((await read(text)).skippedLines).toBe(0);
    },
  );
});

describe('JSON given to csvSource', () => {
  it.each([
    '{"a":1,"b":2}\n',
    '[{"a":1}]',
    '[\n  {\n    "a": 1',
    '{\n  "a": 1\n}',
    '\ufeff{"a":1}',
  ])('is reported as JSON: %j', async (text) => {
    const reading = read(text);
    await expect(reading).rejects.toMatchObject({ code: 'CONTENT_NOT_SUPPORTED' });
    await expect(reading).rejects.toThrow('jsonLinesSource');
  });

  it('is a cell where there is no header', async () => {
    const options = { hasHeader: false, columns: ['doc'], delimiter: '\t', quote: null };
    expect((await read('{"a":1,"b":2}\n', options)).rows).toEqual([{ doc: '{"a":1,"b":2}' }]);
  });
});
