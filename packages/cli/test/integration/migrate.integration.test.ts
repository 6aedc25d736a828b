import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { openWorkplace, type Workplace } from '../support/workplace.js';

/** Writes a project of two jobs that share the migrations of their table. */
async function writeProject({ folder }: Workplace, up: string): Promise<void> {
  await mkdir(join(folder, 'migrations'));
  await writeFile(join(folder, 'migrations', '0000_orders.sql'), up);
  await writeFile(join(folder, 'migrations', '0000_orders.down.sql'), 'drop table orders;');
  const project = `import { defineJob, defineProject, rows } from '@wdh/job';
    const migrations = [{ name: 'orders', path: ${JSON.stringify(join(folder, 'migrations'))} }];
    const job = (name) =>
      defineJob({ name, source: rows('none', () => []), steps: (none) => none, into: 'orders', migrations });
    export default defineProject({ jobs: [job('a'), job('b')] });`;
  await writeFile(join(folder, 'wdh.config.mjs'), project);
}

it('migrations of audit tables and jobs are applied, checked and reverted', async () => {
  await using place = await openWorkplace(inject('serverUrl'));
  await writeProject(place, 'create table orders (id int primary key);');
  const pending = await place.run('migrate', 'status');
  expect(pending).toMatchObject({ exitCode: 0, stderr: '' });
  expect(pending.stdout).toContain('applied   warehouse-loader  0000_audit_tables.sql');
  expect(pending.stdout).toContain('pending   orders  0000_orders.sql\n');
  expect(await place.run('migrate', 'verify')).toMatchObject({ exitCode: 5 });

  const up = await place.run('migrate', 'up', '--json');
  expect(JSON.parse(up.stdout)).toEqual({
    applied: [{ folder: 'orders', file: '0000_orders.sql' }],
  });
  expect(await place.run('migrate', 'verify')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('verified: all') as string,
  });

  await place.sql`insert into orders values (1)`;
  const refused = await place.run('migrate', 'down', '--json');
  expect(refused).toMatchObject({ exitCode: 5, stderr: '' });
  expect(JSON.parse(refused.stdout)).toMatchObject({
    error: { code: 'MIGRATION_DOWN_OVER_DATA' },
  });
  expect(await place.run('migrate', 'down', '--force')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('reverted  orders  0000_orders.sql\n') as string,
  });
});

it('a change of a table by hand fails the verification', async () => {
  await using place = await openWorkplace(inject('serverUrl'));
  await place.sql`alter table rejected_rows add column mine int`;
  const { exitCode, stderr } = await place.run('migrate', 'verify');
  expect(exitCode).toBe(5);
  expect(stderr).toContain('mine');
});

it('a migration that fails is named, and nothing of it stays', async () => {
  await using place = await openWorkplace(inject('serverUrl'));
  await writeProject(place, 'create table orders (id int); create table orders (id int);');
  expect(await place.run('migrate', 'up')).toMatchObject({
    exitCode: 5,
    stdout: '',
    stderr: expect.stringMatching(/MIGRATION_FAILED.*0000_orders\.sql/) as string,
  });
  const [row] = await place.sql`select to_regclass('orders') as found`;
  expect(row).toEqual({ found: null });
});

it.each([
  [['down', '0'], 'whole number from 1'],
  [['down', '1', '2'], 'too many arguments'],
  [['up', '--force'], 'unknown option'],
  [['sideways'], 'unknown command'],
])('wdh migrate with %j is a wrong command line', async (args, words) => {
  await using place = await openWorkplace(inject('serverUrl'));
  const { exitCode, stderr } = await place.run('migrate', ...args);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(words);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

it('the migrations of budgets are those of a database that has them, or asks for them', async () => {
  await using place = await openWorkplace(inject('serverUrl'));
  const status = async () => (await place.run('migrate', 'status')).stdout;
  expect(await status()).not.toContain('budget');
  const up = await place.run('migrate', 'up', '--budget');
  expect([up.exitCode, up.stdout]).toEqual([0, expect.stringContaining('0000_budgets.sql')]);
  expect(await status()).toMatch(/applied +budget +0000_budgets\.sql/);
  expect(await place.run('migrate', 'verify')).toMatchObject({ exitCode: 0 });
});
