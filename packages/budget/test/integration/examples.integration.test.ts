import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBudget } from '../../src/index.js';
import { ask, enrich } from '../examples/enrich-companies.js';
import { useBudgetDatabase } from '../support/use-budget-database.js';

const database = useBudgetDatabase();

beforeAll(async () => {
  const budget = openBudget({ connectionUrl: database.url });
  await budget.createTenant({
    tenant: 'acme',
    name: 'Acme',
    maxBudget: '0.10',
    graceThreshold: 100,
  });
  await budget.close();
});

const register = createServer((_, response) => {
  response.end('{"industry":"retail","usd":"0.01"}');
});
afterAll(() => register.close());

it('the README shows the example as it is executed', async () => {
  const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
  expect(await read('../../README.md')).toContain(await read('../examples/enrich-companies.ts'));
});

it('the call of the README is entered with its true cost', async () => {
  const status = await ask(database.url, () => Promise.resolve({ usd: '0.015' }));
  expect(status).toMatchObject({ percentage: '15.00', isBlocked: false });
  expect(Number(status.spent)).toBe(0.015);
});

it('the step of the README pays for what the budget allows, and for nothing twice', async () => {
  register.listen(0, '127.0.0.1');
  await once(register, 'listening');
  const origin = `http://127.0.0.1:${(register.address() as AddressInfo).port}`;
  const rows = Array.from({ length: 10 }, (_, index) => ({ id: String(index) }));
  const first = await enrich(database.url, origin, rows);
  expect(first).toMatchObject({ rowsIn: 10, rowsOut: 8, rowsRejected: 2 });
  expect(first.spend).toEqual({ calls: 8, cached: 0, costUsd: '0.08' });
  const second = await enrich(database.url, origin, rows);
  expect(second.spend).toEqual({ calls: 0, cached: 8, costUsd: '0' });
});
