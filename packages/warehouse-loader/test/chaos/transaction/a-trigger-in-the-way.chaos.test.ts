import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { aftermathOf, nothingBut } from '../../warehouse/aftermath.js';
import { failureOf } from '../../warehouse/failure-of.js';
import { canary, leaksOf } from '../../warehouse/leaks-of.js';
import { everyWay, loadModes } from '../../warehouse/load-modes.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

interface Item {
  readonly id: number;
  readonly name: string;
}

const items = Array.from({ length: 200 }, (_, id): Item => ({ id, name: `${canary} ${id}` }));
const bound = () =>
  new Pipeline<Item>('items', { stopOnError: false, errorThreshold: 1 }).bind(memorySource(items));

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists guarded`;
  await sql`create table guarded (id int primary key, name text)`;
  await sql`delete from pipeline_executions`;
});

/** Creates a trigger of the table with a body in PL/pgSQL. */
async function createTrigger(when: string, body: string): Promise<void> {
  await warehouse.sql.unsafe(`
    create or replace function guard() returns trigger language plpgsql as $$ begin ${body} end $$;
    create trigger guard ${when} on guarded for each row execute function guard()`);
}

const complain = `if new.id = 77 then raise exception 'no place for %', new.name; end if;`;

test.each(
  loadModes.flatMap((mode) =>
    (['before', 'after'] as const).map((when) => [when, mode.mode, mode] as const),
  ),
)(
  'D05 a trigger that raises %s one row is inserted, by %s: nothing is loaded, and its message is not shown',
  async (when, _mode, options) => {
    const { loader, logger } = warehouse;
    await createTrigger(`${when} insert`, `${complain} return new;`);
    const error = await failureOf(loader.loadPipeline(bound(), { into: 'guarded', ...options }));
    expect(error).toMatchObject({ code: 'TRIGGER_REFUSED', category: 'data', isRetryable: false });
    expect(error.message).not.toContain('no place');
    expect(leaksOf(error, logger)).toEqual([]);
    expect(await aftermathOf(warehouse, 'guarded')).toEqual(nothingBut('failed TRIGGER_REFUSED'));
  },
);

test.each(
  loadModes.flatMap((mode) =>
    (['before', 'after'] as const).map((when) => [when, mode.mode, mode] as const),
  ),
)(
  'D05 a trigger that raises %s one row is inserted, by %s with rows collected: that record is rejected, and the rest loads',
  async (when, _mode, options) => {
    const { sql, loader } = warehouse;
    await createTrigger(`${when} insert`, `${complain} return new;`);
    const collect = { into: 'guarded', onRefusal: 'reject', ...options } as const;
    const report = await loader.loadPipeline(bound(), collect);
    expect(report.rows).toMatchObject({ read: 200, inserted: 199, rejected: 1 });
    const rejected = await sql`select row_number::int, code, message from rejected_rows`;
    expect(rejected).toMatchObject([{ row_number: 78, code: 'TRIGGER_REFUSED' }]);
    expect(rejected[0]?.['message']).not.toContain('no place');
    expect(await sql`select id from guarded where id = 77`).toEqual([]);
    expect(await aftermathOf(warehouse, 'guarded')).toMatchObject({ rows: 199, sessions: [] });
  },
);

test.each(everyWay.map((options) => [options.way, options] as const))(
  'D06 a trigger that drops a row, by %s: the mismatch is reported in numbers, and nothing is loaded',
  async (_way, options) => {
    const { loader, logger } = warehouse;
    await createTrigger('before insert', 'if new.id = 77 then return null; end if; return new;');
    const error = await failureOf(loader.loadPipeline(bound(), { into: 'guarded', ...options }));
    expect(error).toMatchObject({ code: 'LEDGER_IMBALANCE', category: 'internal' });
    expect(error.message).toMatch(/200 rows .* the server counts 199/);
    expect(leaksOf(error, logger)).toEqual([]);
    expect(await aftermathOf(warehouse, 'guarded')).toEqual(nothingBut('failed LEDGER_IMBALANCE'));
  },
);

test.each(
  everyWay
    .filter(({ mode }) => mode === 'upsert' || mode === 'insert_new')
    .map((way) => [way.way, way] as const),
)(
  'D06 a trigger that moves a row to another key, by %s: the mismatch is reported, and nothing is loaded',
  async (_way, options) => {
    const { loader } = warehouse;
    await createTrigger('before insert', 'if new.id = 77 then new.id := 1077; end if; return new;');
    const error = await failureOf(loader.loadPipeline(bound(), { into: 'guarded', ...options }));
    expect(error).toMatchObject({ code: 'LEDGER_IMBALANCE', category: 'internal' });
    expect(await aftermathOf(warehouse, 'guarded')).toEqual(nothingBut('failed LEDGER_IMBALANCE'));
  },
);

test.each(
  everyWay
    // COPY passes by the rules of a table, and a rule forbids ON CONFLICT.
    .filter(({ mode, way }) => mode !== 'append' && way !== 'upsert')
    .map((options) => [options.way, options] as const),
)(
  'D06 a rule that drops every insert, by %s: nothing is loaded, and no success is reported',
  async (_way, options) => {
    const { sql, loader } = warehouse;
    await sql`create rule nothing as on insert to guarded do instead nothing`;
    const error = await failureOf(loader.loadPipeline(bound(), { into: 'guarded', ...options }));
    expect(error.isRetryable).toBe(false);
    expect(await aftermathOf(warehouse, 'guarded')).toEqual(nothingBut(`failed ${error.code}`));
  },
);

test.each(
  everyWay
    .filter(({ mode }) => mode === 'upsert' || mode === 'insert_new')
    .map((options) => [options.way, options] as const),
)(
  'D06 a trigger of a partition that drops a row, by %s: the mismatch is reported, and nothing is loaded',
  async (_way, options) => {
    const { sql, loader } = warehouse;
    await sql`drop table guarded`;
    await sql`create table guarded (id int primary key, name text) partition by range (id)`;
    await sql`create table guarded_low partition of guarded for values from (0) to (100)`;
    await sql`create table guarded_high partition of guarded for values from (100) to (200)`;
    await sql.unsafe(`
      create or replace function guard() returns trigger language plpgsql as $$
        begin if new.id = 77 then return null; end if; return new; end $$;
      create trigger guard before insert on guarded_low for each row execute function guard()`);
    const error = await failureOf(loader.loadPipeline(bound(), { into: 'guarded', ...options }));
    expect(error).toMatchObject({ code: 'LEDGER_IMBALANCE', category: 'internal' });
    expect(await aftermathOf(warehouse, 'guarded')).toEqual(nothingBut('failed LEDGER_IMBALANCE'));
  },
);
