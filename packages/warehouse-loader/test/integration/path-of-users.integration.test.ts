import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import type { LoadOptions, WarehouseLoader } from '../../src/index.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const into = 'shop.orders';

// The objects of the table require a session with schema shop in the search path.
beforeEach(async () => {
  const { sql } = warehouse;
  await sql.unsafe(`drop schema if exists shop cascade; create schema shop; set search_path to shop;
    create table seen (what text);
    create function note(what text) returns void language sql as 'insert into seen values (what)';
    create function is_even(n int) returns bool language plpgsql immutable as
      'begin return half(n) * 2 = n; end';
    create function half(n int) returns int language sql immutable as 'select n / 2';
    create domain even as int check (is_even(value));
    create function stamp() returns text language plpgsql volatile as
      'begin perform note(''default''); return ''now''; end';
    create table orders (id int primary key, n even, stamp text default stamp());
    create function on_row() returns trigger language plpgsql as
      'begin perform note(lower(tg_op)); return new; end';
    create function on_statement() returns trigger language plpgsql as
      'begin perform note(tg_when || '' statement''); return null; end';
    create function on_commit() returns trigger language plpgsql as
      'begin perform note(''commit''); return null; end';
    create trigger a before insert or update on orders for each row execute function on_row();
    create trigger b before insert on orders execute function on_statement();
    create trigger c after insert on orders execute function on_statement();
    create constraint trigger d after insert on orders deferrable initially deferred
      for each row execute function on_commit();
    reset search_path`);
});

const modes = [
  { mode: 'append' },
  { mode: 'upsert', upsertKeys: ['id'] },
  { mode: 'replace' },
] as const satisfies readonly Omit<LoadOptions<string>, 'into'>[];

const rows = [1, 2, 3].map((id) => ({ id, n: 2 * id }));

const seen = async (): Promise<readonly string[]> => {
  const found = await warehouse.sql<{ what: string }[]>`
    select distinct what from shop.seen order by what`;
  return found.map(({ what }) => what);
};

const allOfIt = ['AFTER statement', 'BEFORE statement', 'commit', 'default', 'insert'];

function shopLoader(): WarehouseLoader {
  const url = Object.assign(new URL(warehouse.url), { search: '?search_path=shop' });
  return warehouse.newLoader({ connectionUrl: url.href });
}

test.each(modes)(
  'triggers, defaults and domains use the search path of the user in mode $mode',
  async (options) => {
    const result = await shopLoader().load(rows, { into, ...options });
    expect(result.rowsInserted).toBe(3);
    expect(await seen()).toEqual(allOfIt);
  },
);

test.each(modes)(
  'so they do in an audited load, in mode $mode, with a refused row',
  async (options) => {
    const bound = new Pipeline<object>(options.mode, {
      stopOnError: false,
      errorThreshold: 1,
    }).bind(memorySource([...rows, { id: 4, n: 7 }]));
    const checks = [
      { name: 'even', severity: 'error', sql: 'select from orders where not is_even(n)' },
      {
        name: 'three',
        severity: 'error',
        fn: async ({ query }: { query: (text: string) => Promise<{ readonly count: number }> }) =>
          (await query('select from orders')).count === 3,
      },
    ] as const;
    const more = { ...options, onRefusal: 'reject', errorThreshold: 1, checks } as const;
    const report = await shopLoader().loadPipeline(bound, { into, ...more });
    expect(report.rows).toMatchObject({ inserted: 3, rejected: 1 });
    expect(await seen()).toEqual(allOfIt);
  },
);

test('so they do in a dry run', async () => {
  const result = await shopLoader().load(rows, { into, dryRun: true });
  expect(result.rowsInserted).toBe(3);
});

test('keys are compared by the equality of their index, in any schema of its operator', async () => {
  const { sql } = warehouse;
  // A type of whose values two are the same that differ as texts.
  await sql.unsafe(`create extension if not exists citext schema public;
    create table shop.tags (name public.citext primary key, n int) partition by list (name);
    create table shop.all_tags partition of shop.tags default;
    insert into shop.tags values ('One', 1), ('Two', 2)`);
  const result = await warehouse.loader.load(
    [
      { name: 'ONE', n: 10 },
      { name: 'three', n: 3 },
    ],
    { into: 'shop.tags', mode: 'upsert', upsertKeys: ['name'] },
  );
  expect(result).toMatchObject({ rowsInserted: 1, rowsUpdated: 1, rowsUnchanged: 0 });
});
