import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { aftermathOf, nothingBut } from '../../warehouse/aftermath.js';
import { failureOf } from '../../warehouse/failure-of.js';
import { holdCommits, untilCommitting } from '../../warehouse/hold-commits.js';
import { canary, leaksOf } from '../../warehouse/leaks-of.js';
import { loadModes } from '../../warehouse/load-modes.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

interface Child {
  readonly id: number;
  readonly parent: string;
}

const children = Array.from({ length: 300 }, (_, id): Child => ({ id, parent: `${canary} ${id}` }));
const bound = () =>
  new Pipeline<Child>('children', { stopOnError: false, errorThreshold: 1 }).bind(
    memorySource(children),
  );

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists children, parents`;
  await sql`create table parents (id text primary key)`;
  await sql`insert into parents select ${canary} || ' ' || g from generate_series(0, 298) g`;
  await sql`create table children (id int primary key, parent text)`;
  await sql`delete from pipeline_executions`;
});

/** The deferred constraints of the table. */
const late = [
  [
    'a foreign key',
    `alter table children add foreign key (parent) references parents deferrable initially deferred`,
    'FOREIGN_KEY_VIOLATED',
  ],
  [
    'a unique key',
    `alter table children add column slot int generated always as (id % 299) stored,
       add constraint one_each unique (slot) deferrable initially deferred`,
    'UNIQUE_VIOLATED',
  ],
  [
    'a trigger',
    `create or replace function refuse_late() returns trigger language plpgsql as $$
       begin if new.id = 299 then raise exception 'no %', new.parent; end if; return null; end $$;
     create constraint trigger late after insert on children deferrable initially deferred
       for each row execute function refuse_late()`,
    'TRIGGER_REFUSED',
  ],
] as const;

const cases = loadModes.flatMap((mode) =>
  late.map((rule) => [rule[0], mode.mode, mode, rule] as const),
);

test.each(cases)(
  'D04 %s checked at COMMIT that fails, by %s: nothing is loaded, and no success is reported',
  async (_rule, _mode, options, [, statement, code]) => {
    const { sql, loader, logger } = warehouse;
    await sql.unsafe(statement);
    const before = logger.events.length;
    const load = loader.loadPipeline(bound(), { into: 'children', ...options });
    const error = await failureOf(load);
    expect(error).toMatchObject({ code, category: 'data', isRetryable: false });
    expect(leaksOf(error, logger)).toEqual([]);
    expect(await aftermathOf(warehouse, 'children')).toEqual(nothingBut(`failed ${code}`));
    const reported = logger.eventNames
      .slice(before)
      .filter((name) => name.startsWith('database.load'));
    expect(reported).toEqual(['database.load.started', 'database.load.failed']);
  },
);

test.each(cases)(
  'D04 %s deferred to COMMIT, by %s with rows collected: that record is rejected, and the rest loads',
  async (_rule, _mode, options, [, statement, code]) => {
    const { sql, loader } = warehouse;
    await sql.unsafe(statement);
    const collect = { into: 'children', onRefusal: 'reject', ...options } as const;
    const report = await loader.loadPipeline(bound(), collect);
    expect(report.rows).toMatchObject({ read: 300, inserted: 299, rejected: 1 });
    expect(await sql`select row_number::int, code from rejected_rows`).toEqual([
      { row_number: 300, code },
    ]);
    expect(await aftermathOf(warehouse, 'children')).toMatchObject({ rows: 299, sessions: [] });
  },
);

test.each(late)(
  'D04 %s checked at COMMIT that fails, in a dry run: the dry run finds it, and does not claim the source',
  async (_rule, statement, code) => {
    const { sql, loader } = warehouse;
    await sql.unsafe(statement);
    const error = await failureOf(loader.loadPipeline(bound(), { into: 'children', dryRun: true }));
    expect(error).toMatchObject({ code, category: 'data' });
    expect(await aftermathOf(warehouse, 'children')).toEqual(nothingBut(`failed ${code}`));
  },
);

test('D04 a slow COMMIT: success is reported after it has returned, and not before', async () => {
  const { sql, loader, logger } = warehouse;
  await using holder = await holdCommits(warehouse, 'children');
  const before = logger.events.length;
  const load = loader.loadPipeline(bound(), { into: 'children' });
  await untilCommitting(warehouse, holder);
  expect(logger.eventNames.slice(before)).not.toContain('database.load.completed');
  expect(await sql`select status from pipeline_executions`).toEqual([{ status: 'running' }]);
  expect(await sql`select count(*)::int from children`).toEqual([{ count: 0 }]);
  await holder.release();
  expect((await load).status).toBe('success');
  expect(logger.eventNames.slice(before)).toContain('database.load.completed');
  expect(await aftermathOf(warehouse, 'children')).toMatchObject({ rows: 300, runs: ['success'] });
});
