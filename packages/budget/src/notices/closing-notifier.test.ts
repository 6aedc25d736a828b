import { createRecordingLogger } from '@wdh/pipeline-core/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { alertOf } from '../../test/support/notices/budget-alerts.js';
import { ClaimStore } from '../../test/support/notices/claim-store.js';
import { NotingChannel } from '../../test/support/notices/noting-channel.js';
import { createNotifier } from './create-notifier.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Whether a promise has ended. */
function watched(promise: Promise<void>) {
  const state = { hasEnded: false };
  void promise.then(() => (state.hasEnded = true));
  return state;
}

test('it waits for notices that are being sent, and for those that wait', async () => {
  const ends: (() => void)[] = [];
  const channel = new NotingChannel(
    'mail',
    () => new Promise((resolve) => ends.push(() => resolve({ status: 'sent' }))),
  );
  const notifier = createNotifier({ channels: [channel] });
  for (let n = 0; n < 20; n += 1) notifier.notify(alertOf({ tenant: `tenant ${n}` }));
  await vi.advanceTimersByTimeAsync(0);
  expect(channel.notices).toHaveLength(8);
  const closed = watched(notifier.close());
  while (ends.length > 0) {
    expect(closed.hasEnded).toBe(false);
    for (const end of ends.splice(0)) end();
    await vi.advanceTimersByTimeAsync(0);
  }
  expect(channel.notices).toHaveLength(20);
  expect(closed.hasEnded).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test('afterwards no alert is taken, and each is logged as lost', async () => {
  const channel = new NotingChannel();
  const logger = createRecordingLogger();
  const notifier = createNotifier({ channels: [channel], logger });
  await notifier.close();
  await notifier.close();
  notifier.notify(alertOf());
  await vi.advanceTimersByTimeAsync(0);
  expect(channel.notices).toHaveLength(0);
  expect(logger.events).toMatchObject([
    { event: 'budget.notice.lost', context: { reason: 'The notifier is closed.' } },
  ]);
});

test('at its deadline it ends what is being sent, gives the claims up, and logs what is lost', async () => {
  const aborted: boolean[] = [];
  const channel = new NotingChannel('mail', (_, signal) => {
    signal.addEventListener('abort', () => aborted.push(true));
    return new Promise(() => undefined);
  });
  const store = new ClaimStore();
  const logger = createRecordingLogger();
  const notifier = createNotifier({ channels: [channel], store, logger, closeTimeoutMs: 1_000 });
  for (let n = 0; n < 10; n += 1) notifier.notify(alertOf({ tenant: `tenant ${n}` }));
  await vi.advanceTimersByTimeAsync(0);
  const closed = watched(notifier.close());
  await vi.advanceTimersByTimeAsync(999);
  expect(closed.hasEnded).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(closed.hasEnded).toBe(true);
  expect(aborted).toHaveLength(8);
  expect(store.keys).toEqual([]);
  const lost = logger.events.filter(({ event }) => event === 'budget.notice.lost');
  expect(lost).toHaveLength(10);
  expect(vi.getTimerCount()).toBe(0);
});

test('it ends also if nothing else ever does', async () => {
  const store = new ClaimStore();
  store.fault = () => new Promise(() => undefined);
  const channels = [new NotingChannel()];
  const notifier = createNotifier({ channels, store, closeTimeoutMs: 0, storeTimeoutMs: 60_000 });
  notifier.notify(alertOf());
  await vi.advanceTimersByTimeAsync(0);
  const closed = watched(notifier.close());
  await vi.advanceTimersByTimeAsync(2_000);
  expect(closed.hasEnded).toBe(true);
});

test('more alerts than can wait are logged as lost', async () => {
  const channel = new NotingChannel('mail', () => new Promise(() => undefined));
  const logger = createRecordingLogger();
  const notifier = createNotifier({ channels: [channel], logger, closeTimeoutMs: 0 });
  for (let n = 0; n < 10_010; n += 1) notifier.notify(alertOf({ tenant: `tenant ${n}` }));
  expect(logger.events).toHaveLength(2);
  expect(logger.events[0]?.context['reason']).toBe('More than 10000 notices wait.');
  const closed = notifier.close();
  await vi.advanceTimersByTimeAsync(2_000);
  await closed;
});
