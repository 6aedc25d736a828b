import { inSecondSession, type SecondSession } from '@wdh/fault-injection';
import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { aftermathOf } from '../../warehouse/aftermath.js';
import { everyWay, loadModes } from '../../warehouse/load-modes.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

interface Item {
  readonly id: number;
  readonly name: string;
}

const items = Array.from({ length: 400 }, (_, id): Item => ({ id, name: `name ${id}` }));

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists changing, changed`;
  await sql`create table changing (id int primary key, name text)`;
  await sql`delete from pipeline_executions`;
});

const statements = [
  ['drops a column', 'alter table changing drop column name', 'changing'],
  ['adds a column', "alter table changing add extra text not null default ''", 'changing'],
  ['changes a type', 'alter table changing alter id type bigint', 'changing'],
  ['renames the table', 'alter table changing rename to changed', 'changed'],
  ['drops the table', 'drop table changing', null],
] as const;

const cases = [
  ...statements.flatMap((statement) => loadModes.map((mode) => [0, statement, mode] as const)),
  ...everyWay.map((way) => [2, statements[0], way] as const),
].map(([batch, [what, statement, after], options]) => {
  const way = 'way' in options ? options.way : options.mode;
  return [what, batch, way, { statement, after, options }] as const;
});

test.each(cases)(
  'M05 DDL of another session that %s, before batch %d, by %s: it waits until all rows are loaded',
  async (_what, batch, _way, { statement, after, options }) => {
    const { sql, url, loader } = warehouse;
    const sessions: SecondSession[] = [];
    const source = memorySource(items, {
      beforeBatch: async (index) => {
        if (index !== batch) return;
        const session = await inSecondSession(url, statement);
        sessions.push(session);
        await session.untilBlocked();
      },
    });
    const report = await loader.loadPipeline(new Pipeline<Item>('changing').bind(source), {
      into: 'changing',
      ...options,
    });
    expect(report).toMatchObject({ status: 'success', rows: { inserted: 400 } });
    expect(sessions).toHaveLength(1);
    for (const session of sessions) {
      await session.finished;
      await session[Symbol.asyncDispose]();
    }
    const tables =
      await sql`select relname as name from pg_class where relname in ('changing', 'changed')`;
    expect(tables).toEqual(after === null ? [] : [{ name: after }]);
    const left = await aftermathOf(warehouse, after ?? 'rejected_rows');
    expect(left).toMatchObject({ rows: after === null ? 0 : 400, runs: ['success'], sessions: [] });
  },
);

test('M05 DDL of another session between two attempts: the next attempt sees it, and nothing is loaded', async () => {
  const { sql, loader } = warehouse;
  let hasFired = false;
  const source = memorySource(items, {
    beforeBatch: async (index) => {
      if (index !== 2 || hasFired) return;
      hasFired = true;
      await sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
        where application_name = ${`wdh load ${bound.executionId}`}`;
      await sql`alter table changing add extra int not null`;
    },
  });
  const bound = new Pipeline<Item>('changing').bind(source);
  const error = await loader
    .loadPipeline(bound, { into: 'changing', retry: { maxAttempts: 3, backoffMs: 500 } })
    .catch((reason: unknown) => reason);
  expect(hasFired).toBe(true);
  expect(error).toMatchObject({ code: 'COLUMN_MISSING', category: 'schema' });
  const left = await aftermathOf(warehouse, 'changing');
  expect(left).toMatchObject({ rows: 0, runs: ['failed COLUMN_MISSING'], sessions: [] });
});
