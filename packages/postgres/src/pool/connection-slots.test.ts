import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConnectionSlots } from './connection-slots.js';

describe('ConnectionSlots', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('grants up to its size and queues the rest', async () => {
    const slots = new ConnectionSlots(3, 1_000, 'loader');
    const order: string[] = [];
    await slots.take(2);
    const pair = slots.take(2).then(() => order.push('pair'));
    const single = slots.take(1).then(() => order.push('single'));
    await vi.advanceTimersByTimeAsync(0);
    expect(order).toEqual([]);
    expect(slots.taken).toBe(2);
    slots.give(2);
    await Promise.all([pair, single]);
    expect(order).toEqual(['pair', 'single']);
    expect(slots.taken).toBe(3);
  });

  it('fails a wait that takes too long, and serves the next', async () => {
    const slots = new ConnectionSlots(2, 1_000, 'loader');
    await slots.take(1);
    const pair = slots.take(2).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(500);
    const single = slots.take(1);
    await vi.advanceTimersByTimeAsync(500);
    expect(await pair).toMatchObject({ code: 'POOL_EXHAUSTED', isRetryable: true });
    await single;
    expect(slots.taken).toBe(2);
  });
});
