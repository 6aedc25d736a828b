import { setTimeout as sleep } from 'node:timers/promises';
import { untilTrue } from '@wdh/fault-injection';
import { createTestDatabase } from '@wdh/local-postgres/testing';
import { silentLogger } from '@wdh/pipeline-core';
import { parseConnectionUrl, StatementPool } from '@wdh/postgres';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { budgetOn } from '../../../src/budget-on.js';
import { openBudget } from '../../../src/index.js';
import { pay, useBudget } from '../../support/use-budget.js';

const used = useBudget();
afterEach(() => used.checkBalance());
const entriesOf = (tenant: string) => used.sql`
  select cost, is_estimate from spend_entries where tenant_id = ${tenant} order by entry_id`;

describe('a call that ends in another way', () => {
  it('costs what its failure cost', async () => {
    const { budget, tenant } = used;
    const costs: string[] = [];
    const fail = (costOfFailure: (error: unknown) => string | null) =>
      budget.spend(tenant, 5, () => Promise.reject(new Error('late')), {
        cost: () => 0,
        costOfFailure,
        onSettled: ({ cost }) => costs.push(cost),
      });
    await expect(fail(() => '0.25')).rejects.toThrow('late');
    await expect(fail(() => null)).rejects.toThrow('late');
    await expect(fail(() => '0')).rejects.toThrow('late');
    await expect(fail(() => 'NaN')).rejects.toThrow('late');
    expect(costs).toEqual(['0.25', '5']);
    expect(await entriesOf(tenant)).toEqual([
      { cost: '0.25', is_estimate: false },
      { cost: '5', is_estimate: true },
    ]);
  });

  it('costs its estimate when it is aborted, because its provider may have been paid', async () => {
    const { budget, tenant } = used;
    const stop = new AbortController();
    const aborted = budget.spend(
      tenant,
      5,
      async (signal) => {
        stop.abort();
        await sleep(60_000, null, { signal });
      },
      { cost: () => 1, signal: stop.signal },
    );
    await expect(aborted).rejects.toThrow('aborted');
    expect(await entriesOf(tenant)).toEqual([{ cost: '5', is_estimate: true }]);
  });

  it('is not made when its signal is raised before', async () => {
    const { budget, tenant } = used;
    let calls = 0;
    const call = () => Promise.resolve((calls += 1));
    const options = { cost: () => 1, signal: AbortSignal.abort() };
    await expect(budget.spend(tenant, 1, call, options)).rejects.toMatchObject({
      category: 'interrupted',
    });
    expect(calls).toBe(0);
  });

  it('costs its estimate when its cost is no amount, and says so', async () => {
    const { budget, tenant } = used;
    const wrong = budget.spend(tenant, 5, () => Promise.resolve(), { cost: () => Number.NaN });
    await expect(wrong).rejects.toMatchObject({ code: 'AMOUNT_INVALID' });
    expect(await entriesOf(tenant)).toEqual([{ cost: '5', is_estimate: true }]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, '1e999999', 'much'])(
    'is not made for the estimate %s',
    async (estimate) => {
      const { budget, tenant } = used;
      await expect(pay(budget, tenant, estimate)).rejects.toMatchObject({ code: 'AMOUNT_INVALID' });
      expect(await entriesOf(tenant)).toHaveLength(0);
    },
  );

  it('costs more than its estimate: all of it is entered, and the next call is refused', async () => {
    const { budget, tenant } = used;
    await budget.spend(tenant, 1, () => Promise.resolve(), { cost: () => '500' });
    expect(await budget.getBudgetStatus(tenant)).toMatchObject({
      spent: '500.00',
      level: 'blocked',
    });
    await expect(pay(budget, tenant, 0)).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' });
  });
});

describe('a call that lasts long', () => {
  it('keeps its reservation for as long as it runs', async () => {
    const { tenant, open, sql } = used;
    const budget = open({ reservationMs: 300 });
    const lasts = async (): Promise<boolean> => {
      const [found] = await sql`select expires_at > created_at + interval '600 ms' as lasts
        from budget_reservations where tenant_id = ${tenant}`;
      return found?.['lasts'] === true;
    };
    await budget.spend(tenant, 1, () => untilTrue(lasts, 60_000, 'beats'), { cost: () => 1 });
    expect(await entriesOf(tenant)).toEqual([{ cost: '1', is_estimate: false }]);
  });
});

describe('a ledger that refuses an entry', () => {
  it('fails a call that succeeded, and leaves the error of one that failed', async () => {
    const { budget, tenant, sql, logger } = used;
    await budget.configureTenant(tenant, { duration: null });
    await sql`alter table spend_entries add constraint refused check (provider <> 'refused')`;
    const origin = { provider: 'refused' };
    await expect(
      budget.spend(tenant, 1, () => Promise.resolve(), { cost: () => 1, origin }),
    ).rejects.toMatchObject({ code: 'CHECK_VIOLATED' });
    const costOfFailure = () => 1;
    await expect(
      budget.spend(tenant, 1, () => Promise.reject(new Error('own')), {
        ...{ cost: () => 1, origin, costOfFailure },
      }),
    ).rejects.toThrow('own');
    expect(logger.events.map(({ event }) => event)).toContain('budget.settle.failed');
    await sql`alter table spend_entries drop constraint refused`;
    await expect(pay(budget, tenant, 109)).rejects.toThrow('add an override');
  });
});

describe('close', () => {
  it('waits for running calls, and accepts no others', async () => {
    const { tenant, open } = used;
    const budget = open();
    let finish: () => void = () => undefined;
    const running = budget.spend(
      tenant,
      1,
      () =>
        new Promise<string>(
          (resolve) =>
            (finish = () => {
              resolve('answer');
            }),
        ),
      { cost: () => 1 },
    );
    while ((await used.budget.getBudgetStatus(tenant)).reserved === '0.00') await sleep(5);
    const closed = budget.close();
    await expect(pay(budget, tenant, 1)).rejects.toMatchObject({ code: 'BUDGET_CLOSED' });
    finish();
    expect(await running).toBe('answer');
    await closed;
    expect(await entriesOf(tenant)).toHaveLength(1);
  });
});

describe('a gateway', () => {
  const openWith = (known: string | null) => {
    const address = parseConnectionUrl(used.url);
    const limits = { size: 2, deadlineMs: 30_000, statementTimeoutMs: 10_000 };
    const pool = new StatementPool({ address, applicationName: 'test', ...limits });
    const synced: string[] = [];
    const budget = budgetOn({
      ...{ on: pool, logger: used.logger, reservationMs: 60_000, patienceMs: 1_000 },
      notifier: {
        notify: () => {
          throw new Error('broken');
        },
        close: () => Promise.resolve(),
      },
      transact: (work) => pool.transact(work),
      close: () => pool.close(),
      gateway: {
        spendOf: () => Promise.resolve(known),
        syncKey: (tenant) => {
          synced.push(tenant);
          return Promise.resolve();
        },
        clientFor: () => Promise.resolve({ baseUrl: 'http://gateway', apiKey: 'key' }),
      },
    });
    return { budget, synced };
  };

  it('blocks by what it knows, where that is more than the own entries', async () => {
    const { budget } = openWith('110.00');
    await expect(pay(budget, used.tenant, 0)).rejects.toMatchObject({
      ...{ code: 'BUDGET_EXCEEDED', exceeded: { spent: '110.00' } },
    });
    expect(await budget.getBudgetStatus(used.tenant)).toMatchObject({
      ...{ spent: '110.00', level: 'blocked', source: 'gateway' },
    });
    await expect(budget.getLlmClientForTenant(used.tenant)).rejects.toMatchObject({
      ...{ code: 'BUDGET_EXCEEDED', httpStatus: 402, exceeded: { estimate: null } },
    });
    await budget.close();
  });

  it('lets calls pass when it knows nothing, with a warning', async () => {
    const { budget } = openWith('unknown');
    await pay(budget, used.tenant, 1);
    expect(await budget.getBudgetStatus(used.tenant)).toMatchObject({ source: 'unknown' });
    expect(used.logger.events.map(({ event }) => event)).toContain('budget.gateway.unknown');
    expect(await budget.getLlmClientForTenant(used.tenant)).toMatchObject({ apiKey: 'key' });
    await budget.close();
  });

  it('counts the own entries where they are more, and is notified of each change', async () => {
    const { budget, synced } = openWith('1');
    await pay(budget, used.tenant, 105);
    expect(await budget.getBudgetStatus(used.tenant)).toMatchObject({ spent: '105.00' });
    await budget.configureTenant(used.tenant, { isActive: false });
    expect(synced).toEqual([used.tenant]);
    await expect(budget.getLlmClientForTenant(used.tenant)).rejects.toMatchObject({
      code: 'TENANT_INACTIVE',
    });
    // The notifier that throws has not disturbed the call.
    expect(used.logger.events.map(({ event }) => event)).toContain('budget.notice.failed');
    await budget.close();
  });

  it('has to be there for its client', async () => {
    await expect(used.budget.getLlmClientForTenant(used.tenant)).rejects.toMatchObject({
      code: 'BUDGET_OPTION_INVALID',
    });
  });
});

describe('a database', () => {
  it('without the tables is reported as such', async () => {
    const empty = await createTestDatabase(inject('serverUrl'), { template: 'template0' });
    const budget = openBudget({ connectionUrl: empty.url, logger: silentLogger });
    for (const fail of [
      () => budget.getBudgetStatus('a'),
      () => pay(budget, 'a', 1),
      () => budget.createTenant({ tenant: 'a', name: 'A' }),
    ]) {
      await expect(fail()).rejects.toMatchObject({
        ...{ code: 'BUDGET_TABLES_MISSING', category: 'schema' },
      });
    }
    await budget.close();
    await empty.drop();
  });

  it('whose role may only read shows what is due without entering it', async () => {
    const { budget, tenant, sql, open, url, logger } = used;
    await pay(budget, tenant, 5);
    await sql`update tenant_configs set budget_reset_at = now() - interval '1 hour'
      where tenant_id = ${tenant}`;
    const database = new URL(url).pathname.slice(1);
    await sql.unsafe(`alter database "${database}" set default_transaction_read_only to on`);
    const reader = open();
    expect(await reader.getBudgetStatus(tenant)).toMatchObject({ spent: '0.00' });
    await expect(pay(reader, tenant, 1)).rejects.toMatchObject({ code: 'DATABASE_READ_ONLY' });
    expect(logger.events.map(({ event }) => event)).toContain('budget.not.brought.up.to.date');
    await sql.unsafe(`alter database "${database}" reset default_transaction_read_only`);
    await budget.getBudgetStatus(tenant);
  });
});
