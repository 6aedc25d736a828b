import { WdhError } from '@wdh/pipeline-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { alertOf } from '../../../test/support/notices/budget-alerts.js';
import { NotingChannel } from '../../../test/support/notices/noting-channel.js';
import { renderNotice } from '../notice.js';
import { deliver, type DeliveryLimits } from './deliver.js';
import { DeliveryError } from './delivery-error.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const passing = new DeliveryError('Busy.', { isRetryable: true });

/** Starts a delivery by a channel whose answers are given; what it does next needs time to pass. */
async function delivery(
  answers: readonly (Error | 'sent')[],
  changes: Partial<DeliveryLimits> = {},
) {
  const left = [...answers];
  const channel = new NotingChannel('mail', () => {
    const answer = left.shift() ?? 'sent';
    return answer === 'sent' ? Promise.resolve({ status: 'sent' }) : Promise.reject(answer);
  });
  const { signal } = new AbortController();
  const limits = {
    attemptTimeoutMs: 20_000,
    retryDelayMs: 5_000,
    hurry: signal,
    signal,
    ...changes,
  };
  const delivered = deliver(channel, await renderNotice(alertOf()), limits).then(
    ({ attempts }) => attempts,
    (error: unknown) => error,
  );
  await vi.advanceTimersByTimeAsync(0);
  return { channel, delivered };
}

test('one attempt is enough if it succeeds', async () => {
  const { delivered } = await delivery(['sent']);
  expect(await delivered).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('a failure that may pass is tried again once, after the delay', async () => {
  const { channel, delivered } = await delivery([passing, 'sent']);
  await vi.advanceTimersByTimeAsync(4_999);
  expect(channel.notices).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await delivered).toBe(2);
});

test('a second failure is the end', async () => {
  const { channel, delivered } = await delivery([passing, passing, 'sent']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await delivered).toBe(passing);
  expect(channel.notices).toHaveLength(2);
});

test('a server that asks for a wait gets it', async () => {
  const asked = new DeliveryError('Busy.', { isRetryable: true, retryAfterMs: 30_000 });
  const { channel, delivered } = await delivery([asked, 'sent']);
  await vi.advanceTimersByTimeAsync(29_999);
  expect(channel.notices).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await delivered).toBe(2);
});

test('a server that asks for more than 30 s is not asked again', async () => {
  const asked = new DeliveryError('Busy.', { isRetryable: true, retryAfterMs: 30_001 });
  const { delivered } = await delivery([asked, 'sent']);
  expect(await delivered).toBe(asked);
});

test('the errors of other channels say whether they may pass', async () => {
  const other = { code: 'TEST_BUSY', category: 'connection', isRetryable: true } as const;
  const first = await delivery([new WdhError('Busy.', other), 'sent']);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await first.delivered).toBe(2);
  const bug = new TypeError('a bug');
  expect(await (await delivery([bug, 'sent'])).delivered).toBe(bug);
});

test('an attempt without an answer ends at its deadline, and is not repeated', async () => {
  const { channel, delivered } = await delivery([]);
  expect(await delivered).toBe(1);
  channel.answer = () => new Promise(() => undefined);
  const { signal } = new AbortController();
  const limits = { attemptTimeoutMs: 20_000, retryDelayMs: 5_000, hurry: signal, signal };
  const silent = deliver(channel, await renderNotice(alertOf()), limits).catch((e: unknown) => e);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await silent).toMatchObject({
    code: 'NOTICE_NOT_SENT',
    isRetryable: false,
    summary: 'There was no answer within 20000 ms.',
  });
  expect(channel.notices).toHaveLength(2);
});

test('a notifier that closes repeats at once', async () => {
  const hurry = new AbortController();
  const { delivered } = await delivery([passing, 'sent'], { hurry: hurry.signal });
  hurry.abort();
  expect(await delivered).toBe(2);
  const late = await delivery([passing, 'sent'], { hurry: hurry.signal });
  expect(await late.delivered).toBe(2);
});
