import { readFile } from 'node:fs/promises';
import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import { migrateUp } from '@wdh/migrations';
import { Pipeline, rejectRow, rowStep } from '@wdh/pipeline-core';
import { auditMigrations } from '@wdh/runs';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { WarehouseLoader } from '../../src/index.js';
import { memorySource } from '../warehouse/memory-source.js';

let database: TestDatabase;
let sql: postgres.Sql;
let loader: WarehouseLoader;

interface Strike {
  readonly id: number;
  readonly day: string;
  readonly species: string;
}

/** The rows that the run `exec_old_success` of the dump has loaded. */
const loaded: readonly Strike[] = [
  { id: 1, day: '2025-03-04', species: 'Gull' },
  { id: 2, day: '2025-03-05', species: 'Kite' },
  { id: 3, day: '2025-03-06', species: '' },
];
const load = (rows: readonly Strike[]) => {
  const options = { version: '1', stopOnError: false, errorThreshold: 0.5 };
  const pipeline = new Pipeline<Strike>('strikes', options).addStep(
    rowStep('species', (row) =>
      row.species === ''
        ? rejectRow({ code: 'SPECIES_MISSING', field: 'species', message: 'has no species' })
        : row,
    ),
  );
  const into = { into: 'public.strikes', mode: 'upsert', upsertKeys: ['id'] } as const;
  return loader.loadPipeline(pipeline.bind(memorySource(rows)), into);
};

beforeAll(async () => {
  database = await createTestDatabase(inject('serverUrl'), { template: 'template0' });
  sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  const dump = new URL('../../../runs/test/fixtures/schema-0003.sql', import.meta.url);
  await sql.unsafe(await readFile(dump, 'utf8'));
  await migrateUp({ connectionUrl: database.url, folders: [auditMigrations] });
  loader = new WarehouseLoader({ connectionUrl: database.url });
});

afterAll(async () => {
  await loader.close();
  await sql.end({ timeout: 1 });
  await database.drop();
});

test('a source that was loaded before the migration is skipped by its old run', async () => {
  expect(await load(loaded)).toMatchObject({
    status: 'skipped',
    previousExecutionId: 'exec_old_success',
  });
});

test('a new source is loaded into the table and the records of an older database', async () => {
  const report = await load([...loaded, { id: 4, day: '2025-03-07', species: 'Owl' }]);
  expect(report).toMatchObject({
    status: 'success',
    rows: { inserted: 1, unchanged: 2, rejected: 1 },
  });
  expect(await sql`select id from public.strikes order by id`).toHaveLength(3);
});
