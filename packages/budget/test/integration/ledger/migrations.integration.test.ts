import { createTestDatabase, dumpCatalog, type TestDatabase } from '@wdh/local-postgres/testing';
import { migrateDown, migrateUp } from '@wdh/migrations';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { budgetMigrations, openBudget } from '../../../src/index.js';
import { pay } from '../../support/use-budget.js';

let database: TestDatabase;
let sql: postgres.Sql;
let target: Parameters<typeof migrateUp>[0];

beforeEach(async () => {
  database = await createTestDatabase(inject('serverUrl'), { template: 'template0' });
  sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  target = { connectionUrl: database.url, folders: [budgetMigrations] };
});

afterEach(async () => {
  await sql.end();
  await database.drop();
});

test('up, down and up again leave the same catalog', async () => {
  const empty = await dumpCatalog(sql);
  const { applied } = await migrateUp(target);
  const full = await dumpCatalog(sql);
  expect(full).toContain('tenant_configs');
  expect(full).toContain('wdh_budget_reserve');
  const { reverted } = await migrateDown({ ...target, steps: 99 });
  expect(reverted).toEqual(applied.toReversed());
  expect((await dumpCatalog(sql)).replace(/^.*schema_migrations.*\n?/gm, '')).toBe(empty);
  await migrateUp(target);
  expect(await dumpCatalog(sql)).toBe(full);
});

test('a down migration over budgets is refused without force, and nothing is lost', async () => {
  await migrateUp(target);
  const budget = openBudget({ connectionUrl: database.url });
  await budget.createTenant({ tenant: 'acme', name: 'Acme' });
  await pay(budget, 'acme', '1.25');
  const before = await dumpCatalog(sql);
  await expect(migrateDown({ ...target, steps: 99 })).rejects.toMatchObject({
    code: 'MIGRATION_DOWN_OVER_DATA',
    message: expect.stringContaining('public.spend_entries (1 row dropped)') as unknown,
  });
  expect(await dumpCatalog(sql)).toBe(before);
  expect(await budget.getBudgetStatus('acme')).toMatchObject({ spent: '1.25' });
  await budget.close();
  await migrateDown({ ...target, steps: 99, force: true });
  expect(await sql`select to_regclass('public.spend_entries') as found`).toEqual([{ found: null }]);
});

test('the tables accept what the issue of budgets accepts, and nothing else', async () => {
  await migrateUp(target);
  await sql`insert into tenant_configs (tenant_id, name) values ('a', 'A')`;
  const [config] = await sql`select * from tenant_configs`;
  expect(config).toMatchObject({
    ...{ is_active: true, notify_email: null, max_budget: '500.0000', alert_threshold: 80 },
    ...{ grace_threshold: 110, budget_duration: '30d', budget_reset_at: null },
    ...{ litellm_key_last_reset: null },
  });
  for (const change of [
    ...['max_budget = -0.01', "max_budget = 'NaN'", 'max_budget = null', 'alert_threshold = 49'],
    ...['alert_threshold = 101', 'grace_threshold = 99', 'grace_threshold = 151'],
    ...[
      "budget_duration = '0d'",
      "budget_duration = '30'",
      "budget_duration = '1y'",
      'name = null',
    ],
  ]) {
    await expect(sql.unsafe(`update tenant_configs set ${change}`)).rejects.toThrow();
  }
  const override = "values ('a', 1, now(), 'r', 'c')";
  const columns = '(tenant_id, override_amount, expires_at, reason, created_by)';
  await sql.unsafe(`insert into budget_overrides ${columns} ${override}`);
  for (const wrong of ["'a'", '1', 'now()', "'r'", "'c'"]) {
    const values = override.replace(wrong, 'null');
    await expect(sql.unsafe(`insert into budget_overrides ${columns} ${values}`)).rejects.toThrow();
  }
  await expect(
    sql.unsafe(`insert into budget_overrides ${columns} values ('b', 1, now(), 'r', 'c')`),
  ).rejects.toThrow('foreign key');
});

test('the loader of a warehouse may pay, and cannot change the audit log', async () => {
  const role = `loader_${database.name}`.slice(0, 60);
  const password = 'a-password-of-a-test';
  await sql.unsafe(`create role "${role}" login password '${password}'`);
  await sql.unsafe(`alter default privileges in schema public
    grant select, insert, update on tables to "${role}"`);
  await sql.unsafe(`grant usage on schema public to "${role}"`);
  await migrateUp(target);
  const url = new URL(database.url);
  const owner = openBudget({ connectionUrl: url.href });
  await owner.createTenant({ tenant: 'acme', name: 'Acme', maxBudget: 1 });
  url.username = role;
  url.password = password;
  const budget = openBudget({ connectionUrl: url.href });
  await pay(budget, 'acme', '1.1');
  await expect(pay(budget, 'acme', 1)).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' });
  await budget.resetBudget('acme', { by: 'loader' });
  await sql.unsafe(`set role "${role}"`);
  for (const statement of ['update audit_log set actor = null', 'delete from audit_log']) {
    await expect(sql.unsafe(statement)).rejects.toThrow('permission denied');
  }
  await sql.unsafe('reset role');
  await Promise.all([budget.close(), owner.close()]);
  await sql.unsafe(`drop owned by "${role}"`);
  await sql.unsafe(`drop role "${role}"`);
});
