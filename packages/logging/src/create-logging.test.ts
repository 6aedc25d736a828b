import { beforeEach, describe, expect, it } from 'vitest';
import { CapturedStream } from '../test/captured-stream.js';
import { createLogging, type LoggingOptions } from './create-logging.js';
import type { Logger, LogLevel } from './logger.js';
import { registerSecret } from './redaction/secrets/registered-secrets.js';

const R = '***REDACTED***';
let stdout: CapturedStream;

beforeEach(() => {
  stdout = new CapturedStream();
});

function loggerOf(options: LoggingOptions = {}): Logger {
  return createLogging({ stdout, ...options }).getLogger('test');
}

describe('createLogging', () => {
  it('writes one JSON object per line with exactly five keys, in order', () => {
    loggerOf().info('pipeline.started', { rows: 1000 });
    expect(stdout.text.endsWith('\n')).toBe(true);
    const [entry] = stdout.entries;
    expect(Object.keys(entry as object)).toEqual([
      'timestamp',
      'level',
      'logger',
      'event',
      'context',
    ]);
    expect(entry).toEqual({
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      level: 'info',
      logger: 'test',
      event: 'pipeline.started',
      context: { rows: 1000 },
    });
  });

  it('writes an entry before the call returns', () => {
    const logger = loggerOf();
    logger.info('one');
    expect(stdout.lines).toHaveLength(1);
    logger.info('two');
    expect(stdout.lines).toHaveLength(2);
  });

  it('shows the chosen entries only, in both formats', () => {
    for (const format of ['json', 'pretty'] as const) {
      const logger = loggerOf({
        format,
        isShown: ({ level, event }) => level !== 'info' && event !== 'hidden',
      });
      logger.info('first');
      logger.error('hidden');
      logger.warn('second');
    }
    expect(stdout.lines).toHaveLength(2);
    expect(stdout.lines.filter((line) => line.includes('second'))).toHaveLength(2);
  });

  it('formats for people on a terminal, and as JSON elsewhere, with format auto', () => {
    loggerOf({ format: 'auto' }).info('first');
    Object.assign(stdout, { isTTY: true });
    loggerOf({ format: 'auto' }).info('second');
    expect(stdout.lines[0]).toMatch(/^\{.*"event":"first"/);
    expect(stdout.lines[1]).toMatch(/INFO {2}test second$/);
  });

  it('keeps newlines of values inside their line', () => {
    loggerOf().info('a\nb', { 'c\n': 'd\n{"level":"error"}' });
    expect(stdout.lines).toHaveLength(1);
  });

  it.each<[LogLevel | undefined, readonly LogLevel[]]>([
    ['debug', ['debug', 'info', 'warn', 'error']],
    ['info', ['info', 'warn', 'error']],
    [undefined, ['info', 'warn', 'error']],
    ['warn', ['warn', 'error']],
    ['error', ['error']],
  ])('at level %s writes %j', (level, written) => {
    const logger = loggerOf({ level });
    logger.debug('x');
    logger.info('x');
    logger.warn('x');
    logger.error('x');
    expect(stdout.entries).toMatchObject(written.map((one) => ({ level: one })));
  });

  it('does not read the context of an entry that is not written', () => {
    const context = {
      get read(): never {
        throw new Error('read');
      },
    };
    loggerOf().debug('x', context);
    expect(stdout.text).toBe('');
  });

  it('redacts event, logger, keys and values', () => {
    registerSecret('canary-of-logging');
    const logger = createLogging({ stdout }).getLogger('canary-of-logging');
    logger.info('canary-of-logging', { 'canary-of-logging': 'canary-of-logging', password: 'x' });
    expect(stdout.text).not.toContain('canary');
    expect(stdout.entries).toMatchObject([
      { logger: R, event: R, context: { [R]: R, password: R } },
    ]);
  });

  it('redacts a secret that is split over event, bound facts and facts', () => {
    registerSecret('cut-in-three');
    loggerOf().bind({ a: '-in' }).info('cut', { b: '-three' });
    expect(stdout.entries).toMatchObject([{ event: R, context: { a: R, b: R } }]);
  });

  it('redacts a secret that is registered after it was bound', () => {
    const logger = loggerOf().bind({ a: 'registered-later' });
    registerSecret('registered-later');
    logger.info('x');
    expect(stdout.entries).toMatchObject([{ context: { a: R } }]);
  });

  it('logs any value that an untyped caller passes', () => {
    const logger = loggerOf();
    const untyped = logger.info.bind(logger) as (...values: unknown[]) => void;
    untyped(Symbol('event'), new Error('context'));
    untyped({ password: 'x' }, [1]);
    untyped(undefined, null);
    expect(stdout.entries).toMatchObject([
      { event: 'Symbol(event)', context: { name: 'Error', message: 'context' } },
      { event: `{"password":"${R}"}`, context: { value: [1] } },
      { event: 'null', context: { value: null } },
    ]);
  });

  it('never throws, whatever the context contains', () => {
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const hostile = { proxy: revoked.proxy, text: 'kept' };
    const logger = loggerOf();
    logger.info('x', hostile);
    logger.bind(revoked.proxy).info('y');
    expect(stdout.entries).toMatchObject([
      { context: { proxy: '[Unreadable]', text: 'kept' } },
      { context: { value: '[Unreadable]' } },
    ]);
  });

  describe('bind', () => {
    it('adds its facts to all later entries, in which facts of the entry take precedence', () => {
      const logger = loggerOf().bind({ domain: 'd', executionId: 'e' });
      logger.info('one');
      logger.info('two', { domain: 'other', rows: 1 });
      logger.info('three');
      expect(stdout.entries).toMatchObject([
        { context: { domain: 'd', executionId: 'e' } },
        { context: { domain: 'other', executionId: 'e', rows: 1 } },
        { context: { domain: 'd', executionId: 'e' } },
      ]);
    });

    it('does not change the original logger, and can be repeated', () => {
      const parent = loggerOf();
      const child = parent.bind({ a: 1 }).bind({ b: 2, a: 3 });
      parent.info('x');
      child.info('x');
      expect(stdout.entries).toMatchObject([{ context: {} }, { context: { a: 3, b: 2 } }]);
      expect(stdout.lines[0]).toContain('"context":{}');
    });

    it('keeps the facts unchanged since they were bound', () => {
      const facts = { rows: 1 };
      const logger = loggerOf().bind(facts);
      facts.rows = 2;
      logger.info('x');
      expect(stdout.entries).toMatchObject([{ context: { rows: 1 } }]);
    });

    it('accepts __proto__ as a fact', () => {
      const facts = JSON.parse('{"__proto__":{"polluted":1}}') as Record<string, unknown>;
      loggerOf().bind(facts).info('x', facts);
      expect(stdout.lines[0]).toContain('{"__proto__":{"polluted":1}}');
      expect('polluted' in {}).toBe(false);
    });
  });

  describe('close', () => {
    it('discards later entries, and may be repeated', async () => {
      const logging = createLogging({ stdout });
      const logger = logging.getLogger('test');
      logger.info('before');
      const closing = logging.close();
      logger.info('after');
      await closing;
      await logging.close();
      logger.info('after');
      logger.bind({ a: 1 }).info('after');
      expect(stdout.entries).toMatchObject([{ event: 'before' }]);
    });

    it('leaves stdout open', async () => {
      await createLogging({ stdout }).close();
      expect(stdout.writable).toBe(true);
    });

    it('waits for a slow stdout', async () => {
      let written = 0;
      const slow = new CapturedStream();
      slow._write = (_chunk, _encoding, done) => {
        setTimeout(() => {
          written += 1;
          done();
        }, 5);
      };
      const logging = createLogging({ stdout: slow });
      for (let count = 0; count < 5; count += 1) logging.getLogger('test').info('x');
      await logging.close();
      expect(written).toBeGreaterThanOrEqual(5);
    });
  });
});

describe('createLogging with a failing stdout', () => {
  it('continues when stdout fails', async () => {
    const broken = new CapturedStream();
    broken._write = (_chunk, _encoding, done: (error?: Error) => void) => {
      done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    };
    const logging = createLogging({ stdout: broken });
    const logger = logging.getLogger('test');
    logger.info('one');
    await new Promise(setImmediate);
    logger.info('two');
    await logging.close();
    expect(broken.destroyed).toBe(true);
  });
});
