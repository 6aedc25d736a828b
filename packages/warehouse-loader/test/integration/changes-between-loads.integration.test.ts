import { expect, test } from 'vitest';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

/** A table of the test's own, that the loader has loaded before, so that its session knows it. */
async function newTable(name: string): Promise<void> {
  const { sql, loader } = warehouse;
  await sql.unsafe(`create table ${name} (id int primary key, note text, amount numeric(9,2))`);
  for (const id of [1, 2]) await loader.load([{ id, note: 'a', amount: '1.50' }], { into: name });
  const idle = (await sessionsOfLoader()).filter((session) => session === 'idle');
  expect(idle).toEqual(['idle']);
}

async function sessionsOfLoader(): Promise<readonly string[]> {
  const found = await warehouse.sql<{ state: string }[]>`
    select state from pg_stat_activity where application_name like 'wdh %'
      and datname = current_database()`;
  return found.map(({ state }) => state);
}

const changes: readonly (readonly [what: string, ddl: string, row: object, outcome: object])[] = [
  [
    'a column that was added',
    'alter table T add extra text',
    { id: 3, extra: 'x' },
    { rowsInserted: 1, droppedColumns: [] },
  ],
  [
    'a column that was dropped',
    'alter table T drop note',
    { id: 3, note: 'x' },
    { rowsInserted: 1, droppedColumns: ['note'] },
  ],
  [
    'a column that was renamed',
    'alter table T rename note to remark',
    { id: 3, remark: 'x' },
    { rowsInserted: 1, droppedColumns: [] },
  ],
  [
    'a type that was changed',
    'alter table T alter note type int using 1',
    { id: 3, note: 'x' },
    { code: 'VALUE_INVALID' },
  ],
  [
    'a scale that was reduced',
    'alter table T alter amount type numeric(9,0)',
    { id: 3, amount: '1.50' },
    { code: 'VALUE_WOULD_CHANGE' },
  ],
  [
    'a column that became NOT NULL',
    'alter table T alter note set not null',
    { id: 3, note: null },
    { code: 'NOT_NULL_VIOLATED' },
  ],
  [
    'a column that became computed',
    'alter table T drop note, add note text generated always as (id::text) stored',
    { id: 3, note: 'x' },
    { rowsInserted: 1, droppedColumns: ['note'] },
  ],
  [
    'a constraint that was added',
    'alter table T add constraint small check (id < 3)',
    { id: 3 },
    { code: 'CHECK_VIOLATED' },
  ],
  [
    'a primary key that was dropped',
    'alter table T drop constraint T_pkey',
    { id: 1 },
    { rowsInserted: 1 },
  ],
  [
    'a table that was created again',
    'drop table T; create table T (id bigint, other text)',
    { id: 5_000_000_000, other: 'x' },
    { rowsInserted: 1, droppedColumns: [] },
  ],
  [
    'a table that became a view',
    'alter table T rename to T_before; create view T as select * from T_before',
    { id: 3 },
    { code: 'TABLE_NOT_LOADABLE' },
  ],
  ['a table that was dropped', 'drop table T', { id: 3 }, { code: 'TABLE_NOT_FOUND' }],
  [
    'a table that was moved',
    'create schema T_elsewhere; alter table T set schema T_elsewhere',
    { id: 3 },
    { code: 'TABLE_NOT_FOUND' },
  ],
];

test.each(changes.map((change, index) => [...change, `changed_${index}`] as const))(
  '%s between two loads is noticed',
  async (_, ddl, row, outcome, table) => {
    await newTable(table);
    await warehouse.sql.unsafe(ddl.replaceAll(/\bT(?=\b|_)/g, table));
    const loaded = warehouse.loader.load([row], { into: table });
    await expect(loaded.catch((error: unknown) => error)).resolves.toMatchObject(outcome);
  },
);

test('an index that was dropped or added between two loads is noticed', async () => {
  await newTable('changed_keys');
  const { sql, loader } = warehouse;
  const upsert = (key: string) =>
    loader.load([{ id: 1, note: 'b' }], {
      into: 'changed_keys',
      mode: 'upsert',
      upsertKeys: [key],
    });
  expect(await upsert('id')).toMatchObject({ rowsUpdated: 1 });
  await sql`alter table changed_keys drop constraint changed_keys_pkey`;
  await expect(upsert('id')).rejects.toMatchObject({ code: 'UPSERT_KEY_NOT_UNIQUE' });
  await sql`delete from changed_keys where id = 2`;
  await sql`create unique index on changed_keys (note)`;
  expect(await upsert('note')).toMatchObject({ rowsUnchanged: 1 });
});

test('a trigger that was added between two loads is noticed, and its session is not used again', async () => {
  await newTable('changed_triggers');
  const { sql, loader } = warehouse;
  await sql`create function doubled() returns trigger language plpgsql as $$ begin
    insert into public.changed_triggers values (100 + new.id); return new; end $$`;
  await sql`create trigger doubled before insert on changed_triggers for each row
    when (new.id < 100) execute function doubled()`;
  const loaded = await loader.load([{ id: 3 }], { into: 'changed_triggers' });
  expect(loaded.triggerWrites).toMatchObject([{ inserted: 1 }]);
  await expect.poll(sessionsOfLoader, { timeout: 30_000 }).toEqual([]);
});

test('privileges and policies that changed between two loads are noticed', async () => {
  const { sql, url } = warehouse;
  const role = `changed_role_${process.pid}`;
  const secret = 'changed';
  await sql.unsafe(`create role ${role} login password '${secret}'`);
  await newTable('changed_rights');
  await sql.unsafe(`grant all on changed_rights to ${role}`);
  const connectionUrl = Object.assign(new URL(url), { username: role, password: secret }).href;
  const loader = warehouse.newLoader({ connectionUrl });
  const load = (id: number) => loader.load([{ id }], { into: 'changed_rights' });
  expect(await load(11)).toMatchObject({ rowsInserted: 1 });
  await sql.unsafe(`revoke insert on changed_rights from ${role}`);
  await expect(load(12)).rejects.toMatchObject({ code: 'PRIVILEGE_MISSING' });
  await sql.unsafe(`grant insert on changed_rights to ${role}`);
  expect(await load(13)).toMatchObject({ rowsInserted: 1 });
  await sql`alter table changed_rights enable row level security`;
  await expect(load(14)).rejects.toMatchObject({ code: 'ROW_SECURITY_APPLIES' });
  await loader.close();
  await sql.unsafe(`drop owned by ${role}; drop role ${role}`);
});

test('a zone of the role that changed between two loads is that of the next', async () => {
  const { sql, loader } = warehouse;
  await sql`create table changed_zone (at timestamptz)`;
  const database = new URL(warehouse.url).pathname.slice(1);
  const setZone = (zone: string) =>
    sql.unsafe(`alter role current_user in database "${database}" set timezone to '${zone}'`);
  const load = () => loader.load([{ at: '2026-01-01 10:00:00' }], { into: 'changed_zone' });
  await setZone('UTC');
  expect(await load()).toMatchObject({ rowsInserted: 1 });
  await setZone('Asia/Tokyo');
  await expect(load()).rejects.toMatchObject({ code: 'VALUE_WOULD_CHANGE' });
});
