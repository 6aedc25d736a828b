import { Readable } from 'node:stream';
import type { RowBatch } from '@wdh/pipeline-core';
import { expect, it } from 'vitest';
import type { CsvSourceOptions } from './csv-source-options.js';
import { csvSource } from './csv-source.js';

async function read(text: string, options: CsvSourceOptions = {}): Promise<RowBatch<object>[]> {
  const batches: RowBatch<object>[] = [];
  for await (const batch of csvSource(Readable.from([Buffer.from(text)]), options).read()) {
    batches.push(batch);
  }
  return batches;
}

it.each<[string, CsvSourceOptions, readonly string[]]>([
  ['id,full name\n', { snakeCase: true }, ['id', 'full_name']],
  ['ERROR', {}, ['ERROR']],
  ['', { hasHeader: false, columns: ['id'] }, ['id']],
])(
  'a file without records yields one batch with its columns: %j %o',
  async (text, options, columns) => {
    expect(await read(text, options)).toEqual([
      { rows: [], rowNumbers: [], lineNumbers: [], rejected: [], columns },
    ]);
  },
);

it('the first batch of a file has its columns, and no other', async () => {
  const batches = await read('id\n1\n2\n3\n', { batchSize: 2 });
  expect(batches.map(({ columns }) => columns)).toEqual([['id'], undefined]);
});

it('the columns come also with a batch of rejected records only', async () => {
  const [batch] = await read('id\n1,2\n');
  expect(batch).toMatchObject({ rows: [], rejected: [{ rowNumber: 1 }], columns: ['id'] });
});
