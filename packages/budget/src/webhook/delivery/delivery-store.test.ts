import { silentLogger, WdhError } from '@wdh/pipeline-core';
import type { Parameter, Queryable } from '@wdh/postgres';
import { expect, it, vi } from 'vitest';
import type { BudgetAlert } from '../../alerts/budget-alert.js';
import type { WebhookEvent } from '../event/webhook-event.js';
import type { StoredDelivery } from './delivery-statements.js';
import { DeliveryStore } from './delivery-store.js';

const event: WebhookEvent = {
  ...{ event: 'budget_crossed', eventGroup: 'key', userId: null, keyAlias: 'acme' },
  ...{ spent: '100', wasNegative: false },
};
const stored: StoredDelivery = {
  ...{ outcome: 'stored', tenant: 'acme', name: 'Acme', notifyEmail: null, raisedTo: 'critical' },
  ...{ spent: '100', budget: '100.0000', graceThreshold: 110, resetsAt: null },
  at: '2026-11-30T12:00:00.123456+00:00',
};

/** A store over a server whose answers are given; null: it fails. */
function openStore(answers: readonly (StoredDelivery | null)[], failure: Error | null = null) {
  const left = [...answers];
  const calls: (readonly Parameter[])[] = [];
  const confirmed: unknown[] = [];
  const query = vi.fn((text: string, values: readonly Parameter[] = []) => {
    if (text.includes('wdh_budget_deliver')) {
      calls.push(values);
      const answer = left.shift();
      if (answer === null) return Promise.reject(new Error('canary'));
      return Promise.resolve(answer === undefined ? [] : [{ answer }]);
    }
    if (text.includes('update')) {
      if (failure !== null) return Promise.reject(failure);
      confirmed.push(...(JSON.parse(String(values[0])) as unknown[]));
    }
    if (text.includes('delete')) return Promise.reject(new Error('canary'));
    return Promise.resolve([]);
  });
  const notified: BudgetAlert[] = [];
  const warn = vi.fn();
  const store = new DeliveryStore({
    // The rows of a statement are whatever its caller says.
    on: { query } as unknown as Queryable,
    replayRetentionMs: 1_000,
    notifier: { notify: (alert) => notified.push(alert), close: () => Promise.resolve() },
    logger: { ...silentLogger, warn, error: warn },
  });
  return { store, calls, confirmed, notified, warn };
}

it('hands an alert over after its answer, and has many confirmed by one statement', async () => {
  const { store, confirmed, notified } = openStore(Array.from({ length: 3 }, () => stored));
  await Promise.all(['a', 'b', 'c'].map((digest) => store.deliver(event, digest)));
  expect(notified).toEqual([]);
  await store.drain();
  expect(notified).toHaveLength(3);
  expect(confirmed).toEqual(['a', 'b', 'c']);
});

it('asks for the notice of a delivery whose answer was lost, once', async () => {
  const repeated = { ...stored, outcome: 'duplicate' } as const;
  const answers = [null, repeated, { ...repeated, raisedTo: null }];
  const { store, calls, notified } = openStore(answers);
  await expect(store.deliver(event, 'a')).rejects.toMatchObject({ status: 503 });
  await expect(store.deliver(event, 'a')).resolves.toEqual({ outcome: 'duplicate' });
  await expect(store.deliver(event, 'a')).resolves.toEqual({ outcome: 'duplicate' });
  await store.drain();
  expect(calls.map((values) => values.at(-1))).toEqual([false, true, false]);
  expect(notified).toHaveLength(1);
});

it('remembers a limited number of lost answers', async () => {
  const count = 10_001;
  const { store, calls } = openStore([
    ...Array.from({ length: count }, () => null),
    stored,
    stored,
  ]);
  for (let index = 0; index < count; index++) {
    await store.deliver(event, String(index)).catch(() => undefined);
  }
  await store.deliver(event, '0');
  await store.deliver(event, '1');
  expect(calls.slice(count).map((values) => values.at(-1))).toEqual([false, true]);
});

it.each([
  [new Error('canary'), { name: 'Error' }],
  [new WdhError('lost', { code: 'X', category: 'connection' }), { name: 'WdhError', code: 'X' }],
])('warns of notices that could not be confirmed: %s', async (failure, error) => {
  const { store, notified, warn } = openStore([stored], failure);
  await store.deliver(event, 'a');
  await store.drain();
  expect(notified).toHaveLength(1);
  const entry = { error: expect.objectContaining(error) as object };
  expect(warn).toHaveBeenCalledWith('budget.webhook.notice_unconfirmed', entry);
  expect(JSON.stringify(warn.mock.calls)).not.toContain('canary');
});

it('is not stored if the server returns nothing', async () => {
  const { store } = openStore([]);
  await expect(store.deliver(event, 'a')).rejects.toMatchObject({ status: 503 });
});
