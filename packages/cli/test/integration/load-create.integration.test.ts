import { once } from 'node:events';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { call, fromTime, NetworkProxy, onClientMessage } from '@wdh/fault-injection';
import { expect, it } from 'vitest';
import { jsonOf } from '../support/json-of.js';
import { startWdh } from '../support/start-wdh.js';
import { useWorkplace } from '../support/use-workplace.js';

const place = useWorkplace();

async function write(name: string, text: string): Promise<string> {
  await writeFile(join(place.folder, name), text);
  return name;
}

const create = (file: string, into: string, ...args: string[]) =>
  place.run('load', file, '--into', into, '--create', '--yes', ...args);

const columnsOf = async (table: string): Promise<Record<string, string>> => {
  const columns = await place.sql<{ name: string; type: string }[]>`
    select attname as name, format_type(atttypid, atttypmod) ||
      case when attnotnull then ' not null' else '' end as type
    from pg_attribute where attrelid = ${table}::regclass and attnum > 0 order by attnum`;
  return Object.fromEntries(columns.map(({ name, type }) => [name, type]));
};

it('finds the narrowest types that lose nothing', async () => {
  const file = await write(
    'types.csv',
    'zip,price,big,day,at,flag,mixed\n' +
      '00101,0.10,12345678901234567,2026-01-31,2026-01-31T10:00:00Z,true,1\n' +
      '10115,123456789.123456789,,,2026-02-01T00:00:00+02:00,false,x\n',
  );
  expect(await create(file, 'types', '--no-key')).toMatchObject({ exitCode: 0 });
  expect(await columnsOf('types')).toEqual({
    zip: 'text not null',
    price: 'numeric not null',
    big: 'text',
    day: 'date',
    at: 'timestamp with time zone not null',
    flag: 'boolean not null',
    mixed: 'text not null',
  });
  const rows = await place.sql`select zip, price, big, day::text from types order by zip`;
  expect([...rows]).toEqual([
    { zip: '00101', price: '0.10', big: '12345678901234567', day: '2026-01-31' },
    { zip: '10115', price: '123456789.123456789', big: null, day: null },
  ]);
});

it('takes every spelling of a type', async () => {
  const file = await write('spellings.csv', 'id,n,c,extra\n1,12,x,\n2,13,y,\n');
  const types = ['--columns', 'id:serial,n:numeric(5),c:char', '--omit', 'extra'];
  expect(await create(file, 'spellings', ...types)).toMatchObject({ exitCode: 0 });
  expect(await columnsOf('spellings')).toEqual({
    id: 'integer not null',
    n: 'numeric(5,0) not null',
    c: 'character(1) not null',
  });
  expect(await place.sql`select from spellings`).toHaveLength(2);
});

it(
  'creates nothing without a terminal, in a dry run, and for options that are wrong',
  { tags: ['full'] },
  async () => {
    const file = await write('items.csv', 'id,price\n1,2.5\n2,3.5\n');
    const into = ['load', file, '--into', 'raw.nothing', '--create'];
    const asked = await place.run(...into);
    expect(asked).toMatchObject({ exitCode: 2 });
    expect(asked.stdout).toContain('CREATE TABLE raw.nothing (');
    expect(asked.stderr).toContain('Give --yes');
    const rehearsed = await place.run(...into, '--dry-run');
    expect(rehearsed.stdout).toContain('the table for 2 rows was not created');
    expect(rehearsed.exitCode).toBe(0);
    const repeated = await write('repeated.csv', 'id,grade\n1,a\n2,a\n3,b\n');
    const byGrade = await create(repeated, 'raw.nothing', '--key', 'grade');
    expect(byGrade).toMatchObject({ exitCode: 5, stdout: '' });
    expect(byGrade.stderr).toContain('[KEY_NOT_UNIQUE] "grade" does not identify the rows of');
    for (const [args, code] of [
      [['--key', 'nr'], 5],
      [['--omit', 'prize'], 5],
      [['--columns', 'id:no_such_type'], 5],
      [['--columns', 'id:text;drop table x'], 2],
    ] as const) {
      expect((await place.run(...into, '--yes', ...args)).exitCode).toBe(code);
    }
    const found = await place.sql`select from pg_class where relname = 'nothing'`;
    expect(found).toHaveLength(0);
  },
);

