import { randomUUID } from 'node:crypto';
import { untilTrue } from '@wdh/fault-injection';
import { describe, expect, it } from 'vitest';
import { bodyOf, deliveryOf, useWebhook } from '../../support/webhook/use-webhook.js';

const used = useWebhook();
const { send, addTenant, stored, notified } = used;

/** Adds a tenant with a budget of 100, and returns its id. */
async function newTenant(settings: Parameters<typeof addTenant>[1] = {}): Promise<string> {
  const tenant = `tenant ${randomUUID()}`;
  await addTenant(tenant, settings);
  return tenant;
}

const noticesOf = (tenant: string) => notified.filter((alert) => alert.tenant === tenant);

const countRows = async () => {
  const [found] = await used.sql`
    select (select count(*) from budget_alert_history)::int as alerts,
      (select count(*) from audit_log)::int as audits,
      (select count(*) from budget_webhook_deliveries)::int as marks`;
  return found;
};

describe('the level of an alert', () => {
  it.each([
    ['79.99', null],
    ['79.99999999999999999999', null],
    ['80', 'alert'],
    ['80.00', 'alert'],
    ['8e1', 'alert'],
    ['99.999999999999999', 'alert'],
    ['100', 'critical'],
    ['109.99', 'critical'],
    ['109.99999999999999999999', 'critical'],
    ['110.00', 'blocked'],
    ['1e6', 'blocked'],
  ])('follows from the spend %s of a budget of 100: %s', async (spend, level) => {
    const tenant = await newTenant();
    // Whatever the event says.
    const body = bodyOf({ spend, key_alias: tenant, event: 'budget_crossed' });
    const answer = level === null ? { outcome: 'recorded' } : { outcome: 'alert', level };
    await expect(send(body)).resolves.toEqual([200, answer]);
    const { alerts, audits } = await stored(tenant);
    expect([alerts.length, audits.length]).toEqual([level === null ? 0 : 1, 1]);
    await expect
      .poll(() => noticesOf(tenant).map((alert) => alert.level))
      .toEqual(level === null ? [] : [level]);
  });

  it('is stored with every digit, and in per cent that are cut', async () => {
    const tenant = await newTenant({ maxBudget: '300' });
    await send(bodyOf({ spend: '299.9999999999999999', key_alias: tenant }));
    const { alerts, audits } = await stored(tenant);
    expect(alerts).toEqual([
      {
        event_type: 'threshold_crossed',
        spend: '299.9999999999999999',
        max_budget: expect.stringMatching(/^300(?:\.0+)?$/u) as string,
        percentage: '99.99',
      },
    ]);
    expect(audits).toMatchObject([{ actor: 'webhook', operation: 'budget.alert' }]);
    await expect
      .poll(() => noticesOf(tenant))
      .toMatchObject([
        {
          tenant,
          name: `Tenant ${tenant}`,
          notifyEmail: `${tenant}@example.com`,
          level: 'alert',
          eventType: 'threshold_crossed',
          spent: '299.9999999999999999',
          percentage: '99.99',
          graceThreshold: 110,
          resetsAt: null,
        },
      ]);
  });

  it('follows from the thresholds of the tenant', async () => {
    const tenant = await newTenant({ alertThreshold: 50, graceThreshold: 150 });
    const levelAt = async (spend: string) => (await send(bodyOf({ spend, key_alias: tenant })))[1];
    await expect(levelAt('50')).resolves.toMatchObject({ level: 'alert' });
    await expect(levelAt('149.99')).resolves.toMatchObject({ level: 'critical' });
  });

  it('counts overrides that have not expired', async () => {
    const tenant = await newTenant();
    await used.sql`
      insert into budget_overrides (tenant_id, override_amount, expires_at, reason, created_by) values
        (${tenant}, 50.5, clock_timestamp() + interval '1 hour', 'launch', 'test'),
        (${tenant}, 1000, clock_timestamp() - interval '1 second', 'past', 'test')`;
    await expect(send(bodyOf({ spend: '120.39', key_alias: tenant }))).resolves.toEqual([
      200,
      { outcome: 'recorded' },
    ]);
    await expect(send(bodyOf({ spend: '120.40', key_alias: tenant }))).resolves.toEqual([
      200,
      { outcome: 'alert', level: 'alert' },
    ]);
  });

  it('is blocked for a budget of zero, without per cent', async () => {
    const tenant = await newTenant({ maxBudget: '0' });
    await expect(send(bodyOf({ spend: '0', key_alias: tenant }))).resolves.toEqual([
      200,
      { outcome: 'alert', level: 'blocked' },
    ]);
    await expect.poll(() => noticesOf(tenant)).toMatchObject([{ percentage: null }]);
  });

  it('counts a negative spend as zero, with a warning', async () => {
    const tenant = await newTenant();
    await expect(send(bodyOf({ spend: '-200', key_alias: tenant }))).resolves.toEqual([
      200,
      { outcome: 'recorded' },
    ]);
    expect(used.log).toMatchObject([{ level: 'warn', event: 'budget.webhook.negative_spend' }]);
  });
});

