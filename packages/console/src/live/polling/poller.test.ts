import { expect, it, vi } from 'vitest';
import { noAnswer, Poller } from './poller.js';

it('looks while it is needed, and again when it is woken', async () => {
  let needed = 2;
  let looks = 0;
  const poller = new Poller({
    look: () => {
      looks += 1;
      needed -= 1;
      return Promise.resolve();
    },
    isNeeded: () => needed > 0,
    onTrouble: () => undefined,
  });
  poller.wake();
  await vi.waitFor(() => {
    expect([looks, needed]).toEqual([2, 0]);
  }, 30_000);
  needed = 1;
  poller.wake();
  await vi.waitFor(() => {
    expect(looks).toBe(3);
  }, 30_000);
  await poller.close();
});

it('looks again after an error, and reports it and its end', async () => {
  const troubles: unknown[] = [];
  const error = new Error('lost');
  const poller = new Poller({
    look: () => (troubles.length === 0 ? Promise.reject(error) : Promise.resolve()),
    isNeeded: () => troubles.length < 2,
    onTrouble: (trouble) => troubles.push(trouble),
  });
  poller.wake();
  await vi.waitFor(() => {
    expect(troubles).toEqual([error, null]);
  }, 30_000);
  await poller.close();
});

it('reports a look that takes long, while it still waits for it', async () => {
  const troubles: unknown[] = [];
  let answer = (): void => undefined;
  const poller = new Poller({
    look: () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
    isNeeded: () => troubles.length < 2,
    onTrouble: (trouble) => troubles.push(trouble),
  });
  poller.wake();
  await vi.waitFor(() => {
    expect(troubles).toEqual([noAnswer]);
  }, 30_000);
  answer();
  await vi.waitFor(() => {
    expect(troubles).toEqual([noAnswer, null]);
  }, 30_000);
  await poller.close();
});
