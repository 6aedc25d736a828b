import { describe, expect, it } from 'vitest';
import { guardedLogger } from './guarded-logger.js';
import { type Logger, silentLogger } from './logger.js';
import { createRecordingLogger } from './testing/index.js';

const levels = ['debug', 'info', 'warn', 'error'] as const;

function fail(): never {
  throw new Error('the disk is full');
}
const failing: Logger = { debug: fail, info: fail, warn: fail, error: fail, bind: fail };

describe('guardedLogger', () => {
  it.each(levels)('passes %s on, with the bound context', (level) => {
    const logger = createRecordingLogger();
    guardedLogger(logger).bind({ run: 1 })[level]('row.seen', { row: 2 });
    expect(logger.events).toEqual([{ level, event: 'row.seen', context: { run: 1, row: 2 } }]);
  });

  it.each(levels)('ignores an exception of %s', (level) => {
    const logger = guardedLogger(failing);
    expect(() => logger[level]('row.seen')).not.toThrow();
  });

  it('ignores a later rejection of an asynchronous logger', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    try {
      const later: unknown = () => Promise.reject(new Error('the disk is full'));
      guardedLogger({ ...failing, info: later as Logger['info'] }).info('row.seen');
      await new Promise((resolve) => setImmediate(resolve));
      expect(unhandled).toEqual([]);
    } finally {
      process.off('unhandledRejection', note);
    }
  });

  it('continues without bound context where binding throws', () => {
    const events: string[] = [];
    const logger = guardedLogger({ ...failing, info: (event) => events.push(event) });
    logger.bind({ run: 1 }).info('row.seen');
    expect(events).toEqual(['row.seen']);
  });

  it('does not wrap a logger that never throws', () => {
    const guarded = guardedLogger(createRecordingLogger());
    expect(guardedLogger(guarded)).toBe(guarded);
    expect(guardedLogger(silentLogger)).toBe(silentLogger);
  });
});
