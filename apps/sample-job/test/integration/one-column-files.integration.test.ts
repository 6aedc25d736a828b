import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { csvSource } from '@wdh/file-connector';
import { Pipeline } from '@wdh/pipeline-core';
import { WarehouseLoader } from '@wdh/warehouse-loader';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { openWorkplace, type Workplace } from '../support/workplace.js';

let place: Workplace;
beforeEach(async () => {
  place = await openWorkplace(inject('serverUrl'));
});
afterEach(async () => place[Symbol.asyncDispose]());

it('a file of one column written by COPY loads unchanged, with NULL and empty text distinct', async () => {
  const { sql, folder, databaseUrl } = place;
  await sql`create table written (id int, name text)`;
  await sql`create table loaded (id serial, name text)`;
  await sql`insert into written values (1, 'x'), (2, null), (3, ''), (4, null), (5, null)`;
  const copied = await sql`
    copy (select name from written order by id) to stdout (format csv, header)`.readable();
  const file = join(folder, 'names.csv');
  await writeFile(file, await buffer(copied));
  const loader = new WarehouseLoader({ connectionUrl: databaseUrl });
  try {
    const source = csvSource(file, { columns: ['name'], nullValues: [''] });
    const names = new Pipeline<{ name: string | null }>('names').bind(source);
    const report = await loader.loadPipeline(names, { into: 'loaded' });
    expect(report).toMatchObject({
      rows: { read: 5, inserted: 5 },
      sourceLines: { lines: 6, headerLines: 1, recordLines: 5, blankLines: 0 },
    });
  } finally {
    await loader.close();
  }
  const different = await sql`
    select from written w full join loaded l using (id) where w.name is distinct from l.name`;
  expect(different).toHaveLength(0);
});
