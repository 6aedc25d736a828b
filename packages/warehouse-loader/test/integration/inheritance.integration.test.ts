import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const pipeline = new Pipeline<object>('inherited', { stopOnError: false, errorThreshold: 1 });
const replace = { into: 'par', mode: 'replace' } as const;
const upsert = { into: 'par', mode: 'upsert', upsertKeys: ['id'] } as const;
const collect = { onRefusal: 'reject', errorThreshold: 1 } as const;
const refused = { id: 9, name: 'refused' };

beforeEach(async () => {
  await warehouse.sql.unsafe(`
    drop table if exists par cascade;
    delete from pipeline_executions;
    create table par (id int primary key check (id < 9), name text);
    create table chi () inherits (par);
    insert into par values (1, 'old'), (2, 'old');
    insert into chi values (1, 'of the child'), (3, 'of the child');
    create or replace function pass() returns trigger language plpgsql as 'begin return new; end';
    create trigger pass before insert on par for each row execute function pass()`);
});

const rowsOf = (table: string) => warehouse.sql.unsafe(`select * from only ${table} order by id`);
const ofTheChild = [
  { id: 1, name: 'of the child' },
  { id: 3, name: 'of the child' },
];

test('a replace leaves the rows of tables that inherit', async () => {
  const result = await warehouse.loader.load([{ id: 1, name: 'new' }], replace);
  expect(result).toMatchObject({ rowsInserted: 1 });
  expect(await rowsOf('par')).toEqual([{ id: 1, name: 'new' }]);
  expect(await rowsOf('chi')).toEqual(ofTheChild);
});

test('a replace leaves the rows of tables that inherit, with a refused row', async () => {
  const bound = pipeline.bind(memorySource([{ id: 1, name: 'new' }, refused]));
  const { rows } = await warehouse.loader.loadPipeline(bound, { ...replace, ...collect });
  expect(rows).toMatchObject({ inserted: 1, rejected: 1 });
  expect(await rowsOf('par')).toEqual([{ id: 1, name: 'new' }]);
  expect(await rowsOf('chi')).toEqual(ofTheChild);
});

test('an upsert counts no rows of tables that inherit', async () => {
  const rows = [1, 2, 3].map((id) => ({ id, name: 'new' }));
  const result = await warehouse.loader.load(rows, upsert);
  expect(result).toMatchObject({ rowsInserted: 1, rowsUpdated: 2 });
  expect(await rowsOf('par')).toEqual(rows);
  expect(await rowsOf('chi')).toEqual(ofTheChild);
});

test('a row of a table that inherits is not counted instead of one that a trigger drops', async () => {
  await warehouse.sql.unsafe(`create or replace function pass() returns trigger language plpgsql as
    'begin if new.id = 3 then return null; end if; return new; end'`);
  const rows = [1, 2, 3].map((id) => ({ id, name: 'new' }));
  const bound = pipeline.bind(memorySource([...rows, refused]));
  const load = warehouse.loader.loadPipeline(bound, { ...upsert, ...collect });
  expect(await failureOf(load)).toMatchObject({ code: 'LEDGER_IMBALANCE' });
});
