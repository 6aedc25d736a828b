import { Pipeline } from '@wdh/pipeline-core';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { LoadOptions, WarehouseLoader } from '../../src/index.js';
import { failureOf } from '../warehouse/failure-of.js';
import { everyWay } from '../warehouse/load-modes.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useRole } from '../warehouse/use-role.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const role = useRole(warehouse);
let loader: WarehouseLoader;
let database = '';

const appends = everyWay.filter(({ mode }) => mode === 'append');
const staged = everyWay.filter(({ mode }) => mode !== 'append');

const rows = [
  { id: 1, amount: 2 },
  { id: 2, amount: 2 },
];

const stored = () => warehouse.sql`select * from orders order by id`;

beforeAll(() => {
  loader = warehouse.newLoader({ connectionUrl: role.url });
  database = new URL(warehouse.url).pathname.slice(1);
});

beforeEach(async () => {
  await warehouse.sql.unsafe(`
    drop table if exists orders;
    create table orders (id int primary key, amount int check (amount > 0));
    insert into orders values (1, 1);
    grant select, insert, update, delete on orders to ${role.name};
    revoke temporary on database "${database}" from public`);
});

afterEach(() => warehouse.sql.unsafe(`grant temporary on database "${database}" to public`));

const loadAll = ({ way, ...mode }: (typeof everyWay)[number], name: string) => {
  const bound = new Pipeline<object>(way).bind(memorySource(rows, { name }));
  const options = { into: 'orders', errorThreshold: 1, ...mode } as const;
  return loader.loadPipeline(bound, options);
};

test.each(staged.map((way) => [way.way, way] as const))(
  '%s names the grant that the role needs, before the first row',
  async (_, way) => {
    const error = await failureOf(loadAll(way, 'refused'));
    expect(error).toMatchObject({ code: 'PRIVILEGE_MISSING', category: 'schema' });
    const grant = `GRANT TEMPORARY ON DATABASE ${database} TO ${role.name}`;
    expect(error.message).toContain(`TEMPORARY on the database for mode ${way.mode} (${grant})`);
    expect(await stored()).toEqual([{ id: 1, amount: 1 }]);
    const [run] = await warehouse.sql`select status, error_code as code, rows_input as read
      from pipeline_executions order by started_at desc limit 1`;
    expect(run).toMatchObject({ status: 'failed', code: 'PRIVILEGE_MISSING', read: '0' });

    await warehouse.sql.unsafe(grant);
    expect(await loadAll(way, 'granted')).toMatchObject({ status: 'success' });
    await warehouse.sql.unsafe(`revoke temporary on database "${database}" from ${role.name}`);
  },
);

test('no row is read if the role lacks the grant', async () => {
  let isRead = false;
  const source = {
    async *[Symbol.asyncIterator]() {
      isRead = true;
      yield await Promise.resolve(rows);
    },
  };
  const options: LoadOptions<string> = { into: 'orders', mode: 'upsert', upsertKeys: ['id'] };
  expect((await failureOf(loader.load(source, options))).code).toBe('PRIVILEGE_MISSING');
  expect(isRead).toBe(false);
});

test.each(appends.map((way) => [way.way, way] as const))(
  '%s needs no temporary table',
  async (_, way) => {
    await warehouse.sql`delete from orders`;
    expect((await loadAll(way, way.way)).rows).toMatchObject({ inserted: 2, rejected: 0 });
    expect(await stored()).toEqual(rows);
  },
);

test('an append finds many refused rows without a temporary table', async () => {
  const many = Array.from({ length: 5_000 }, (_, id) => ({ id: id + 2, amount: id % 3 }));
  const bound = new Pipeline<object>('many').bind(memorySource(many));
  const options = { into: 'orders', onRefusal: 'reject', errorThreshold: 1 } as const;
  const report = await loader.loadPipeline(bound, options);
  expect(report.rows).toMatchObject({ inserted: 3_333, rejected: 1_667 });
});

test('an append of rows that name different columns needs the grant as well, and loads nothing without it', async () => {
  await warehouse.sql`alter table orders add state text default 'new'`;
  const unlike = [{ id: 3 }, { id: 4, state: 'old' }];
  const error = await failureOf(loader.load(unlike, { into: 'orders' }));
  expect(error).toMatchObject({ code: 'PRIVILEGE_MISSING', category: 'schema' });
  expect(error.message).toContain('for rows that name different columns (GRANT TEMPORARY ON');
  expect(await warehouse.sql`select id from orders`).toEqual([{ id: 1 }]);
});
