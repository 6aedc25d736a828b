import { lostReply, NetworkProxy, onReply } from '@wdh/fault-injection';
import { parseConnectionUrl, StatementPool } from '@wdh/postgres';
import { describe, expect, inject, it } from 'vitest';
import { postgresStore } from '../../../src/index.js';
import { describeStoreContract } from '../../support/store-contract.js';
import { useBudgetDatabase } from '../../support/use-budget-database.js';

const place = useBudgetDatabase();

describeStoreContract('postgresStore', () => postgresStore({ connectionUrl: place.url }));

describe('postgresStore', () => {
  it('runs on a pool of the caller, and leaves it open', async () => {
    const limits = { size: 2, deadlineMs: 30_000, statementTimeoutMs: 30_000 };
    const address = parseConnectionUrl(place.url);
    const pool = new StatementPool({ address, applicationName: 'test', ...limits });
    const store = postgresStore({ on: pool });
    await store.set('of a pool', 'value', 3_600_000);
    await store.close();
    await expect(store.get('of a pool')).resolves.toBe('value');
    await pool.close();
  });

  it('deletes expired rows without a job, and keeps the others', async () => {
    await place.sql`
      insert into budget_store_values
      select 'old ' || n, 'value', now() - interval '1 second' from generate_series(1, 2500) n`;
    await place.sql`
      insert into budget_store_claims
      select 'old ' || n, gen_random_uuid(), now() - interval '1 second'
      from generate_series(1, 2500) n`;
    const store = postgresStore({ connectionUrl: place.url });
    await store.set('kept', 'value', 3_600_000);
    for (let write = 0; write < 200; write++) await store.claim(`kept ${write}`, 3_600_000);
    await store.close();
    const [left] = await place.sql`
      select
        (select count(*)::int from budget_store_values where key like 'old %') as values,
        (select count(*)::int from budget_store_claims where key like 'old %') as claims,
        (select count(*)::int from budget_store_claims where key like 'kept %') as kept`;
    expect(left).toEqual({ values: 0, claims: 0, kept: 200 });
  });

  it('claims once although the connection is lost before the reply', async () => {
    await using proxy = await NetworkProxy.start(place.url);
    const store = postgresStore({ connectionUrl: proxy.url, poolSize: 1, deadlineMs: 30_000 });
    // So that the claim finds a connection that is kept.
    await store.claim('an earlier claim', 3_600_000);
    const fault = proxy.inject(lostReply('cut', onReply('INSERT')), { times: 1 });
    const claim = await store.claim('lost reply', 3_600_000);
    fault.expectFired();
    expect(claim).not.toBeNull();
    await expect(store.claim('lost reply', 3_600_000)).resolves.toBeNull();
    await claim?.release();
    await expect(store.claim('lost reply', 3_600_000)).resolves.not.toBeNull();
    await store.close();
  });

  it('says that the tables are missing', async () => {
    const store = postgresStore({ connectionUrl: inject('serverUrl') });
    await expect(store.claim('key', 1_000)).rejects.toMatchObject({
      code: 'BUDGET_TABLES_MISSING',
      category: 'schema',
    });
    await store.close();
  });
});
