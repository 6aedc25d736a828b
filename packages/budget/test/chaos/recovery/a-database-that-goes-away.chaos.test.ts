import { randomUUID } from 'node:crypto';
import {
  lostReply,
  NetworkProxy,
  onConnectionOf,
  onReply,
  onStatement,
  OwnServer,
  untilTrue,
} from '@wdh/fault-injection';
import { migrateUp } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { budgetMigrations, createBudgetWebhook } from '../../../src/index.js';
import {
  bodyOf,
  deliveryOf,
  useWebhook,
  webhookSecret,
} from '../../support/webhook/use-webhook.js';

const used = useWebhook();

const delivered = onStatement('wdh_budget_deliver');

const outcomeOf = async (answer: Response): Promise<unknown> =>
  ((await answer.json()) as { outcome?: string }).outcome;

test('B05 the database restarts under deliveries: 503 until it is back, each stored and sent once', async () => {
  await using server = await OwnServer.start();
  const connectionUrl = await server.createDatabase('budget_webhook_test');
  await migrateUp({ connectionUrl, folders: [auditMigrations, budgetMigrations] });
  const sql = postgres(connectionUrl, { max: 1, onnotice: () => undefined });
  await sql`insert into tenant_configs (tenant_id, name, max_budget) values ('acme', 'Acme', 100)`;
  await sql.end();
  const notified: string[] = [];
  const webhook = createBudgetWebhook({
    connectionUrl,
    secrets: webhookSecret,
    deadlineMs: 30_000,
    notifier: {
      notify: ({ spent }) => notified.push(spent),
      close: () => Promise.resolve(),
    },
  });
  const statuses = new Set<number>();
  const waits = new Set<string>();
  /** As the relay does: again, until it is stored. */
  const deliver = async (spend: string): Promise<void> => {
    const body = bodyOf({ spend, key_alias: 'acme' });
    await untilTrue(
      async () => {
        const answer = await webhook.fetch(deliveryOf(body));
        statuses.add(answer.status);
        waits.add(`${String(answer.status)} ${String(answer.headers.get('retry-after'))}`);
        return answer.status === 200;
      },
      120_000,
      'the end of a delivery',
    );
  };
  const spends = Array.from({ length: 60 }, (_, cent) => `90.${String(cent + 10)}1`);
  await deliver('90.99');
  await server.stop('immediate');
  const delivering = Promise.all(spends.map(deliver));
  await untilTrue(() => statuses.has(503), 60_000, 'a delivery that is not stored');
  await expect(webhook.fetch(new Request('http://x/health'))).resolves.toMatchObject({
    status: 503,
  });
  await server.start();
  await delivering;
  await webhook.close();
  const after = postgres(connectionUrl, { max: 1 });
  const alerts = await after`select spend::text from budget_alert_history order by spend`;
  await after.end();
  expect(alerts.map((alert) => alert['spend'] as string)).toEqual([...spends, '90.99']);
  expect(notified.toSorted()).toEqual([...spends, '90.99']);
  expect([...waits].toSorted()).toEqual(['200 null', '503 5']);
});

test('B05 the connection is cut before the reply: the delivery is answered as stored, and stored once', async () => {
  const tenant = `tenant ${randomUUID()}`;
  await used.addTenant(tenant);
  await using proxy = await NetworkProxy.start(used.url);
  const webhook = used.open({ connectionUrl: proxy.url });
  // Its connection is kept, and is then lost.
  expect((await webhook.fetch(deliveryOf(bodyOf({ spend: '1', key_alias: tenant })))).status).toBe(
    200,
  );
  const fault = proxy.inject(lostReply('cut', onConnectionOf(delivered, onReply('SELECT'))), {
    times: 1,
  });
  const body = bodyOf({ spend: '95', key_alias: tenant });
  const answer = await webhook.fetch(deliveryOf(body));
  await expect(outcomeOf(answer)).resolves.toBe('alert');
  fault.expectFired();
  await expect(outcomeOf(await webhook.fetch(deliveryOf(body)))).resolves.toBe('duplicate');
  await webhook.close();
  expect((await used.stored(tenant)).alerts).toHaveLength(1);
  expect(used.notified.filter((alert) => alert.tenant === tenant)).toHaveLength(1);
});

test('B05 the reply never comes: 503, and the repeated delivery is stored and notified once', async () => {
  const tenant = `tenant ${randomUUID()}`;
  await used.addTenant(tenant);
  await using proxy = await NetworkProxy.start(used.url);
  const webhook = used.open({ connectionUrl: proxy.url, deadlineMs: 3_000 });
  const fault = proxy.inject(lostReply('silence', onConnectionOf(delivered, onReply('SELECT'))), {
    times: 1,
  });
  const body = bodyOf({ spend: '95', key_alias: tenant });
  expect((await webhook.fetch(deliveryOf(body))).status).toBe(503);
  fault.expectFired();
  fault.lift();
  for (let times = 0; times < 3; times++) {
    await expect(outcomeOf(await webhook.fetch(deliveryOf(body)))).resolves.toBe('duplicate');
  }
  await webhook.close();
  expect((await used.stored(tenant)).alerts).toHaveLength(1);
  expect(used.notified.filter((alert) => alert.tenant === tenant)).toHaveLength(1);
});

test('B05 no server is there: 503 for every delivery, and none waits for ever', async () => {
  const webhook = used.open({ connectionUrl: 'postgres://127.0.0.1:9/none', deadlineMs: 2_000 });
  const answers = await Promise.all(
    Array.from({ length: 100 }, () =>
      webhook.fetch(deliveryOf(bodyOf({ spend: '1', key_alias: 'a' }))),
    ),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
  await webhook.close();
});
