import { inspect } from 'node:util';
import { cut, NetworkProxy, onClientMessage, refusal } from '@wdh/fault-injection';
import { expect, test } from 'vitest';
import { failureOf } from '../../warehouse/failure-of.js';
import { useReadings } from '../../warehouse/use-readings.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const readings = useReadings(warehouse);
const retry = { maxAttempts: 3, backoffMs: 20, jitter: false } as const;

/** The same address with a password that must not be reported. */
function withSecret(url: string, change: (address: URL) => void = () => undefined): string {
  const address = new URL(url);
  address.password = 'Canary-Secret-4711';
  change(address);
  return address.href;
}

const countAttempts = (): number =>
  warehouse.logger.events.filter(({ event }) => event === 'retry.attempt.failed').length;

async function failureAt(connectionUrl: string, deadlineMs = 20_000): Promise<Error> {
  const loader = warehouse.newLoader({ connectionUrl, deadlineMs });
  const load = loader.loadPipeline(readings.bound(10), { into: 'readings', retry });
  const error = await failureOf(load);
  expect(error).toMatchObject({ category: 'connection', isRetryable: true });
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain('Canary-Secret');
  expect(await warehouse.sql`select from pipeline_executions`).toHaveLength(0);
  expect(await warehouse.sql`select from readings`).toHaveLength(0);
  return error;
}

test('N06 a reset while connecting: three attempts, and an error with host and port', async () => {
  await using proxy = await NetworkProxy.start(warehouse.url);
  const fault = proxy.inject(refusal());
  const error = await failureAt(withSecret(proxy.url));
  fault.expectFired(3);
  expect(proxy.connectionCount).toBe(3);
  expect(error.message).toContain(new URL(proxy.url).host);
});

test('N06 a reset while logging in: three attempts, and an error with host and port', async () => {
  await using proxy = await NetworkProxy.start(warehouse.url);
  const fault = proxy.inject(cut(onClientMessage('startup')));
  const error = await failureAt(withSecret(proxy.url));
  fault.expectFired(3);
  expect(fault.firedCount).toBe(3);
  expect(error.message).toContain(new URL(proxy.url).host);
});

test('N06 a reset during the TLS handshake: three attempts, and an error with host and port', async () => {
  await using proxy = await NetworkProxy.start(warehouse.url);
  const fault = proxy.inject(cut(onClientMessage('ssl')));
  const url = withSecret(proxy.url, ({ searchParams }) => {
    searchParams.set('sslmode', 'require');
  });
  const error = await failureAt(url);
  fault.expectFired(3);
  expect(fault.firedCount).toBe(3);
  expect(error.message).toContain(new URL(proxy.url).host);
});

test('N06 a host that cannot be resolved: three attempts, and an error that names it', async () => {
  const url = withSecret(warehouse.url, (address) => (address.hostname = 'warehouse.invalid'));
  const before = countAttempts();
  // Three name resolutions, which may be slow.
  const error = await failureAt(url, 45_000);
  expect(error.message).toMatch(/warehouse\.invalid:\d+ \((?:ENOTFOUND|EAI_AGAIN)\)/);
  expect(countAttempts() - before).toBe(3);
});

test('N06 a reset while connecting, twice: the third attempt loads every row once', async () => {
  await using proxy = await NetworkProxy.start(warehouse.url);
  const fault = proxy.inject(refusal(), { times: 2 });
  const loader = warehouse.newLoader({ connectionUrl: proxy.url });
  const report = await loader.loadPipeline(readings.bound(100), { into: 'readings', retry });
  fault.expectFired(2);
  expect(report).toMatchObject({ status: 'success', attempts: 3 });
  await readings.expectLoaded(100, 3);
});
