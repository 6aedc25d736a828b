import { expect, test } from 'vitest';
import { FiringRecord } from './firing-record.js';

test('a fault that did not occur fails the test, by name', () => {
  const record = new FiringRecord('a cut connection');
  expect(() => record.expectFired()).toThrow(
    'Fault not injected: a cut connection fired 0 times, at least 1 expected',
  );
});

test('a fault that occurred too rarely fails the test', async () => {
  const record = new FiringRecord('latency');
  record.fire();
  await record.fired;
  record.expectFired();
  expect(() => record.expectFired(2)).toThrow(
    expect.objectContaining({ code: 'FAULT_NOT_INJECTED' }),
  );
});
