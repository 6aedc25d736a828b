import type { ServerResponse } from 'node:http';
import { blackHole, afterBytes, createRandom, NetworkProxy, untilTrue } from '@wdh/fault-injection';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { answerJson } from '../../support/lite-llm-server.js';
import { useBudgetDatabase } from '../../support/use-budget-database.js';
import { useLiteLlm } from '../../support/use-lite-llm.js';
import {
  type Logged,
  type OpenTenantGateway,
  useTenantGateway,
} from '../../support/use-tenant-gateway.js';

const place = useBudgetDatabase();
const lite = useLiteLlm();
const gateway = useTenantGateway(place, lite);
const tenants = Array.from({ length: 8 }, (_, index) => `tenant ${index}`);
const spend = '123.456789012345678901';
const patienceMs = 60_000;

const expireCache = async (): Promise<void> => {
  await place.sql`delete from budget_store_values`;
};

/** What the log says about a spend that is not known. */
const warningOf = ({ log }: OpenTenantGateway): Logged | undefined =>
  log.find(({ event }) => event === 'budget.gateway.unknown');

/** What a server that fails answers; null: nothing, and the connection stays open. */
const faults: Readonly<Record<string, (response: ServerResponse) => void>> = {
  silence: () => undefined,
  reset: (response) => {
    response.socket?.resetAndDestroy();
  },
  'status 500': (response) => {
    answerJson(response, '{"error":{"message":"down"}}', 500);
  },
  'a page of a proxy': (response) => {
    response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
  },
  'a page with status 200': (response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>0</h1>');
  },
  nonsense: (response) => {
    answerJson(response, '{"info":{"spend":"none"}}');
  },
  'no spend': (response) => {
    answerJson(response, '{"info":{"spend":null}}');
  },
  'half an answer': (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 99 });
    response.write('{"info":{"spend":0', () => response.destroy());
  },
};

beforeAll(async () => {
  const { tenants: maker } = gateway.open();
  // A fault has a tenant of its own: a late answer to an earlier check must not be its answer.
  for (const tenant of [...tenants, ...Object.keys(faults)]) {
    await gateway.createTenant(tenant);
    await maker.syncKey(tenant);
    lite.server.keyOf(tenant).spend = spend;
  }
});

test.each(Object.entries(faults))(
  'B04 gateway answers %s: the check passes as unknown, with a warning, and recovers',
  async (tenant, answer) => {
    const open = gateway.open({ checkDeadlineMs: 100, deadlineMs: 2_000 });
    lite.server.override = (_request, response) => {
      answer(response);
      return true;
    };
    await expect(open.tenants.spendOf(tenant)).resolves.toBe('unknown');
    expect(warningOf(open)).toMatchObject({ level: 'warn' });
    lite.server.override = null;
    const isKnown = async (): Promise<boolean> => (await open.tenants.spendOf(tenant)) === spend;
    await untilTrue(isKnown, patienceMs, 'the spend');
  },
);

test('B04 gateway down: a thousand checks pass as unknown, and few requests are made', async () => {
  await expireCache();
  const open = gateway.open({ checkDeadlineMs: 100, deadlineMs: 2_000 });
  await lite.server.stop();
  for (let round = 0; round < 10; round++) {
    const checks = Array.from({ length: 100 }, (_, index) => tenants[index % tenants.length] ?? '');
    const found = await Promise.all(checks.map((tenant) => open.tenants.spendOf(tenant)));
    expect(new Set(found)).toEqual(new Set(['unknown']));
  }
  await lite.server.listen();
  const warnings = open.log.filter(({ event }) => event === 'budget.gateway.unknown');
  expect(warnings.length).toBeLessThanOrEqual(10 * tenants.length);
});

test('B04 gateway behind a black hole: the check ends by its own deadline', async () => {
  await expireCache();
  await using proxy = await NetworkProxy.start(lite.server.url, { areMessages: false });
  proxy.inject(blackHole(afterBytes(0)));
  const baseUrl = proxy.url.replace(/\/$/, '');
  const open = gateway.open({ baseUrl, checkDeadlineMs: 100, deadlineMs: 500 });
  await expect(open.tenants.spendOf('tenant 0')).resolves.toBe('unknown');
  expect(JSON.stringify(warningOf(open))).toContain('within 100 ms');
});

test('B04 any mixture of faults: a check returns the true spend or none, never another', async () => {
  const random = createRandom(fc.readConfigureGlobal().seed ?? 1);
  const kinds = [...Object.values(faults), null, null, null];
  const open = gateway.open({ checkDeadlineMs: 200, deadlineMs: 400 });
  lite.server.override = (_request, response) => {
    const fault = random.pick(kinds);
    fault?.(response);
    return fault !== null;
  };
  const found = new Map<string | null, number>();
  for (let round = 0; round < 40; round++) {
    await expireCache();
    const checks = await Promise.all(tenants.map((tenant) => open.tenants.spendOf(tenant)));
    for (const check of checks) found.set(check, (found.get(check) ?? 0) + 1);
  }
  expect([...found.keys()].filter((check) => check !== spend)).toEqual(['unknown']);
  lite.server.override = null;
  const isKnown = async (): Promise<boolean> => (await open.tenants.spendOf('tenant 0')) === spend;
  await untilTrue(isKnown, patienceMs, 'the spend');
});

test('B04 answers about keys are lost: each tenant has one key, which it knows', async () => {
  const random = createRandom(fc.readConfigureGlobal().seed ?? 1);
  const created = Array.from({ length: 10 }, (_, index) => `lossy ${index}`);
  for (const tenant of created) await gateway.createTenant(tenant);
  const serve = lite.server.serve.bind(lite.server);
  lite.server.override = (request, response) => {
    const kind = random.pick(['lost before', 'lost after', 'answered']);
    // LiteLLM has done what was asked, and its answer is lost.
    if (kind === 'lost after') serve(request);
    if (kind !== 'answered') response.socket?.resetAndDestroy();
    return kind !== 'answered';
  };
  const processes = [gateway.open().tenants, gateway.open().tenants];
  const keyOf = async (tenant: string, process: number): Promise<string> => {
    for (;;) {
      const client = await processes[process]?.clientFor(tenant).catch(() => null);
      if (client != null) return client.apiKey;
    }
  };
  const keys = await Promise.all(created.flatMap((tenant) => [keyOf(tenant, 0), keyOf(tenant, 1)]));
  const served = [...lite.server.keys.values()].filter(({ alias }) => alias.startsWith('lossy'));
  expect(served).toHaveLength(created.length);
  expect(new Set(keys)).toEqual(new Set(served.map(({ key }) => key)));
});
