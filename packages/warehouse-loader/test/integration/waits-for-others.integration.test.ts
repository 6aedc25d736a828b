import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { useReadings } from '../warehouse/use-readings.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const deadlineMs = 3_000;
const warehouse = useWarehouse({ deadlineMs });
const readings = useReadings(warehouse);
const into = 'readings';
const beyond = (): Promise<void> => sleep(deadlineMs + 200);

test('a source, a callback onRejected and a check may take longer than the deadline', async () => {
  const bound = readings.bound(10, { beforeBatch: beyond });
  const report = await warehouse.loader.loadPipeline(bound, {
    into,
    onRejected: beyond,
    checks: [{ name: 'slow', severity: 'error', fn: () => beyond().then(() => true) }],
  });
  expect(report).toMatchObject({ status: 'success', rows: { inserted: 9, rejected: 1 } });
});

test('a source that stalls is ended by the signal', async () => {
  const stalled = readings.bound(10, { beforeBatch: () => new Promise(() => undefined) });
  const signal = AbortSignal.timeout(deadlineMs + 200);
  const error = await failureOf(warehouse.loader.loadPipeline(stalled, { into, signal }));
  expect(error.code).toBe('INTERRUPTED');
  await readings.expectNothing(error);
});