it(
  'keeps names that are SQL, long or odd, and matches them again',
  { tags: ['full'] },
  async () => {
    const long = 'a'.repeat(70);
    const header = `"x""; drop table t; --",select,Ünïcode Ñame,${long}1,${long}2,ctid,$`;
    const first = await write('odd.csv', `${header}\n1,2,3,4,5,6,7\n2,3,4,5,6,7,8\n`);
    const how = ['--header', '--encoding', 'utf-8'];
    const into = '"Odd ""Schema".Odd; Table';
    expect(await create(first, into, ...how)).toMatchObject({ exitCode: 0 });
    const again = await write('odd2.csv', `${header}\n8,2,3,4,5,6,7\n9,3,4,5,6,7,8\n`);
    expect(await place.run('load', again, '--into', into, ...how)).toMatchObject({ exitCode: 0 });
    const [counted] =
      await place.sql`select count(*)::int as rows from "Odd ""Schema"."Odd; Table"`;
    expect(counted).toEqual({ rows: 4 });
  },
);

it(
  'a table that exists is used if it fits, and named with its differences if not',
  { tags: ['full'] },
  async () => {
    await place.sql`create table fitting (id int primary key, note varchar(3))`;
    const fitting = await create(await write('fit.csv', 'Id,Note\n1,a\n2,\n'), 'fitting');
    expect(fitting).toMatchObject({ exitCode: 0 });
    expect(fitting.stdout).toContain('public.fitting exists and fits the file: it is not created.');
    const other = await create(await write('unfit.csv', 'id,note\n1.5,abcd\n,b\n'), 'fitting');
    expect(other).toMatchObject({ exitCode: 5 });
    expect(other.stderr).toContain('"id" is integer, and the file has numeric');
    expect(other.stderr).toContain('"id" must not be null, and the file has 1 row without a value');
    expect(other.stderr).toContain(
      '"note" is character varying(3), and the file has a value of 4 characters',
    );
    expect(await place.sql`select from fitting`).toHaveLength(2);
  },
);

it('two loads that create the same table both end well', { tags: ['full'] }, async () => {
  const [one, two] = await Promise.all([
    write('r1.csv', 'n\n1\n2\n'),
    write('r2.csv', 'n\n3\n4\n'),
  ]);
  const args = ['--delimiter', ',', '--no-key', '--json'];
  const results = await Promise.all([
    create(one, 'race.t', ...args),
    create(two, 'race.t', ...args),
  ]);
  expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  const created = results.map((result) => jsonOf(result) as { loads: { isTableNew: boolean }[] });
  expect(created.filter(({ loads }) => loads[0]?.isTableNew === true)).toHaveLength(1);
  expect(await place.sql`select from race.t`).toHaveLength(4);
});

it(
  'a load that fails drops the table that it created, and --key is its key',
  { tags: ['full'] },
  async () => {
    const file = await write('bad.csv', 'id,n\n1,1\n2,2\n2,2\n');
    const failed = await create(
      file,
      'dropped',
      '--key',
      'id,n',
      '--mode',
      'append',
      '--on-error',
      'stop',
    );
    expect(failed.exitCode).toBe(4);
    expect(failed.stdout).toContain('PRIMARY KEY (id, n)');
    expect(failed.stdout).toContain('The new table public.dropped was dropped again.');
    expect(await place.sql`select from pg_class where relname = 'dropped'`).toHaveLength(0);
  },
);

