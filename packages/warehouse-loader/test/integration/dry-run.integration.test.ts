import { keepRow, Pipeline, rejectRow, rowStep } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

interface Part {
  readonly id: number;
  readonly whole: number;
  readonly note: string;
}

const parts = (count: number, note = ''): Part[] =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, whole: 1, note }));

const pipeline = new Pipeline<Part>('parts', { stopOnError: false, errorThreshold: 1 }).addStep(
  rowStep('odd', (row) =>
    row.id % 2 === 1 ? keepRow(row) : rejectRow({ code: 'EVEN', message: 'an odd number' }),
  ),
);

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists parts, wholes`;
  await sql`create table wholes (id int primary key)`;
  await sql`create table parts (id int primary key, note text not null,
    whole int references wholes deferrable initially deferred)`;
  await sql`insert into wholes values (1)`;
  await sql`delete from pipeline_executions`;
});

async function expectNothingStays(): Promise<void> {
  const [counts] = await warehouse.sql`select (select count(*)::int from parts) as parts,
    (select count(*)::int from rejected_rows) as rejected,
    (select count(*)::int from data_quality_metrics) as metrics`;
  expect(counts).toEqual({ parts: 0, rejected: 0, metrics: 0 });
  expect(await warehouse.sessions()).toEqual([]);
}

const modes = [
  { mode: 'append' },
  { mode: 'upsert', upsertKeys: ['id'] },
  { mode: 'insert_new', upsertKeys: ['id'] },
  { mode: 'replace' },
] as const;

test.each(modes)(
  'a dry run to $mode counts what would happen, and leaves only its record',
  async (mode) => {
    const { sql, loader } = warehouse;
    const bound = pipeline.bind(memorySource(parts(100)));
    const report = await loader.loadPipeline(bound, { into: 'parts', dryRun: true, ...mode });
    expect(report).toMatchObject({
      status: 'rehearsed',
      rows: { read: 100, inserted: 50, rejected: 50 },
    });
    await expectNothingStays();
    const [run] = await sql`select status, error_code, rows_inserted from pipeline_executions`;
    expect(run).toEqual({ status: 'rehearsed', error_code: null, rows_inserted: '50' });
  },
);

test('a dry run does not claim its source, which is loaded afterwards, and then skipped by a dry run', async () => {
  const { loader } = warehouse;
  const bind = () => pipeline.bind(memorySource(parts(10)));
  const into = { into: 'parts' } as const;
  expect((await loader.loadPipeline(bind(), { ...into, dryRun: true })).status).toBe('rehearsed');
  expect((await loader.loadPipeline(bind(), into)).status).toBe('success');
  expect((await loader.loadPipeline(bind(), { ...into, dryRun: true })).status).toBe('skipped');
});

test('a dry run discards more rejected rows than fit into memory', async () => {
  const { loader } = warehouse;
  const bound = pipeline.bind(memorySource(parts(6_000, 'x'.repeat(500)), { batchSize: 500 }));
  const report = await loader.loadPipeline(bound, { into: 'parts', dryRun: true });
  expect(report.rows).toMatchObject({ inserted: 3_000, rejected: 3_000 });
  await expectNothingStays();
});

test('a dry run finds errors of COMMIT', async () => {
  const { sql, loader } = warehouse;
  await sql`delete from wholes`;
  const bound = pipeline.bind(memorySource(parts(3)));
  const error = await failureOf(loader.loadPipeline(bound, { into: 'parts', dryRun: true }));
  expect(error.code).toBe('FOREIGN_KEY_VIOLATED');
  const plain = await failureOf(loader.load(parts(3), { into: 'parts', dryRun: true }));
  expect(plain.code).toBe('FOREIGN_KEY_VIOLATED');
});

test('a dry run without a record counts and leaves nothing', async () => {
  const { loader } = warehouse;
  const result = await loader.load(parts(5), { into: 'parts', dryRun: true });
  expect(result.rowsInserted).toBe(5);
  await expectNothingStays();
});
