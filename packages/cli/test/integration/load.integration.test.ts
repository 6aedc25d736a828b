import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, inject, it } from 'vitest';
import { jsonOf } from '../support/json-of.js';
import { openWorkplace } from '../support/workplace.js';

const strikes = fileURLToPath(
  new URL('../../../../apps/sample-job/data/wildlife-strikes.csv', import.meta.url),
);

it('loads 10,000 rows into a new table, and the same file is skipped afterwards', async () => {
  await using place = await openWorkplace(inject('serverUrl'));
  const created = await place.run('load', strikes, '--into', 'raw.strikes', '--create', '--yes');
  expect(created).toMatchObject({ exitCode: 0, stderr: '' });
  expect(created.stdout).toContain('CREATE SCHEMA IF NOT EXISTS "raw"');
  expect(created.stdout).toContain(`CSV, delimiter ',', quote '"', utf-8, header on line 1`);
  expect(created.stdout).toContain('14 → 14 of 14 columns of raw.strikes');
  expect(created.stdout).toContain("wdh sql 'select * from raw.strikes limit 10'");
  const [counted] = await place.sql`
    select count(*)::int as rows, count(distinct pg_typeof(flight_date)::text)::int as types,
      min(pg_typeof(flight_date)::text) as date, min(pg_typeof(cost_total)::text) as cost,
      min(pg_typeof(airport_name)::text) as name, sum(cost_total)::text as total,
      count(*) filter (where speed_ias_in_knots is null)::int > 0 as "hasNulls"
    from raw.strikes`;
  expect(counted).toMatchObject({
    rows: 10_000,
    types: 1,
    date: 'date',
    cost: 'integer',
    name: 'text',
    hasNulls: true,
  });
  const again = await place.run('load', strikes, '--into', 'raw.strikes', '--json');
  expect(jsonOf(again)).toMatchObject({
    status: 'done',
    loads: [{ status: 'skipped', isTableNew: false, run: { table: 'raw.strikes' } }],
  });
  const runs = await place.sql`
    select job_name, status, request->'params'->>'into' as "into" from pipeline_executions
    order by started_at`;
  expect([...runs]).toEqual([
    { job_name: 'load', status: 'success', into: 'raw.strikes' },
    { job_name: 'load', status: 'skipped', into: 'raw.strikes' },
  ]);
});

it('merges rows by key, and keeps what the table refuses as rejects', async () => {
  await using place = await openWorkplace(inject('serverUrl'));
  await place.sql`
    create table items (id bigint primary key, name text not null, price numeric(10,2), day date,
      added timestamptz not null default now())`;
  await writeFile(
    join(place.folder, 'one.csv'),
    'Id;Name;Price;Day\n1;Bolt;0.10;2026-01-31\n2;Nut;;\n3;Cog;x;2026-02-30\n4;Pin;0.123;\n5;Rod;7;\n',
  );
  const one = await place.run(
    ...['load', 'one.csv', '--into', 'items', '--error-threshold', '1'],
    ...['--rejects-file', 'rejects.csv', '--summary-file', 'summary.json'],
  );
  expect(one).toMatchObject({ exitCode: 0 });
  expect(one.stdout).toContain(`delimiter ';'`);
  expect(one.stdout).toContain('not in the file  added');
  await writeFile(join(place.folder, 'two.csv'), 'id,name,price,day\n1,Screw,0.30,\n6,Axle,,\n');
  const two = await place.run('load', 'two.csv', '--into', 'items', '--key', 'id', '--json');
  expect(jsonOf(two)).toMatchObject({
    loads: [{ plan: { mode: 'upsert', keys: ['id'] }, run: { rows: { inserted: 1, updated: 1 } } }],
  });
  const rows = await place.sql`select id::int, name, price, day::text from items order by id`;
  expect([...rows]).toEqual([
    { id: 1, name: 'Screw', price: '0.30', day: null },
    { id: 2, name: 'Nut', price: null, day: null },
    { id: 5, name: 'Rod', price: '7.00', day: null },
    { id: 6, name: 'Axle', price: null, day: null },
  ]);
  const rejects =
    await place.sql`select line_number::int as line, field from rejected_rows order by 1`;
  expect([...rejects]).toEqual([
    { line: 4, field: 'price' },
    { line: 5, field: 'price' },
  ]);
});

it('several files are loaded in a run each, and the worst decides the exit code', async () => {
  await using place = await openWorkplace(inject('serverUrl'));
  await place.sql`create table items (id int, name text)`;
  await writeFile(join(place.folder, 'a.csv'), 'id,name\n1,x\n2,y\n');
  await writeFile(join(place.folder, 'b.csv'), 'id,nam\n1,x\n2,y\n');
  await writeFile(join(place.folder, 'c.csv'), 'id,name\n3,x\n4,y\n');
  const all = await place.run('load', 'a.csv', 'b.csv', 'missing.csv', 'c.csv', '--into', 'items');
  expect(all.exitCode).toBe(7);
  expect(all.stdout).toMatch(/a\.csv +│ success/);
  expect(all.stdout).toMatch(/b\.csv +│ failed/);
  expect(all.stdout).toMatch(/c\.csv +│ success/);
  expect(all.stdout).toContain('(did you mean "name"?)');
  expect(all.stdout).toContain('[FILE_NOT_FOUND]');
  expect((await place.sql`select from items`).length).toBe(4);
  const twice = await place.run('load', 'a.csv', './a.csv', '--into', 'items');
  expect(twice).toMatchObject({ exitCode: 2, stdout: '' });
  expect(twice.stderr).toContain('is named twice');
});

it('the rejects of a load are loaded by a replay once the table takes them', async () => {
  await using place = await openWorkplace(inject('serverUrl'));
  await place.sql`create table prices (id int primary key, price int, note text)`;
  const rows = 'Id,Price,Note\n1,10,""\n2,2.5,\n3,x,c\n4,40,d\n';
  await writeFile(join(place.folder, 'prices.csv'), rows);
  const how = ['--into', 'prices', '--error-threshold', '1', '--json'];
  const loaded = jsonOf(await place.run('load', 'prices.csv', ...how)) as {
    loads: { run: { executionId: string; rows: { rejected: number } } }[];
  };
  expect(loaded.loads[0]?.run.rows.rejected).toBe(2);
  await place.sql`alter table prices alter column price type numeric`;
  const replayed = await place.run('replay', loaded.loads[0]?.run.executionId ?? '');
  expect(replayed).toMatchObject({ exitCode: 0 });
  const found = await place.sql`select id, price, note from prices order by id`;
  expect([...found]).toEqual([
    { id: 1, price: '10', note: '' },
    { id: 2, price: '2.5', note: null },
    { id: 4, price: '40', note: 'd' },
  ]);
});
