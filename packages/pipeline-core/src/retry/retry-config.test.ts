import { describe, expect, it } from 'vitest';
import { completeRetryConfig, isRetriable, type RetriableError } from './retry-config.js';

class LostError extends Error {}
const lost = Object.assign(new LostError('gone'), { code: 'ECONNRESET' });

describe('isRetriable', () => {
  it.each<[string, RetriableError]>([
    ['its class', LostError],
    ['a class above it', Error],
    ['its code', 'ECONNRESET'],
    ['a predicate', (error) => error === lost],
  ])('finds an error by %s', (_, retriable) => {
    expect(isRetriable(lost, ['OTHER', retriable])).toBe(true);
  });

  it.each<[string, RetriableError]>([
    ['another class', RangeError],
    ['another code', 'ECONNREFUSED'],
    ['its name instead of its code', 'LostError'],
    ['a predicate that returns false', () => false],
    [
      'a predicate that throws',
      (error) => (error as { response: { status: number } }).response.status === 503,
    ],
  ])('does not find it by %s', (_, retriable) => {
    expect(isRetriable(lost, [retriable])).toBe(false);
  });

  it.each([[null], [undefined], ['ECONNRESET'], [{}]])('finds no code in %o', (thrown) => {
    expect(isRetriable(thrown, ['ECONNRESET'])).toBe(false);
  });

  it('finds a value that is not an Error by its code', () => {
    expect(isRetriable({ code: 'ECONNRESET' }, ['ECONNRESET'])).toBe(true);
  });

  it.each([Error, LostError])('finds a value that is not an Error by no class: %o', (retriable) => {
    expect(isRetriable('ECONNRESET', [retriable])).toBe(false);
  });

  it('finds nothing in an empty list', () => {
    expect(isRetriable(lost, [])).toBe(false);
  });
});

describe('completeRetryConfig', () => {
  it('defaults to three attempts, waits from one second to thirty, and jitter', () => {
    expect(completeRetryConfig({ retriableErrors: ['A'] })).toEqual({
      maxAttempts: 3,
      backoffMs: 1000,
      maxBackoffMs: 30_000,
      jitter: true,
      retriableErrors: ['A'],
    });
  });

  it('accepts every number at the limits of its range', () => {
    const edges = { maxAttempts: 1, backoffMs: 0, maxBackoffMs: 2 ** 31 - 1, jitter: false };
    expect(completeRetryConfig({ ...edges, retriableErrors: [] })).toMatchObject(edges);
    expect(() => completeRetryConfig({ maxBackoffMs: 0, retriableErrors: [] })).not.toThrow();
  });

  it.each([
    [{ maxAttempts: 0 }, 'maxAttempts must be a whole number from 1 to 9007199254740991'],
    [{ maxAttempts: 1.5 }, 'maxAttempts'],
    [{ maxAttempts: Infinity }, 'maxAttempts'],
    [{ backoffMs: -1 }, 'backoffMs must be a whole number from 0 to 2147483647'],
    [{ backoffMs: 2 ** 31 }, 'backoffMs'],
    [{ maxBackoffMs: NaN }, 'maxBackoffMs'],
  ])('refuses %o', (numbers, named) => {
    expect(() => completeRetryConfig({ ...numbers, retriableErrors: [] })).toThrow(
      expect.objectContaining({
        code: 'RETRY_CONFIG_INVALID',
        category: 'usage',
        message: expect.stringContaining(named) as string,
      }),
    );
  });
});