describe('the tenant of a delivery', () => {
  it.each([
    'nobody',
    'x'.repeat(101),
    'with a \u0000',
    'half a \ud800 pair',
    "'; drop table x; --",
  ])('is 422 if it is unknown, and nothing is stored: case %#', async (name) => {
    const before = await countRows();
    for (const ids of [{ key_alias: name }, { user_id: name }]) {
      const [status, answer] = await send(bodyOf({ spend: '90', ...ids }));
      expect([status, answer]).toEqual([
        422,
        { error: { code: 'TENANT_UNKNOWN', message: expect.any(String) as string } },
      ]);
    }
    await expect(countRows()).resolves.toEqual(before);
  });

  it('is 422 if it is not active, and nothing is stored', async () => {
    const tenant = await newTenant({ isActive: false });
    const before = await countRows();
    const [status, answer] = await send(bodyOf({ spend: '90', key_alias: tenant }));
    expect([status, answer]).toMatchObject([422, { error: { code: 'TENANT_INACTIVE' } }]);
    await expect(countRows()).resolves.toEqual(before);
  });

  it('is the user where the key has no alias that is one', async () => {
    const tenant = await newTenant();
    for (const key_alias of [null, 'key of somebody']) {
      const body = bodyOf({ spend: '90', key_alias, user_id: tenant });
      await expect(send(body)).resolves.toMatchObject([200, { level: 'alert' }]);
    }
    const body = bodyOf({ spend: '90', event_group: 'internal_user', user_id: tenant });
    await expect(send(body)).resolves.toMatchObject([200, { level: 'alert' }]);
  });

  it('is never given the spend of a user or a team', async () => {
    const tenant = await newTenant();
    const ids = { key_alias: tenant, user_id: 'default_user_id' };
    const ofUser = bodyOf({ spend: '900', event_group: 'internal_user', ...ids });
    await expect(send(ofUser)).resolves.toMatchObject([422, { error: { code: 'TENANT_UNKNOWN' } }]);
    const ofTeam = bodyOf({ spend: '900', event_group: 'team', ...ids });
    await expect(send(ofTeam)).resolves.toEqual([200, { outcome: 'recorded' }]);
    expect((await stored(tenant)).alerts).toEqual([]);
  });
});

describe('another event', () => {
  it.each(['key_created', 'spend_tracked', 'internal_user_created', 'not_invented_yet'])(
    'is recorded, and no notice is sent: %s',
    async (event) => {
      const alias = `key ${randomUUID()}`;
      const notices = notified.length;
      await expect(
        send(bodyOf({ spend: '1e9', event, key_alias: alias, user_id: 'a\u0000b' })),
      ).resolves.toEqual([200, { outcome: 'recorded' }]);
      const audits = await used.sql`
        select actor, operation, details->>'event' as event, details->'userId' as "user"
        from audit_log where details->>'keyAlias' = ${alias}`;
      expect(audits).toEqual([
        { actor: 'webhook', operation: 'budget.webhook', event, user: null },
      ]);
      expect(notified).toHaveLength(notices);
    },
  );
});

