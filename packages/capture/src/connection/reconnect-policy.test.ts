import { expect, test } from 'vitest';
import { ReconnectPolicy } from './reconnect-policy.js';
import { closedBy, type SocketEnd } from './socket/socket-end.js';

const limits = {
  minBackoffMs: 1_000,
  maxBackoffMs: 30_000,
  maxFailures: 10,
  circuitRetryMs: 300_000,
};
const cut = closedBy(1006);

function waits(random: number, count: number, end: SocketEnd = cut): readonly number[] {
  const policy = new ReconnectPolicy({ ...limits, random: () => random });
  return Array.from({ length: count }, () => policy.ended(end).waitMs);
}

test('waits grow from one to thirty seconds, between half of the limit and the limit', () => {
  expect(waits(0, 7)).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  expect(waits(1, 7)).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  expect(waits(0.5, 1)).toEqual([1_500]);
});

test('the circuit opens at the tenth failure in a row and stays open', () => {
  const policy = new ReconnectPolicy({ ...limits, random: () => 1 });
  const next = Array.from({ length: 12 }, () => policy.ended(cut));
  expect(next.map(({ isCircuitOpen }) => isCircuitOpen).indexOf(true)).toBe(9);
  expect(next.slice(9)).toEqual(
    [10, 11, 12].map((failures) => ({ waitMs: 300_000, failures, isCircuitOpen: true })),
  );
});

test('an open circuit waits five minutes, up to a tenth less', () => {
  expect(waits(0, 10).at(-1)).toBe(270_000);
  expect(waits(1, 10).at(-1)).toBe(300_000);
});

test('a connection that proved itself ends the row of failures', () => {
  const policy = new ReconnectPolicy({ ...limits, random: () => 0 });
  for (let count = 0; count < 11; count += 1) policy.ended(cut);
  policy.proved();
  expect(policy.failures).toBe(0);
  expect(policy.ended(cut)).toEqual({ waitMs: 1_000, failures: 1, isCircuitOpen: false });
  expect(policy.ended(cut)).toMatchObject({ waitMs: 2_000, failures: 2 });
});

test('a restart of the server is no failure after a connection that proved itself', () => {
  const policy = new ReconnectPolicy({ ...limits, random: () => 0.5 });
  for (const code of [1001, 1012]) {
    policy.proved();
    expect(policy.ended(closedBy(code))).toEqual({
      waitMs: 500,
      failures: 0,
      isCircuitOpen: false,
    });
  }
});

test('a server that announces a restart on every connection is a failure', () => {
  const policy = new ReconnectPolicy({ ...limits, random: () => 0 });
  policy.proved();
  policy.ended(closedBy(1001));
  expect(policy.ended(closedBy(1001))).toMatchObject({ waitMs: 1_000, failures: 1 });
  expect(policy.ended(closedBy(1001))).toMatchObject({ waitMs: 2_000, failures: 2 });
});

test('a wait that the server asks for is kept', () => {
  const busy = (retryAfterMs: number): SocketEnd => ({
    reason: 'refused',
    explanation: 'answered 429.',
    retryAfterMs,
  });
  expect(waits(0, 1, busy(120_000))).toEqual([120_000]);
  expect(waits(0, 1, busy(0))).toEqual([1_000]);
});
