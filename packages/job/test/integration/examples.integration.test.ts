import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@wdh/local-postgres/testing';
import postgres from 'postgres';
import { expect, inject, it } from 'vitest';
import { loadPeople, rehearsePeople } from '../examples/people-job.js';

it('the job of the README loads a file', async () => {
  const database = await createTestDatabase(inject('serverUrl'));
  const sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  const folder = await mkdtemp(join(tmpdir(), 'wdh-job-example-'));
  try {
    await sql`create table people (id integer primary key, name text not null)`;
    const input = join(folder, 'people.csv');
    await writeFile(input, 'id,name\n1,Ada\n2,Bob\n');
    expect(await loadPeople(input, database.url)).toMatchObject({
      status: 'success',
      rows: { read: 2, inserted: 2 },
      error: null,
    });
  } finally {
    await sql.end();
    await database.drop();
    await rm(folder, { recursive: true });
  }
});

it('the README shows the example as it is executed', async () => {
  const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
  expect(await read('../../README.md')).toContain(await read('../examples/people-job.ts'));
});

it('the job of the README runs in a test without a database', async () => {
  expect(await rehearsePeople()).toEqual({ rows: [{ id: 1, name: 'Ada' }], fields: ['id'] });
});