describe('a repeated delivery', () => {
  it('is answered 200, and nothing is stored or sent twice', async () => {
    const tenant = await newTenant();
    const body = bodyOf({ spend: '85', key_alias: tenant });
    await expect(send(body)).resolves.toMatchObject([200, { outcome: 'alert' }]);
    for (let times = 0; times < 3; times++) {
      await expect(send(body)).resolves.toEqual([200, { outcome: 'duplicate' }]);
    }
    const { alerts, audits } = await stored(tenant);
    expect([alerts.length, audits.length, noticesOf(tenant).length]).toEqual([1, 1, 1]);
  });

  it('is recognised while the first is in work, and by another process', async () => {
    const tenant = await newTenant();
    const processes = [used.webhook, used.open(), used.open()];
    const body = bodyOf({ spend: '85', key_alias: tenant });
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => send(body, processes[index % 3])),
    );
    expect(answers.filter(([status]) => status !== 200)).toEqual([]);
    const outcomes = answers.map(([, answer]) => (answer as { outcome: string }).outcome);
    expect(outcomes.filter((outcome) => outcome === 'alert')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(59);
    const { alerts, audits } = await stored(tenant);
    expect([alerts.length, audits.length]).toEqual([1, 1]);
    await expect.poll(() => noticesOf(tenant).length).toBe(1);
  });

  it('is a new one after the retention', async () => {
    const tenant = await newTenant();
    const body = bodyOf({ spend: '85', key_alias: tenant });
    await send(body);
    await used.sql`update budget_webhook_deliveries set received_at = received_at - interval '24 hours'`;
    await expect(send(body)).resolves.toMatchObject([200, { outcome: 'alert' }]);
    await expect(send(body)).resolves.toMatchObject([200, { outcome: 'duplicate' }]);
    expect((await stored(tenant)).alerts).toHaveLength(2);
  });

  it('of a process that ended before its notice was handed over is notified, once', async () => {
    const tenant = await newTenant();
    const body = bodyOf({ spend: '85', key_alias: tenant });
    await send(body);
    await untilTrue(
      async () => {
        const due = await used.sql`select 1 from budget_webhook_deliveries where is_notice_due`;
        return due.length === 0;
      },
      30_000,
      'the end of the notice',
    );
    await used.sql`update budget_webhook_deliveries set is_notice_due = true, received_at = received_at - interval '31 seconds'`;
    const other = used.open();
    for (let times = 0; times < 3; times++) {
      await expect(send(body, other)).resolves.toEqual([200, { outcome: 'duplicate' }]);
    }
    await other.close();
    expect(noticesOf(tenant)).toHaveLength(2);
    expect((await stored(tenant)).alerts).toHaveLength(1);
  });
});

describe('what is stored', () => {
  it('is all of a delivery, or nothing', async () => {
    const tenant = await newTenant();
    await used.sql.unsafe(`
      create function refuse() returns trigger language plpgsql as $$ begin raise 'refused'; end $$;
      create trigger refuse before insert on audit_log execute function refuse()`);
    const before = await countRows();
    const body = bodyOf({ spend: '85', key_alias: tenant });
    const answer = await used.webhook.fetch(deliveryOf(body));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    await expect(answer.text()).resolves.not.toMatch(/refused|postgres|select/u);
    await expect(countRows()).resolves.toEqual(before);
    await used.sql.unsafe('drop trigger refuse on audit_log; drop function refuse()');
    // It was not marked: the same delivery is stored now.
    await expect(send(body)).resolves.toMatchObject([200, { outcome: 'alert' }]);
  });

  it('is deleted with its retention: marks that do not count any more', async () => {
    const tenant = await newTenant();
    await send(bodyOf({ spend: '85', key_alias: tenant }));
    await used.sql`update budget_webhook_deliveries set received_at = received_at - interval '25 hours'`;
    const other = used.open();
    await send(bodyOf({ spend: '86', key_alias: tenant }), other);
    await expect(countRows()).resolves.toMatchObject({ marks: 1 });
  });

  it('does not depend on the notifier', async () => {
    const tenant = await newTenant();
    const notify = () => {
      throw new Error('canary');
    };
    const other = used.open({ notifier: { notify, close: () => Promise.resolve() } });
    await expect(send(bodyOf({ spend: '85', key_alias: tenant }), other)).resolves.toMatchObject([
      200,
      { outcome: 'alert' },
    ]);
    await other.close();
    expect(used.log).toMatchObject([{ level: 'warn', event: 'budget.webhook.notice_failed' }]);
    expect(JSON.stringify(used.log)).not.toContain('canary');
  });
});

describe('the end of a webhook', () => {
  it('waits for deliveries in work and their notices', async () => {
    const tenant = await newTenant();
    const other = used.open();
    const sending = Array.from({ length: 20 }, (_, cent) =>
      send(bodyOf({ spend: `85.${String(cent).padStart(2, '0')}`, key_alias: tenant }), other),
    );
    await other.close();
    expect(noticesOf(tenant)).toHaveLength(20);
    for (const [status] of await Promise.all(sending)) expect(status).toBe(200);
    await expect(send(bodyOf({ spend: '85', key_alias: tenant }), other)).resolves.toMatchObject([
      503,
      { error: { code: 'ALERT_NOT_STORED' } },
    ]);
  });
});

describe('the health', () => {
  it('is asked of the database, once for many who ask', async () => {
    const ask = () => used.webhook.fetch(new Request('http://127.0.0.1/health'));
    const answers = await Promise.all(Array.from({ length: 20 }, ask));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('is bad without the tables', async () => {
    await used.sql`alter table budget_webhook_deliveries rename to hidden`;
    const { status } = await used.webhook.fetch(new Request('http://127.0.0.1/health'));
    await used.sql`alter table hidden rename to budget_webhook_deliveries`;
    expect(status).toBe(503);
  });
});
