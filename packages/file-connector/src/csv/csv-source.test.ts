import { describe, expect, it } from 'vitest';
import { csvSource } from './csv-source.js';

describe('csvSource', () => {
  it.each([
    ['batchSize', { batchSize: 0 }],
    ['batchSize', { batchSize: 1.5 }],
    ['maxRecordBytes', { maxRecordBytes: NaN }],
    ['columns', { columns: [] }],
    ['columns', { columns: ['a', 'a'] }],
  ])('refuses an impossible %s at once', (name, options) => {
    expect(() => csvSource('x.csv', options)).toThrow(
      expect.objectContaining({
        code: 'INVALID_OPTION',
        category: 'usage',
        message: expect.stringContaining(name) as string,
      }),
    );
  });

  it('touches no file before it is asked to', () => {
    expect(csvSource('/there/is/no/such/file.csv').read()).toHaveProperty('next');
  });
});
