import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Budget, liteLlmGateway, openBudget } from '@wdh/budget';
import { afterAll, describe, expect, it } from 'vitest';
import { useBrowser } from '../../support/use-browser.js';

let gateway: Server;
let budget: Budget;

/** A gateway that takes the keys that it is given. */
async function startGateway(): Promise<string> {
  gateway = createServer((request, response) => {
    void text(request).then((body) => {
      const { key = null } = JSON.parse(body === '' ? '{}' : body) as { key?: string };
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ key }));
    });
  });
  gateway.listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  return `http://127.0.0.1:${String((gateway.address() as AddressInfo).port)}`;
}

const used = useBrowser({}, async (connectionUrl) => {
  budget = openBudget({
    connectionUrl,
    gateway: liteLlmGateway({ baseUrl: await startGateway(), masterKey: 'master'.repeat(4) }),
    keySecret: 'key secret '.repeat(4),
  });
  const listTenants: Budget['listTenants'] = async (options) => {
    const found = await budget.listTenants(options);
    return Promise.all(found.map(({ tenant }) => budget.getBudgetStatus(tenant)));
  };
  return { budgets: { ...budget, listTenants } };
});

afterAll(async () => {
  gateway.close();
  await budget.close();
});

describe('the page of budgets', () => {
  it('says how the first tenant is created', async () => {
    const page = await used.open('/budgets');
    await page.getByText('There are no tenants yet').waitFor();
    const command = 'wdh budget set acme --create --max 100';
    await expect.poll(() => page.getByText(command, { exact: true }).count()).toBe(1);
  });

  it('says that the gateway does not answer, and shows the own entries', async () => {
    await budget.createTenant({ tenant: 'acme', name: 'Acme', maxBudget: '10', by: 'ada' });
    await budget.spend('acme', '1.25', () => Promise.resolve('answer'), { cost: () => '1.25' });
    gateway.closeAllConnections();
    await new Promise((resolve) => gateway.close(resolve));
    const page = await used.open('/budgets');
    await page.getByText('the gateway does not answer').waitFor();
    await page.getByRole('link', { name: 'Acme' }).click();
    await page.getByText('The gateway does not answer').waitFor();
    await page.getByText('12.50 % of the budget').waitFor();
    await expect.poll(() => page.locator('.plot__point').count()).toBe(7);
  });

  it('says that a tenant is not active', async () => {
    await budget.createTenant({ tenant: 'off', name: 'Off', maxBudget: '10', by: 'ada' });
    await budget.configureTenant('off', { isActive: false, by: 'ada' });
    const page = await used.open('/budgets/off');
    await page.getByText('Inactive').waitFor();
    await expect.poll(() => page.getByText('Not active').count()).toBe(1);
  });

  it('names the tables that are missing, and continues when they are back', async () => {
    const page = await used.open('/budgets', { allows: [/500/] });
    await page.getByRole('link', { name: 'Acme' }).waitFor();
    await used.database.query('alter table public.tenant_configs rename to elsewhere');
    await page.reload();
    await page.getByText(/tables of budgets are missing/).waitFor();
    await used.database.query('alter table public.elsewhere rename to tenant_configs');
    await page.getByRole('link', { name: 'Acme' }).waitFor();
    expect(await page.getByText(/tables of budgets are missing/).count()).toBe(0);
  });
});
