import { openTransaction } from '@wdh/fault-injection';
import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

const layouts = ['', 'partition by range (id)'] as const;
const insertNew = { into: 'items', mode: 'insert_new', upsertKeys: ['id'] } as const;

async function createItems(layout: string): Promise<void> {
  const part = 'create table items_all partition of items for values from (0) to (100000);';
  await warehouse.sql.unsafe(`
    drop table if exists items;
    create table items (id int primary key check (id <> 99), run text) ${layout};
    ${layout === '' ? '' : part}
    create or replace function pass() returns trigger language plpgsql as
      $$ begin return new; end $$`);
}

beforeEach(() => createItems(''));

const bind = (name: string, rows: readonly object[]) =>
  new Pipeline<object>(name).bind(memorySource(rows, { name }));

const rows = [
  { id: 1, run: 'load' },
  { id: 2, run: 'load' },
  { id: 99, run: 'refused' },
];

const ways = layouts.flatMap((layout) =>
  [false, true].flatMap((hasTrigger) =>
    [false, true].map((hasRefusal) => ({ layout, hasTrigger, hasRefusal })),
  ),
);

describe.each(ways)(
  'a key that another session inserts meanwhile ($layout trigger $hasTrigger, refusal $hasRefusal)',
  ({ layout, hasTrigger, hasRefusal }) => {
    async function race(end: 'commit' | 'rollback') {
      const { sql, loader, url } = warehouse;
      await createItems(layout);
      if (hasTrigger) {
        await sql`create trigger pass before insert on items for each row execute function pass()`;
      }
      await using other = await openTransaction(url);
      await other.session`insert into items values (2, 'other')`;
      const given = hasRefusal ? rows : rows.slice(0, 2);
      const options = { ...insertNew, onRefusal: 'reject', errorThreshold: 1 } as const;
      const load = loader.loadPipeline(bind(end, given), { ...options, force: true });
      await other.untilWaitedFor();
      await (end === 'commit' ? other.commit() : other.session`rollback`);
      const report = await load;
      expect(report).toMatchObject({ status: 'success', attempts: 1 });
      expect(report.rows).toMatchObject({ updated: 0, rejected: hasRefusal ? 1 : 0 });
      const [stored] = await sql`select run from items where id = 2`;
      return {
        inserted: report.rows.inserted,
        unchanged: report.rows.unchanged,
        run: stored?.['run'] as string,
      };
    }

    test('counts as unchanged once it is committed', async () => {
      expect(await race('commit')).toEqual({ inserted: 1, unchanged: 1, run: 'other' });
    });

    test('is inserted once it is rolled back', async () => {
      expect(await race('rollback')).toEqual({ inserted: 2, unchanged: 0, run: 'load' });
    });
  },
);

/** A trigger that lets the row with id 2 wait for a lock, from its n-th time on. */
const waitFrom = (time: number) => `
  drop sequence if exists passes; create sequence passes;
  create or replace function wait() returns trigger language plpgsql as $$ begin
    if new.id = 2 and nextval('passes') >= ${time} then perform pg_advisory_xact_lock(77); end if;
    return new; end $$;
  create trigger wait before insert on items for each row execute function wait()`;

describe.each([
  { way: 'at once', given: rows.slice(0, 2), time: 1 },
  { way: 'around a refused row', given: rows, time: 3 },
])(
  'a key that another session deletes during the load of a table with a trigger ($way)',
  ({ given, time }) => {
    test.each(layouts)('counts as unchanged %s', async (layout) => {
      const { sql, loader, url } = warehouse;
      await createItems(layout);
      await sql`insert into items values (1, 'kept')`;
      await sql.unsafe(waitFrom(time));
      await using other = await openTransaction(url);
      await other.session`select pg_advisory_xact_lock(77)`;
      const options = {
        ...insertNew,
        onRefusal: 'reject',
        errorThreshold: 1,
        force: true,
      } as const;
      const load = loader.loadPipeline(bind('deleted', given), options);
      await other.untilWaitedFor();
      await sql`delete from items where id = 1`;
      await other.commit();
      expect((await load).rows).toMatchObject({
        inserted: 1,
        unchanged: 1,
        rejected: given.length - 2,
      });
      expect(await sql`select id from items`).toEqual([{ id: 2 }]);
    });

    test.each(layouts)('is no unchanged row where the trigger deletes it %s', async (layout) => {
      const { sql, loader } = warehouse;
      await createItems(layout);
      await sql`insert into items values (1, 'kept')`;
      await sql.unsafe(`create or replace function clear() returns trigger language plpgsql as
        $$ begin delete from items where id = 1; return null; end $$;
      create trigger clear after insert on items for each row execute function clear()`);
      const options = {
        ...insertNew,
        onRefusal: 'reject',
        errorThreshold: 1,
        force: true,
      } as const;
      const load = loader.loadPipeline(bind('cleared', given), options);
      expect(await failureOf(load)).toMatchObject({ code: 'LEDGER_IMBALANCE' });
      expect(await sql`select id from items`).toEqual([{ id: 1 }]);
    });
  },
);

test('loads with overlapping keys at the same time do not deadlock, and insert each key once', async () => {
  const { sql } = warehouse;
  const runs = Array.from({ length: 6 }, (_, run) =>
    Array.from({ length: 1_500 }, (_row, index) => ({
      // Each has its own order.
      id: 100 + ((index * (7 + 2 * run) + run * 500) % 3_000),
      run: `run ${run}`,
    })),
  );
  const reports = await Promise.all(
    runs.map((given, run) =>
      warehouse.newLoader().loadPipeline(bind(`run ${run}`, given), insertNew),
    ),
  );
  expect(reports.map(({ status, attempts }) => [status, attempts])).toEqual(
    runs.map(() => ['success', 1]),
  );
  const byRun = await sql`select run, count(*)::int from items group by run`;
  const counted = new Map(byRun.map((found) => [found['run'] as string, found['count'] as number]));
  expect(reports.map(({ rows: { inserted } }) => inserted)).toEqual(
    runs.map((_, run) => counted.get(`run ${run}`) ?? 0),
  );
  const keys = new Set(runs.flat().map(({ id }) => id));
  expect(await sql`select count(*)::int from items`).toEqual([{ count: keys.size }]);
  for (const [run, { rows: counts }] of reports.entries()) {
    const own = new Set(runs[run]?.map(({ id }) => id));
    expect(counts.inserted + counts.unchanged).toBe(own.size);
    expect(counts.superseded).toBe(1_500 - own.size);
  }
});
