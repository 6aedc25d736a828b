import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { abortable } from './abortable.js';

const never = () => new Promise<never>(() => undefined);

describe('abortable', () => {
  it('returns the result of the promise', async () => {
    expect(await abortable(Promise.resolve(7), new AbortController().signal)).toBe(7);
  });

  it('throws the rejection of the promise', async () => {
    const reason = new Error('disk');
    await expect(abortable(Promise.reject(reason), new AbortController().signal)).rejects.toBe(
      reason,
    );
  });

  it('throws the reason of the signal as soon as it is aborted', async () => {
    const controller = new AbortController();
    const waiting = abortable(never(), controller.signal);
    controller.abort('stop');
    await expect(waiting).rejects.toBe('stop');
  });

  it('throws the reason of a signal that was aborted before, whatever the promise returns', async () => {
    await expect(abortable(Promise.resolve(7), AbortSignal.abort('stop'))).rejects.toBe('stop');
  });

  it('leaves no rejection unhandled that comes after the signal', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    try {
      const late = Promise.reject(new Error('too late'));
      await expect(abortable(late, AbortSignal.abort('stop'))).rejects.toBe('stop');
      await new Promise((resolve) => setImmediate(resolve));
      expect(unhandled).toEqual([]);
    } finally {
      process.off('unhandledRejection', note);
    }
  });

  it('leaves no listener behind, however many wait', async () => {
    const { signal } = new AbortController();
    const waiting = Array.from({ length: 50 }, (_, id) => abortable(Promise.resolve(id), signal));
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await Promise.all(waiting);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('calls then of a thenable once', async () => {
    let asked = 0;
    const query: PromiseLike<number> = {
      then: (onDone, onFailed) => {
        asked += 1;
        return Promise.resolve(7).then(onDone, onFailed);
      },
    };
    expect(await abortable(query, new AbortController().signal)).toBe(7);
    expect(asked).toBe(1);
  });
});
