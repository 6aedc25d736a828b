import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CapturedStream } from '../../test/captured-stream.js';
import { createLogging, type Logging } from '../create-logging.js';
import { LogFileError } from './log-file-error.js';

let folder: string;
let stdout: CapturedStream;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wdh-logging-'));
  stdout = new CapturedStream();
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

function loggingTo(fileDir: string): Logging {
  return createLogging({ stdout, format: 'pretty', toFile: true, fileDir });
}

function logFiles(): readonly string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.log'));
}

/** Logs one entry as a process of that day would. */
async function logOn(day: string): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${day}T12:00:00Z`) });
  const logging = loggingTo(folder);
  logging.getLogger('test').info('on', { day });
  await logging.close();
}

describe('daily files', () => {
  it('have every entry as JSON once logging is closed, whatever stdout looks like', async () => {
    const fileDir = join(folder, 'new', 'folder');
    const logging = loggingTo(fileDir);
    const logger = logging.getLogger('test');
    for (let count = 0; count < 1000; count += 1) logger.info('counted', { count });
    await logging.close();
    const today = new Date().toISOString().slice(0, 10);
    const lines = readFileSync(join(fileDir, `wdh-${today}.log`), 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { context: unknown }).context)).toEqual(
      Array.from({ length: 1000 }, (_, count) => ({ count })),
    );
    expect(stdout.lines).toHaveLength(1000);
  });

  it('go on where an earlier process of the same day stopped', async () => {
    await logOn('2026-01-31');
    await logOn('2026-01-31');
    const text = readFileSync(join(folder, 'wdh-2026-01-31.log'), 'utf8');
    expect(text.trimEnd().split('\n')).toHaveLength(2);
  });

  it('change at midnight UTC', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-31T23:59:59.999Z') });
    const logging = loggingTo(folder);
    logging.getLogger('test').info('before');
    vi.setSystemTime(new Date('2026-02-01T00:00:00.000Z'));
    logging.getLogger('test').info('after');
    await logging.close();
    await vi.waitUntil(() => readFileSync(join(folder, 'wdh-2026-01-31.log')).length > 0);
    expect(logFiles()).toEqual(['wdh-2026-01-31.log', 'wdh-2026-02-01.log']);
    expect(readFileSync(join(folder, 'wdh-2026-02-01.log'), 'utf8')).toContain('"after"');
  });

  it('are kept for 30 days and then deleted, other files never', async () => {
    writeFileSync(join(folder, 'other.log'), 'x');
    await logOn('2026-01-01');
    await logOn('2026-01-02');
    await logOn('2026-01-31');
    expect(logFiles()).toContain('wdh-2026-01-02.log');
    await logOn('2026-02-01');
    expect(logFiles()).toEqual(['other.log', 'wdh-2026-01-31.log', 'wdh-2026-02-01.log']);
  });

  it('are refused when the folder cannot be made', () => {
    writeFileSync(join(folder, 'file'), 'x');
    const start = (): unknown => loggingTo(join(folder, 'file', 'logs'));
    expect(start).toThrow(LogFileError);
    expect(start).toThrow(/LOG_FILE_UNAVAILABLE.*ENOTDIR.*Choose a folder/);
  });

  // Elsewhere than on Linux there is no such folder.
  it.runIf(existsSync('/proc/self'))('are refused below /proc, and do not hang', () => {
    expect(() => loggingTo('/proc/nope/logs')).toThrow(/LOG_FILE_UNAVAILABLE.*ENOENT/);
  });

  it('are refused when the path is not valid', () => {
    expect(() => loggingTo(join(folder, 'a|b'))).toThrow('not a valid path');
  });

  it('cost their entries but not the run when they fail later, and say so once', async () => {
    const today = new Date().toISOString().slice(0, 10);
    mkdirSync(join(folder, `wdh-${today}.log`));
    const logging = createLogging({ stdout, toFile: true, fileDir: folder });
    const logger = logging.getLogger('test');
    logger.info('one');
    await vi.waitUntil(() => stdout.lines.length > 1);
    logger.info('two');
    await logging.close();
    expect(stdout.entries).toMatchObject([
      { event: 'one' },
      {
        level: 'error',
        logger: 'logging',
        event: 'logging.file_failed',
        context: { reason: 'EISDIR' },
      },
      { event: 'two' },
    ]);
  });
});

describe('daily files that fail when they are closed', () => {
  it('still say so', async () => {
    const today = new Date().toISOString().slice(0, 10);
    mkdirSync(join(folder, `wdh-${today}.log`));
    const logging = createLogging({ stdout, toFile: true, fileDir: folder });
    logging.getLogger('test').info('one');
    await logging.close();
    expect(stdout.entries).toMatchObject([{ event: 'one' }, { event: 'logging.file_failed' }]);
  });
});

describe('LogFileError', () => {
  it('can be told from others, and is no reason to try again', () => {
    expect(new LogFileError('/logs', new Error('x'))).toMatchObject({
      name: 'LogFileError',
      code: 'LOG_FILE_UNAVAILABLE',
      category: 'file',
      isRetryable: false,
    });
  });
});
