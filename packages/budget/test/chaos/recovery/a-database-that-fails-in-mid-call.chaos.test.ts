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
import { expect, inject, test } from 'vitest';
import { budgetMigrations, openBudget } from '../../../src/index.js';
import { pay, useBudget } from '../../support/use-budget.js';

const used = useBudget();

/** A server of its own with a tenant, to be stopped. */
async function startServer() {
  const server = await OwnServer.start({ version: inject('serverVersion') });
  const connectionUrl = await server.createDatabase('budgets');
  await migrateUp({ connectionUrl, folders: [budgetMigrations] });
  return { server, connectionUrl };
}

test.each(['immediate', 'fast', 'kill'] as const)(
  'B02 the server stops (%s) during a call and starts again: the call is spent once',
  async (mode) => {
    const { server, connectionUrl } = await startServer();
    await using _server = server;
    const budget = openBudget({ connectionUrl, logger: used.logger });
    await budget.createTenant({ tenant: 'acme', name: 'Acme', maxBudget: 10 });
    const answer = await budget.spend(
      'acme',
      2,
      async () => {
        await server.stop(mode);
        // A call of another worker meanwhile is not paid.
        await expect(pay(budget, 'acme', 1)).rejects.toMatchObject({ category: 'connection' });
        await server.start();
        return 'answer';
      },
      { cost: () => '1.25' },
    );
    expect(answer).toBe('answer');
    expect(await budget.getBudgetStatus('acme')).toMatchObject({ spent: '1.25', reserved: '0.00' });
    await budget.close();
  },
);

test('B02 the server is away when the call ends: its answer is kept, and its cost is entered at a later beat', async () => {
  const { server, connectionUrl } = await startServer();
  await using _server = server;
  const options = { connectionUrl, logger: used.logger, deadlineMs: 300, reservationMs: 600 };
  const budget = openBudget(options);
  await budget.createTenant({ tenant: 'acme', name: 'Acme', maxBudget: 10 });
  const costs: string[] = [];
  const answer = await budget.spend(
    'acme',
    2,
    async () => {
      await server.stop('immediate');
      return 'answer';
    },
    { cost: () => '1.25', onSettled: ({ cost }) => costs.push(cost) },
  );
  expect([answer, costs]).toEqual(['answer', ['1.25']]);
  await server.start();
  const looking = openBudget({ connectionUrl });
  const isEntered = async (): Promise<boolean> =>
    (await looking.getBudgetStatus('acme')).spent === '1.25';
  await untilTrue(isEntered, 60_000, 'the entry of the cost');
  expect(await looking.getBudgetStatus('acme')).toMatchObject({ reserved: '0.00' });
  await Promise.all([budget.close(), looking.close()]);
});

test.each(['cut', 'silence'] as const)(
  'B02 the reply to the entry of a cost is lost (%s): it is entered once',
  async (how) => {
    const { tenant, sql } = used;
    await using proxy = await NetworkProxy.start(used.url);
    const budget = used.open({ connectionUrl: proxy.url, deadlineMs: 2_000 });
    await pay(budget, tenant, 1);
    const settled = onConnectionOf(onStatement('wdh_budget_settle'), onReply('SELECT'));
    const fault = proxy.inject(lostReply(how, settled), { times: 1 });
    await pay(budget, tenant, 2);
    await fault.fired;
    const entries = await sql`select cost from spend_entries where tenant_id = ${tenant}`;
    expect(entries.map(({ cost }) => cost as string)).toEqual(['1', '2']);
    expect(await budget.getBudgetStatus(tenant)).toMatchObject({ spent: '3.00', reserved: '0.00' });
    await used.checkBalance();
  },
);

test('B02 the reply to a reservation is lost, on a connection that was open before: the call is made once', async () => {
  const { tenant, sql } = used;
  await using proxy = await NetworkProxy.start(used.url);
  const budget = used.open({ connectionUrl: proxy.url });
  await pay(budget, tenant, 1);
  const reserved = onConnectionOf(onStatement('wdh_budget_reserve'), onReply('SELECT'));
  const fault = proxy.inject(lostReply('cut', reserved), { times: 1 });
  await pay(budget, tenant, 2);
  await fault.fired;
  expect(await sql`select from spend_entries where tenant_id = ${tenant}`).toHaveLength(2);
  await used.checkBalance();
});

test('B02 the reply to a reservation is lost for good: the call is not made, and nothing is spent', async () => {
  const { tenant, budget: looking } = used;
  await using proxy = await NetworkProxy.start(used.url);
  const budget = used.open({ connectionUrl: proxy.url, deadlineMs: 2_000, reservationMs: 600 });
  const reserved = onConnectionOf(onStatement('wdh_budget_reserve'), onReply('SELECT'));
  const fault = proxy.inject(lostReply('cut', reserved), { times: 1 });
  let calls = 0;
  const refused = budget.spend(tenant, 5, () => Promise.resolve((calls += 1)), { cost: () => 5 });
  await expect(refused).rejects.toMatchObject({ category: 'connection' });
  await fault.fired;
  expect(calls).toBe(0);
  const isGivenBack = async (): Promise<boolean> => {
    const { spent, reserved: held } = await looking.getBudgetStatus(tenant);
    return spent === '0.00' && held === '0.00';
  };
  await untilTrue(isGivenBack, 60_000, 'the reservation to be given back');
  await budget.close();
  await used.checkBalance();
});
