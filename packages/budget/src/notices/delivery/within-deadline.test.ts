import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withinDeadline } from './within-deadline.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const limits = { deadlineMs: 100, onDeadline: () => new Error('late') };
const messageOf = (rejecting: Promise<unknown>): Promise<unknown> =>
  rejecting.catch((error: unknown) => (error as Error).message);
const never = (): Promise<unknown> => new Promise(() => undefined);

test('it returns what the call returns, and leaves no timer behind', async () => {
  await expect(withinDeadline(limits, () => Promise.resolve(1))).resolves.toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('it rejects like the call, also if that throws', async () => {
  const thrown = withinDeadline(limits, () => {
    throw new TypeError('bad');
  });
  await expect(thrown).rejects.toThrow('bad');
  expect(vi.getTimerCount()).toBe(0);
});

test('at the deadline it rejects, and the signal of the call is aborted', async () => {
  let seen: AbortSignal | undefined;
  const late = withinDeadline(limits, (signal) => {
    seen = signal;
    return never();
  });
  const outcome = messageOf(late);
  await vi.advanceTimersByTimeAsync(100);
  expect(await outcome).toBe('late');
  expect(seen?.aborted).toBe(true);
});

test('a signal ends the call early', async () => {
  const controller = new AbortController();
  const ended = withinDeadline({ ...limits, signal: controller.signal }, never);
  const outcome = messageOf(ended);
  controller.abort(new Error('stop'));
  expect(await outcome).toBe('stop');
  expect(vi.getTimerCount()).toBe(0);
});

test('after the signal, no call is made', async () => {
  const call = vi.fn(never);
  const signal = AbortSignal.abort(new Error('stop'));
  await expect(withinDeadline({ ...limits, signal }, call)).rejects.toThrow('stop');
  expect(call).not.toHaveBeenCalled();
});

test('a call that fails after the deadline is no unhandled rejection', async () => {
  let fail: (error: Error) => void = () => undefined;
  const late = withinDeadline(limits, () => new Promise<unknown>((_, reject) => (fail = reject)));
  const outcome = messageOf(late);
  await vi.advanceTimersByTimeAsync(100);
  expect(await outcome).toBe('late');
  fail(new Error('too late'));
  await vi.advanceTimersByTimeAsync(1);
});