it('the grant that a role lacks is named', { tags: ['full'] }, async () => {
  await place.sql`create role wdh_reader login password 'reader'`;
  const url = new URL(place.databaseUrl);
  [url.username, url.password] = ['wdh_reader', 'reader'];
  const file = await write('granted.csv', 'id,n\n1,a\n2,b\n');
  const env = { DATABASE_URL: url.href };
  try {
    for (const [into, grant] of [
      ['public.t', 'GRANT USAGE, CREATE ON SCHEMA public TO wdh_reader;'],
      ['other.t', 'TO wdh_reader;'],
    ] as const) {
      const args = ['load', file, '--into', into, '--create', '--yes', '--header'];
      const { child: _, result } = startWdh(args, { cwd: place.folder, env });
      expect(await result).toMatchObject({ exitCode: 5 });
      expect((await result).stderr).toContain(grant);
    }
  } finally {
    await place.sql`drop role wdh_reader`;
  }
});

it('a load that is killed leaves an empty table, and the next one fills it', async () => {
  const file = await write('killed.csv', 'id,name\n');
  const lines = Array.from({ length: 20_000 }, (_, at) => `${at},name ${at}\n`).join('');
  for (let part = 0; part < 5; part++) await appendFile(join(place.folder, file), lines);
  const args = ['load', file, '--into', 'killed', '--create', '--yes', '--no-key'];
  await using proxy = await NetworkProxy.start(place.databaseUrl);
  const { child } = startWdh(args, { cwd: place.folder, env: { DATABASE_URL: proxy.url } });
  const copies = call(fromTime(3, onClientMessage('d')), () => child.kill('SIGKILL'));
  const fault = proxy.inject(copies, { times: 1 });
  await once(child, 'close');
  fault.expectFired();
  expect(await place.sql`select from killed`).toHaveLength(0);
  expect(await place.run(...args)).toMatchObject({ exitCode: 0 });
  expect(await place.sql`select from killed`).toHaveLength(100_000);
  const [dead] = await place.sql`
    select status from pipeline_executions where target = 'public.killed' order by started_at`;
  expect(dead).toEqual({ status: 'abandoned' });
});

it('a table that was dropped is made and filled again', { tags: ['full'] }, async () => {
  const file = await write('again.csv', 'id,price\n1,2.5\n2,3.5\n');
  expect(await create(file, 'again')).toMatchObject({ exitCode: 0 });
  await place.sql`drop table again`;
  const again = await create(file, 'again', '--json');
  expect(jsonOf(again)).toMatchObject({ loads: [{ status: 'success', isTableNew: true }] });
  expect(await place.sql`select from again`).toHaveLength(2);
  // Now it is loaded, as after the first time.
  expect(jsonOf(await create(file, 'again', '--json'))).toMatchObject({
    loads: [{ status: 'skipped', isTableNew: false }],
  });
});

it('a header alone, and a dry run, load nothing', { tags: ['full'] }, async () => {
  await place.sql`create table headed (id int, price numeric)`;
  const header = await place.run('load', await write('head.csv', 'id,price\n'), '--into', 'headed');
  expect(header).toMatchObject({ exitCode: 0 });
  expect(header.stdout).toContain('The file has a header and no records');
  const untyped = await create('head.csv', 'untyped', '--delimiter', ',', '--header');
  expect(untyped).toMatchObject({ exitCode: 4, stdout: '' });
  expect(untyped.stderr).toContain('[NO_ROWS_FOR_TYPES]');
  const typed = ['--columns', 'id:bigint,price:numeric(9,2)', '--delimiter', ',', '--header'];
  expect(await create('head.csv', 'typed', ...typed)).toMatchObject({ exitCode: 0 });
  expect(await columnsOf('typed')).toEqual({ id: 'bigint', price: 'numeric(9,2)' });
  const rows = await write('rows.csv', 'id,price\n1,2.5\n2,x\n');
  const dry = ['--dry-run', '--error-threshold', '0.5', '--json'];
  expect(jsonOf(await place.run('load', rows, '--into', 'headed', ...dry))).toMatchObject({
    loads: [{ status: 'rehearsed', run: { rows: { inserted: 1, rejected: 1 } } }],
  });
  expect(await place.sql`select from headed`).toHaveLength(0);
});
