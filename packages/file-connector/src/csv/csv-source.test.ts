import { describe, expect, it } from 'vitest';
import { jsonLinesSource } from '../json-lines/json-lines-source.js';
import { csvSource } from './csv-source.js';

describe('csvSource', () => {
  it.each([
    ['batchSize', { batchSize: 0 }],
    ['batchSize', { batchSize: 1.5 }],
    ['maxRecordBytes', { maxRecordBytes: NaN }],
    ['columns', { columns: [] }],
    ['columns', { columns: ['a', 'a'] }],
    ['columns', { columns: 'a' as never }],
    ['nullValues', { nullValues: 'NULL' as never }],
  ])('refuses an invalid %s at once', (name, options) => {
    expect(() => csvSource('x.csv', options)).toThrow(
      expect.objectContaining({
        code: 'INVALID_OPTION',
        category: 'usage',
        message: expect.stringContaining(name) as string,
      }),
    );
  });

  it.each([
    ['a URL', new URL('file:///x.csv')],
    ['nothing', undefined],
    ['null', null],
    ['a number', 5],
    ['a Blob', new Blob(['a'])],
  ])('refuses %s instead of a path or a stream at once', (_, input) => {
    for (const source of [csvSource, jsonLinesSource]) {
      // An untyped caller can do this.
      expect(() => source(input as never)).toThrow(/INVALID_OPTION.*fileURLToPath/);
    }
  });

  it('accesses no file before reading', () => {
    expect(csvSource('/there/is/no/such/file.csv').read()).toHaveProperty('next');
  });
});
