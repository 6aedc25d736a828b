import { expect, test } from 'vitest';
import { completeFeedOptions, type FeedOptions } from './feed-options.js';

const valid: FeedOptions = { url: 'wss://example.org', onMessages: () => undefined };

test('every option has a default', () => {
  expect(completeFeedOptions(valid)).toMatchObject({
    silenceMs: 30_000,
    renewAfterMs: (23 * 60 + 50) * 60_000,
    minBackoffMs: 1_000,
    maxBackoffMs: 30_000,
    maxFailures: 10,
    circuitRetryMs: 5 * 60_000,
    whenOpen: 'wait',
    compression: false,
    subscribe: [],
    headers: {},
  });
});

test.each([
  [{ silenceMs: 0 }, 'silenceMs'],
  [{ renewAfterMs: 2 ** 31 }, 'renewAfterMs'],
  [{ bufferMessages: 1.5 }, 'bufferMessages'],
  [{ overlapMs: -1 }, 'overlapMs'],
  [{ ca: '/etc/secret.pem' }, 'ca'],
  [{ maxBackoffMs: 500 }, 'maxBackoffMs'],
  [{ headers: { 'bad name': 'secret' } }, 'headers'],
  [{ headers: { authorization: 'secret\n' } }, 'headers'],
])('an invalid option is named, without its value: %j', (options, name) => {
  expect(() => completeFeedOptions({ ...valid, ...options })).toThrow(
    expect.objectContaining({
      code: 'INVALID_OPTION',
      category: 'usage',
      message: expect.stringMatching(new RegExp(`option ${name} (?!.*secret)`)) as string,
    }),
  );
});
