/** Runs before each file of chaos tests: one that passes the second time is a race, and fails. */
import { beforeEach } from 'vitest';

beforeEach(({ task: { retry = 0 } }) => {
  if (retry === 0) return;
  throw new Error(
    'A chaos test is never tried again: find out why it failed, and take `retry` out.',
  );
});
