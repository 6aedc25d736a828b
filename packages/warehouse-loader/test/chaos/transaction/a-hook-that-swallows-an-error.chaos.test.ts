import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import type { LoadedRows } from '../../../src/index.js';
import { aftermathOf, nothingBut } from '../../warehouse/aftermath.js';
import { failureOf } from '../../warehouse/failure-of.js';
import { canary, leaksOf } from '../../warehouse/leaks-of.js';
import { everyWay } from '../../warehouse/load-modes.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

interface Item {
  readonly id: number;
  readonly name: string;
}

const items = Array.from({ length: 200 }, (_, id): Item => ({ id, name: `${canary} ${id}` }));
const bound = () => new Pipeline<Item>('items').bind(memorySource(items));

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists items`;
  await sql`create table items (id int primary key, name text)`;
  await sql`delete from pipeline_executions`;
});

/** Loads with a check that does something and passes, regardless of the result. */
function loadWith(hook: (loaded: LoadedRows) => Promise<unknown>, options = everyWay[0]) {
  const fn = async (loaded: LoadedRows): Promise<boolean> => {
    await hook(loaded).catch(() => undefined);
    return true;
  };
  const checks = [{ name: 'swallows', severity: 'error', fn }] as const;
  return warehouse.loader.loadPipeline(bound(), { into: 'items', checks, ...options });
}

test.each([
  ['a query that fails', '42P01', 'select * from nowhere'],
  ['a division by zero', '22012', 'select 1 / 0'],
  ['an insert that is refused', '25006', 'insert into items values (1)'],
])(
  'D13 a hook that ignores the error of %s: the load fails anyway',
  async (_what, sqlState, statement) => {
    const error = await failureOf(loadWith(({ query }) => query(statement)));
    expect(error).toMatchObject({ code: 'CHECK_FAILED_TO_RUN', cause: { sqlState } });
    expect(leaksOf(error, warehouse.logger)).toEqual([]);
    expect(await aftermathOf(warehouse, 'items')).toEqual(nothingBut(`failed ${error.code}`));
  },
);

test.each(
  [
    ['rolls back', 'rollback'],
    ['rolls back and begins again', 'rollback; begin'],
    ['commits', '-- why\n; /* not */ COMMIT'],
    ['commits after a query', 'select 1; commit'],
  ].flatMap(([what = '', statement = '']) =>
    everyWay.map((options) => [what, options.way, statement, options] as const),
  ),
)(
  'D13 a hook that %s, by %s: nothing is loaded, and no success is reported',
  async (_what, _way, statement, options) => {
    const error = await failureOf(loadWith(({ query }) => query(statement), options));
    expect(error.isRetryable).toBe(false);
    expect(await aftermathOf(warehouse, 'items')).toEqual(nothingBut(`failed ${error.code}`));
  },
);

test('D13 a step that ignores the errors of its own database: its rows are accounted for', async () => {
  const { loader, sql } = warehouse;
  const source = memorySource(items, {
    beforeBatch: async () => {
      await sql`select 1 / 0`.catch(() => undefined);
    },
  });
  const report = await loader.loadPipeline(new Pipeline<Item>('items').bind(source), {
    into: 'items',
  });
  expect(report.rows).toMatchObject({ read: 200, inserted: 200 });
  expect(await aftermathOf(warehouse, 'items')).toMatchObject({ rows: 200, runs: ['success'] });
});
