import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
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

/** Logs one entry like a process of that day. */
async function logOn(day: string): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${day}T12:00:00Z`) });
  const logging = loggingTo(folder);
  logging.getLogger('test').info('on', { day });
  await logging.close();
}

describe('daily files', () => {
  it('contain every entry as JSON once logging is closed, whatever the format of stdout', async () => {
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

  it('are named, and receive entries that stdout does not show', async () => {
    const logging = createLogging({ stdout, toFile: true, fileDir: folder, isShown: () => false });
    logging.getLogger('test').info('hidden');
    await logging.close();
    const path = logging.filePath();
    expect(path).toMatch(/wdh-\d{4}-\d\d-\d\d\.log$/);
    expect(readFileSync(path ?? '', 'utf8')).toContain('"event":"hidden"');
    expect(stdout.text).toBe('');
    expect(createLogging({ stdout }).filePath()).toBeNull();
  });

  it('are appended to by later processes of the same day', async () => {
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
    expect(readFileSync(join(folder, 'wdh-2026-01-31.log'), 'utf8')).toContain('"before"');
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

  it('are deleted by the date in their names, independent of owner and modification time', async () => {
    const old = ['wdh-2019-12-31.log', 'wdh-2026-01-01.log', 'wdh-2026-01-01.12.log'];
    const kept = [
      ...['wdh-2026-01-02.log', 'wdh-2026-99-99.log', 'wdh-2026-01-01.log.gz', 'wdh-.log'],
      ...['xwdh-2019-12-31.log', 'wdh-2019-12-31.txt', 'wdh-2019-12-31.log.bak'],
    ];
    for (const name of [...old, ...kept]) writeFileSync(join(folder, name), 'x');
    mkdirSync(join(folder, 'wdh-2019-01-01.log'));
    await logOn('2026-01-31');
    expect(readdirSync(folder).sort()).toEqual(
      [...kept, 'wdh-2019-01-01.log', 'wdh-2026-01-31.log'].sort(),
    );
  });

  it('are deleted at midnight as well', async () => {
    writeFileSync(join(folder, 'wdh-2026-01-02.log'), 'x');
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-31T23:59:59.999Z') });
    const logging = loggingTo(folder);
    logging.getLogger('test').info('before');
    vi.setSystemTime(new Date('2026-02-01T00:00:00.000Z'));
    logging.getLogger('test').info('after');
    await logging.close();
    expect(logFiles()).toEqual(['wdh-2026-01-31.log', 'wdh-2026-02-01.log']);
  });

  it('are followed by the next of the day after reaching their maximum size', async () => {
    const logMany = async (): Promise<void> => {
      const logging = createLogging({ stdout, toFile: true, fileDir: folder, fileMaxMb: 1 });
      const logger = logging.getLogger('test');
      for (let count = 0; count < 300; count += 1) logger.info('x', { text: 'y'.repeat(8000) });
      await logging.close();
    };
    await logMany();
    await logMany();
    const sizes = logFiles().map((name) => statSync(join(folder, name)).size);
    const lines = logFiles().flatMap((name) =>
      readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'),
    );
    expect(lines).toHaveLength(600);
    expect(sizes).toHaveLength(5);
    for (const size of sizes) expect(size).toBeLessThan(1_048_576 + 16_384);
    expect(logFiles().map((name) => name.slice(14))).toEqual([
      ...['.1.log', '.2.log', '.3.log', '.4.log', '.log'],
    ]);
  });

  it.runIf(process.platform !== 'win32')('are readable only by their owner', async () => {
    const umask = process.umask(0);
    await logOn('2026-01-31').finally(() => process.umask(umask));
    const logging = loggingTo(join(folder, 'new', 'folder'));
    await logging.close();
    const modeOf = (name: string): number => statSync(join(folder, name)).mode & 0o777;
    expect(modeOf('wdh-2026-01-31.log')).toBe(0o600);
    expect([modeOf('new'), modeOf('new/folder')]).toEqual([0o700 & ~umask, 0o700 & ~umask]);
  });

  it.runIf(process.platform !== 'win32')(
    'are not written through a link or into a pipe under their name, which is reported once',
    async () => {
      const [kept, today] = [join(folder, 'kept'), new Date().toISOString().slice(0, 10)];
      writeFileSync(kept, 'as it was');
      const plant = [
        (path: string) => symlinkSync(kept, path),
        (path: string) => execFileSync('mkfifo', [path]),
      ];
      for (const [at, put] of plant.entries()) {
        const fileDir = join(folder, String(at));
        mkdirSync(fileDir);
        put(join(fileDir, `wdh-${today}.log`));
        const output = new CapturedStream();
        const logging = createLogging({ stdout: output, toFile: true, fileDir });
        logging.getLogger('test').info('one');
        await logging.close();
        const reason = expect.stringMatching(/^(?:ELOOP|ENXIO)$/) as string;
        expect(output.entries).toMatchObject([{ event: 'one' }, { context: { reason } }]);
      }
      expect(readFileSync(kept, 'utf8')).toBe('as it was');
    },
  );

  it('are refused when the folder cannot be created', () => {
    writeFileSync(join(folder, 'file'), 'x');
    const start = (): unknown => loggingTo(join(folder, 'file', 'logs'));
    expect(start).toThrow(LogFileError);
    expect(start).toThrow(/LOG_FILE_UNAVAILABLE.*ENOTDIR.*Choose a writable folder/);
  });

  // This folder exists only on Linux.
  it.runIf(existsSync('/proc/self'))('are refused below /proc, and do not hang', () => {
    expect(() => loggingTo('/proc/nope/logs')).toThrow(/LOG_FILE_UNAVAILABLE.*ENOENT/);
  });

  it('are refused when the path is not valid', () => {
    expect(() => loggingTo(join(folder, 'a|b'))).toThrow('not a valid path');
  });

  it('lose their entries but do not end the run when they fail later, which is reported once', async () => {
    const today = new Date().toISOString().slice(0, 10);
    mkdirSync(join(folder, `wdh-${today}.log`));
    const logging = createLogging({ stdout, toFile: true, fileDir: folder });
    const logger = logging.getLogger('test');
    logger.info('one');
    await expect.poll(() => stdout.lines.length).toBeGreaterThan(1);
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
  it('still report it', async () => {
    const today = new Date().toISOString().slice(0, 10);
    mkdirSync(join(folder, `wdh-${today}.log`));
    const logging = createLogging({ stdout, toFile: true, fileDir: folder });
    logging.getLogger('test').info('one');
    await logging.close();
    expect(stdout.entries).toMatchObject([{ event: 'one' }, { event: 'logging.file_failed' }]);
  });
});

describe('LogFileError', () => {
  it('can be recognised, and is not retryable', () => {
    expect(new LogFileError('/logs', new Error('x'))).toMatchObject({
      name: 'LogFileError',
      code: 'LOG_FILE_UNAVAILABLE',
      category: 'file',
      isRetryable: false,
    });
  });
});
