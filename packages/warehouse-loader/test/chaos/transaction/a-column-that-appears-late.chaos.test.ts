import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { aftermathOf, nothingBut } from '../../warehouse/aftermath.js';
import { failureOf } from '../../warehouse/failure-of.js';
import { everyWay } from '../../warehouse/load-modes.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const count = 3_000;

/** Every third row from the middle on names another column. */
const rows = Array.from({ length: count }, (_, id) => ({
  id,
  ...(id > count / 2 && id % 3 === 0 ? { state: 'late' } : {}),
}));

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists growing`;
  await sql`create table growing (id int primary key, state text default 'new', note text default '')`;
  await sql`delete from pipeline_executions`;
});

const terminate = () => warehouse.sql`
  select pg_terminate_backend(pid, 5000) from pg_stat_activity
  where datname = current_database() and application_name like 'wdh load%'`;

/** Ends the session of the load once, after the column has appeared. */
function boundWithFault(name: string) {
  let hasFired = false;
  const source = memorySource(rows, {
    name,
    beforeBatch: async (index) => {
      if (index !== 25 || hasFired) return;
      hasFired = true;
      expect(await terminate()).toHaveLength(1);
    },
  });
  return new Pipeline<object>('growing').bind(source);
}

test.each(everyWay.map((options) => [options.way, options] as const))(
  'P05 a backend that is terminated after a column appeared late, by %s: nothing is loaded; with retry all of it once',
  async (way, options) => {
    const { sql, loader } = warehouse;
    const how = { into: 'growing', ...options } as const;
    await failureOf(loader.loadPipeline(boundWithFault(`${way} fails`), how));
    const left = await aftermathOf(warehouse, 'growing');
    expect(left).toEqual(nothingBut(...left.runs));
    expect(left.runs).toHaveLength(1);
    const retry = { maxAttempts: 3, backoffMs: 10 };
    const report = await loader.loadPipeline(boundWithFault(`${way} again`), { ...how, retry });
    expect(report).toMatchObject({ attempts: 2, rows: { read: count, inserted: count } });
    const [stored] = await sql`select count(*)::int as rows, count(*) filter (where
      state = case when id > ${count / 2} and id % 3 = 0 then 'late' else 'new' end)::int as exact
      from growing`;
    expect(stored).toEqual({ rows: count, exact: count });
  },
);

test('K02 eight upserts that each name another column of the same keys at once: no deadlock, and no column is lost', async () => {
  const { sql, loader } = warehouse;
  const names = Array.from({ length: 8 }, (_, index) => `c${index}`);
  await sql.unsafe(`drop table if exists shared;
    create table shared (id int primary key, ${names.map((name) => `${name} int default 0`).join(', ')})`);
  await Promise.all(
    names.map((name, index) => {
      const ids = Array.from({ length: 400 }, (_, id) => (index % 2 === 0 ? id : 399 - id));
      // Every second row names no other column than the key.
      const patches = ids.flatMap((id) => [{ id }, { id, [name]: index + 1 }]);
      return loader.load(patches, { into: 'shared', mode: 'upsert', upsertKeys: ['id'] });
    }),
  );
  const [stored] = await sql.unsafe(`select count(*)::int as rows, count(*) filter (where
    ${names.map((name, index) => `${name} = ${index + 1}`).join(' and ')})::int as whole from shared`);
  expect(stored).toEqual({ rows: 400, whole: 400 });
});
