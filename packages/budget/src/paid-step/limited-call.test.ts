import { expect, it } from 'vitest';
import { limitedCall } from './limited-call.js';

const limits = (signal = new AbortController().signal) => {
  const cuts: string[] = [];
  const onCut = (): void => void cuts.push('cut');
  return { cuts, stepName: 'enrich', timeoutMs: 30_000, signal, onCut };
};

it('returns what the call returns, and leaves no listener behind', async () => {
  const { signal } = new AbortController();
  const used = limits(signal);
  await expect(limitedCall(() => Promise.resolve(7), used)).resolves.toBe(7);
  expect(used.cuts).toEqual([]);
});

it('throws what the call throws, also before it returns a promise', async () => {
  const wrong = new TypeError('wrong');
  await expect(limitedCall(() => Promise.reject(wrong), limits())).rejects.toBe(wrong);
  const throwing = (): Promise<never> => {
    throw wrong;
  };
  await expect(limitedCall(throwing, limits())).rejects.toBe(wrong);
});

it('does not call after the end of the run', async () => {
  const used = limits(AbortSignal.abort('stopped'));
  await expect(limitedCall(() => Promise.resolve(1), used)).rejects.toBe('stopped');
  expect(used.cuts).toEqual([]);
});

it('reports the reason of the run, not what the call throws at its signal', async () => {
  const run = new AbortController();
  const used = limits(run.signal);
  const listening = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')));
    });
  const called = limitedCall(listening, used);
  await Promise.resolve();
  run.abort('stopped');
  await expect(called).rejects.toBe('stopped');
  expect(used.cuts).toEqual(['cut']);
});

it('names the step and the time of a call that took too long', async () => {
  const used = { ...limits(), timeoutMs: 1 };
  const called = limitedCall(() => new Promise<never>(() => undefined), used);
  await expect(called).rejects.toThrow(
    /^\[PAID_CALL_TIMEOUT\] A paid call of step enrich took more than 1 ms\./,
  );
});
