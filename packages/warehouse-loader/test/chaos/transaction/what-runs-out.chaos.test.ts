import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { aftermathOf, nothingBut } from '../../warehouse/aftermath.js';
import { failureOf } from '../../warehouse/failure-of.js';
import { canary, leaksOf } from '../../warehouse/leaks-of.js';
import { everyWay } from '../../warehouse/load-modes.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

const boundTo = (rows: readonly object[]) =>
  new Pipeline<object>('rows', { stopOnError: false, errorThreshold: 1 }).bind(memorySource(rows));

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists numbered, wide`;
  await sql`delete from pipeline_executions`;
});

test.each(everyWay.map((options) => [options.way, options] as const))(
  'D10 a sequence that is exhausted, by %s: nothing is loaded, and the error names the sequence',
  async (_way, options) => {
    const { sql, loader, logger } = warehouse;
    await sql`create table numbered (id int primary key, number bigserial, name text)`;
    await sql`alter sequence numbered_number_seq maxvalue 150`;
    const rows = Array.from({ length: 200 }, (_, id) => ({ id, name: `${canary} ${id}` }));
    const load = loader.loadPipeline(boundTo(rows), { into: 'numbered', ...options });
    const error = await failureOf(load);
    expect(error).toMatchObject({ category: 'schema', isRetryable: false });
    expect(error.message).toContain('"numbered_number_seq"');
    expect(leaksOf(error, logger)).toEqual([]);
    expect(await aftermathOf(warehouse, 'numbered')).toEqual(nothingBut(`failed ${error.code}`));
  },
);

test.each(everyWay.map((options) => [options.way, options] as const))(
  'D11 more values than one statement takes parameters, by %s: they load like any others',
  async (_way, options) => {
    const { sql, loader } = warehouse;
    const columns = Array.from({ length: 1_000 }, (_, index) => `c${index}`);
    await sql.unsafe(`create table wide (id int primary key, ${columns.join(' int, ')} int)`);
    // 150,150 values, where a statement takes 65,534 parameters.
    const rows = Array.from({ length: 150 }, (_, id) =>
      Object.fromEntries([
        ['id', id],
        ...columns.map((name, index) => [name, id + index] as const),
      ]),
    );
    const report = await loader.loadPipeline(boundTo(rows), { into: 'wide', ...options });
    expect(report.rows).toMatchObject({ read: 150, inserted: 150 });
    expect(await sql`select sum(c0)::int as first, sum(c999)::int as last from wide`).toEqual([
      { first: 11_175, last: 161_025 },
    ]);
  },
);
