/**
 * Runs before each file of chaos tests: fails a test with `retry`, because a test that passes the
 * second time is a race.
 */
import { beforeEach } from 'vitest';

beforeEach(({ task: { retry = 0 } }) => {
  if (retry === 0) return;
  throw new Error(
    'A chaos test is never retried: find the cause of the failure, and remove `retry`.',
  );
});
