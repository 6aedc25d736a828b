import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LocalClaims } from './local-claims.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a key is claimed once until it expires', () => {
  const claims = new LocalClaims(1_000);
  expect(claims.take('a')).toBe(true);
  expect(claims.take('a')).toBe(false);
  expect(claims.take('b')).toBe(true);
  vi.advanceTimersByTime(999);
  expect(claims.take('a')).toBe(false);
  vi.advanceTimersByTime(1);
  expect(claims.take('a')).toBe(true);
});

test('a claim that is given up may be taken again', () => {
  const claims = new LocalClaims(1_000);
  claims.take('a');
  claims.release('a');
  expect(claims.take('a')).toBe(true);
});

test('expired claims take no memory', () => {
  const claims = new LocalClaims(1_000);
  for (let n = 0; n < 1_000; n += 1) claims.take(`tenant ${n}`);
  vi.advanceTimersByTime(1_000);
  claims.take('another');
  expect(claims.size).toBe(1);
});

test('a clock that is set back or forth changes nothing', () => {
  const claims = new LocalClaims(3_600_000);
  claims.take('a');
  vi.setSystemTime(Date.now() + 86_400_000);
  expect(claims.take('a')).toBe(false);
});
