import { expect, test } from 'vitest';
import { isLoopback } from './loopback.js';

test.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1'])(
  '%s is this machine',
  (host) => {
    expect(isLoopback(host)).toBe(true);
  },
);

test.each(['', 'localhost.example.org', '128.0.0.1', '::2', '0.0.0.0', '127.0.0.1.example.org'])(
  '%j is not',
  (host) => {
    expect(isLoopback(host)).toBe(false);
  },
);
