import { migrateUp, verifyMigrations } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { useRole } from '../warehouse/use-role.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const role = useRole(warehouse);

/** Each of the settings that change what values mean, turned against us. */
const hostile = {
  DateStyle: 'SQL, DMY',
  IntervalStyle: 'sql_standard',
  array_nulls: 'off',
  bytea_output: 'escape',
  client_encoding: 'LATIN1',
  client_min_messages: 'debug5',
  exit_on_error: 'on',
  extra_float_digits: '-12',
  quote_all_identifiers: 'on',
  standard_conforming_strings: 'off',
  timezone_abbreviations: 'India',
  transform_null_equals: 'on',
  xmloption: 'document',
};

const pinned = {
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  array_nulls: 'on',
  bytea_output: 'hex',
  client_encoding: 'UTF8',
  client_min_messages: 'error',
  exit_on_error: 'off',
  extra_float_digits: '1',
  quote_all_identifiers: 'off',
  standard_conforming_strings: 'on',
  timezone_abbreviations: 'Default',
  transform_null_equals: 'off',
  xmloption: 'content',
};

const row = {
  id: 1,
  name: String.raw`back\slash 'quoted' ä 日本 €`,
  span: '-1 days +02:03',
  tags: ['a', null, 'NULL'],
  bytes: Buffer.from([0, 92, 255]),
  at: '2024-02-29 12:00+02',
  doc: 'a <b/> fragment',
  ratio: 0.1234567890123456,
};

const stored = {
  name: row.name,
  span: '-1 days +02:03:00',
  tags: row.tags,
  bytes: '005cff',
  at: '2024-02-29 10:00:00',
  doc: row.doc,
  ratio: '0.1234567890123456',
};

const sqlOf = (settings: Readonly<Record<string, string>>, whom: string): string =>
  Object.entries(settings)
    .map(([name, value]) => {
      // Those that are lists are not quoted as a whole.
      const text = name === 'DateStyle' ? value : `'${value}'`;
      return `alter ${whom} set ${name} to ${text}`;
    })
    .join('; ');

beforeEach(async () => {
  await warehouse.sql.unsafe(`drop table if exists kept;
    create table kept (id int primary key, name text, span interval, tags text[], bytes bytea,
      at timestamptz, doc xml, ratio float8 check (ratio > -1), settings json);
    create or replace function note_settings() returns trigger language plpgsql as $$ begin
      new.settings := (select json_object_agg(name, current_setting(name))
        from unnest('{${Object.keys(pinned).join(',')}}'::text[]) as name);
      return new; end $$;
    create trigger note before insert or update on kept for each row execute function note_settings();
    grant all on kept to ${role.name}`);
});

const readKept = async () => {
  const [found] = await warehouse.sql`select settings, name, span::text, to_json(tags) as tags,
    encode(bytes, 'hex') as bytes, (at at time zone 'UTC')::text as at, doc::text as doc,
    ratio::text as ratio from kept`;
  return found;
};

const modes = [
  { mode: 'append' },
  { mode: 'upsert', upsertKeys: ['id'] },
  { mode: 'replace' },
] as const;

test.each(modes)('settings of the role change nothing, mode $mode', async (mode) => {
  await warehouse.sql.unsafe(sqlOf(hostile, `role ${role.name}`));
  const loader = warehouse.newLoader({ connectionUrl: role.url });
  await loader.load([row], { into: 'kept', ...mode });
  expect(await readKept()).toEqual({ settings: pinned, ...stored });
  await warehouse.sql.unsafe(`alter role ${role.name} reset all`);
});

test.each(modes)('settings of the database change nothing, mode $mode', async (mode) => {
  const [current] = await warehouse.sql<{ name: string }[]>`select current_database() as name`;
  const database = `database ${current?.name ?? ''}`;
  // Other sessions see them unchanged.
  const before = await warehouse.sql.reserve();
  await before.unsafe(sqlOf(hostile, database));
  await warehouse.newLoader().load([row], { into: 'kept', ...mode });
  const target = { connectionUrl: warehouse.url, folders: [auditMigrations] };
  expect((await verifyMigrations(target)).isCatalogCompared).toBe(true);
  expect(await migrateUp(target)).toEqual({ applied: [] });
  await before.unsafe(`alter ${database} reset all`);
  before.release();
  expect(await readKept()).toEqual({ settings: pinned, ...stored });
});

test('settings in the options of the connection URL change nothing', async () => {
  const options = Object.entries(hostile)
    .map(([name, value]) => `-c ${name}=${value.replaceAll(' ', '')}`)
    .join(' ');
  const url = Object.assign(new URL(warehouse.url), {
    search: `?options=${encodeURIComponent(options)}`,
  });
  await warehouse.newLoader({ connectionUrl: url.href }).load([row], { into: 'kept' });
  expect(await readKept()).toEqual({ settings: pinned, ...stored });
});

test('oids and positions are whole numbers, regardless of the format of floats', async () => {
  // A trigger changes the settings during the load.
  await warehouse.sql.unsafe(`create or replace function note_settings() returns trigger language
    plpgsql as $$ begin perform set_config('extra_float_digits', '-15', false); return new; end $$`);
  const rows = Array.from({ length: 5_000 }, (_, id) => ({ id, ratio: id === 4_321 ? -1 : id }));
  const options = { into: 'kept', mode: 'upsert', upsertKeys: ['id'] } as const;
  const error = await failureOf(warehouse.loader.load(rows, options));
  expect(error).toMatchObject({ code: 'CHECK_VIOLATED', context: { rowNumber: 4_322 } });
});
