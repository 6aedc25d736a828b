import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import { migrateUp } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  budgetMigrations,
  createBudgetWebhook,
  createNotifier,
  type Notice,
  openBudget,
  postgresStore,
} from '../../../src/index.js';
import { pay } from '../../support/use-budget.js';

let place: TestDatabase;
let admin: postgres.Sql;

const loginOf = (user: string): string => {
  const url = new URL(place.url);
  Object.assign(url, { username: user, password: `${user} secret` });
  return url.href;
};

beforeAll(async () => {
  place = await createTestDatabase(inject('serverUrl'), { template: 'template0' });
  admin = postgres(place.url, { max: 1, onnotice: () => undefined });
  await admin.unsafe(
    await readFile(new URL('../../../../runs/roles.sql', import.meta.url), 'utf8'),
  );
  const logins = ['wdh_migrator', 'wdh_loader'];
  for (const role of logins) await admin.unsafe(`alter role ${role} password '${role} secret'`);
  const folders = [auditMigrations, budgetMigrations];
  await migrateUp({ connectionUrl: loginOf('wdh_migrator'), folders });
  const script = await readFile(new URL('../../../roles.sql', import.meta.url), 'utf8');
  // Twice, as after an update.
  await admin.unsafe(script);
  await admin.unsafe(script);
  await admin.unsafe(`alter role wdh_budget_webhook password 'wdh_budget_webhook secret'`);
  await admin.unsafe(`drop role if exists budget_job`);
  await admin.unsafe(
    `create role budget_job login password 'budget_job secret' in role wdh_spender`,
  );
});

afterAll(async () => {
  await admin.unsafe('drop role if exists budget_job');
  await admin.end();
  await place.drop();
});

describe('the login of a program that spends', () => {
  it.each(['budget_job', 'wdh_loader'])(
    'as %s reserves, settles, collects what has expired, and begins a period that is due',
    async (role) => {
      const owner = openBudget({ connectionUrl: loginOf('wdh_migrator') });
      const budget = openBudget({ connectionUrl: loginOf(role) });
      try {
        await owner.createTenant({ tenant: role, name: role, maxBudget: '10' });
        await pay(budget, role, '8.50');
        await admin`
          with held as (
            insert into budget_reservations (reservation_id, tenant_id, amount, expires_at)
            values (gen_random_uuid(), ${role}, 1, now() - interval '1 minute') returning *
          )
          update budget_balances set reserved = 1, expires_from = (select expires_at from held)
          where tenant_id = ${role}`;
        await pay(budget, role, '0.25');
        expect(await budget.getBudgetStatus(role)).toMatchObject({
          spent: '9.75',
          reserved: '0.00',
        });
        expect(await budget.listAlerts({ tenant: role })).toHaveLength(1);
        await expect(pay(budget, role, '5')).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' });
        await admin`
          update tenant_configs set budget_reset_at = now() - interval '1 minute'
          where tenant_id = ${role}`;
        await pay(budget, role, '0.5');
        expect(await budget.getBudgetStatus(role)).toMatchObject({ spent: '0.50' });
      } finally {
        await budget.close();
        await owner.close();
      }
    },
  );

  it.each([
    `update tenant_configs set max_budget = 1000000`,
    `insert into tenant_configs (tenant_id, name) values ('mine', 'Mine')`,
    `insert into budget_overrides (tenant_id, override_amount, expires_at, reason, created_by)
     values ('budget_job', 5, now() + interval '1 day', 'mine', 'me')`,
    `update audit_log set actor = 'another'`,
    `delete from audit_log`,
    `delete from spend_entries`,
    `delete from budget_alert_history`,
  ])('with the role wdh_spender alone may not %s', async (statement) => {
    const sql = postgres(loginOf('budget_job'), { max: 1 });
    try {
      await expect(sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' });
    } finally {
      await sql.end();
    }
  });
});

describe('the login of the webhook', () => {
  const secret = 'webhook'.repeat(6);

  it('stores alerts and claims notices, and sees nothing of what was spent', async () => {
    const owner = openBudget({ connectionUrl: loginOf('wdh_migrator') });
    await owner.createTenant({ tenant: 'hooked', name: 'Hooked', maxBudget: '100' });
    const connectionUrl = loginOf('wdh_budget_webhook');
    const store = postgresStore({ connectionUrl });
    const sent: string[] = [];
    const send = ({ alert }: Notice) => {
      sent.push(alert.tenant);
      return Promise.resolve({ status: 'sent' as const });
    };
    const notifier = createNotifier({ store, channels: [{ name: 'test', send }] });
    const webhook = createBudgetWebhook({ connectionUrl, secrets: secret, notifier });
    const body = JSON.stringify({
      ...{ spend: 80, event: 'threshold_crossed', event_group: 'key', event_message: 'Budget' },
      ...{ key_alias: 'hooked', user_id: 'hooked' },
    });
    const headers = {
      'content-type': 'application/json',
      'x-webhook-signature': createHmac('sha256', secret).update(body).digest('hex'),
    };
    const deliver = () =>
      webhook.fetch(
        new Request('http://localhost/api/v1/budget-alerts', { method: 'POST', headers, body }),
      );
    try {
      expect((await deliver()).status).toBe(200);
      expect((await deliver()).status).toBe(200);
      expect(await owner.listAlerts({ tenant: 'hooked' })).toHaveLength(1);
    } finally {
      await webhook.close();
      await notifier.close();
      await store.close();
      await owner.close();
    }
    expect(sent).toEqual(['hooked']);
    const sql = postgres(connectionUrl, { max: 1 });
    for (const table of ['spend_entries', 'budget_balances', 'budget_gateway_keys']) {
      await expect(sql.unsafe(`select * from ${table}`)).rejects.toMatchObject({ code: '42501' });
    }
    await sql.end();
  });
});
