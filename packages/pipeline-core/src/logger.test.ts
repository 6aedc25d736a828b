import { describe, expect, it } from 'vitest';
import { silentLogger } from './logger.js';

describe('silentLogger', () => {
  it('accepts every event and any bound context', () => {
    const logger = silentLogger.bind({ run: 1 });
    for (const level of ['debug', 'info', 'warn', 'error'] as const) {
      expect(() => logger[level]('row.seen')).not.toThrow();
    }
  });
});
