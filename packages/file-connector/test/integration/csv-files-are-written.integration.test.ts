import { execFileSync } from 'node:child_process';
import { pbkdf2 } from 'node:crypto';
import { link, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { csvSource, csvSink } from '../../src/index.js';
import { readSource } from '../support/read-source.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const path = temporaryFolder();
const filesBeside = (file: string) => readdir(dirname(file));

describe('csvSink', () => {
  it('writes rows that csvSource reads back', async () => {
    const rows = [
      { a: 'x', b: 'say "hi", now\r\n' },
      { a: '', b: ' =1+1 ' },
      { a: '\ufeff', b: '字😀' },
    ];
    const written = await csvSink(path('out.csv'), { headers: ['a', 'b'] }).write(rows);
    expect(written).toEqual({ rowsWritten: 3 });
    expect((await readSource(csvSource(path('out.csv')))).rows).toEqual(rows);
    expect(await filesBeside(path('out.csv'))).toEqual(['out.csv']);
  });

  it('writes numbers exactly, and an empty cell for a missing value', async () => {
    const rows = [{ a: 12345678901234567890n, b: null, c: undefined, d: true, e: 0.1 }];
    await csvSink(path('out.csv'), { headers: ['e', 'd', 'c', 'b', 'a'] }).write(rows);
    expect(await readFile(path('out.csv'), 'utf8')).toBe(
      'e,d,c,b,a\n0.1,true,,,12345678901234567890\n',
    );
  });

  it('writes a header without rows, and a lone empty cell that is not a blank line', async () => {
    await csvSink(path('none.csv'), { headers: ['a', 'b'] }).write([]);
    expect(await readFile(path('none.csv'), 'utf8')).toBe('a,b\n');
    await csvSink(path('lone.csv'), { headers: ['a'] }).write([{ a: '' }]);
    expect((await readSource(csvSource(path('lone.csv')))).rows).toEqual([{ a: '' }]);
  });

  it('writes only own properties of a row as cells', async () => {
    const headers: string[] = ['constructor', '__proto__'];
    await csvSink(path('out.csv'), { headers }).write([{ constructor: '1' }]);
    expect(await readFile(path('out.csv'), 'utf8')).toBe('constructor,__proto__\n1,\n');
  });

  it('makes formulas plain text only with neutralizeFormulas', async () => {
    const rows = [{ '=a': '=1+1', b: -5 }];
    const options = { headers: ['=a', 'b'] as const };
    await csvSink(path('plain.csv'), options).write(rows);
    expect(await readFile(path('plain.csv'), 'utf8')).toBe('=a,b\n=1+1,-5\n');
    await csvSink(path('safe.csv'), { ...options, neutralizeFormulas: true }).write(rows);
    expect(await readFile(path('safe.csv'), 'utf8')).toBe("'=a,b\n'=1+1,-5\n");
  });

  it.each([
    ['x'.repeat(300), 'Choose another name'],
    ['no/x.csv', 'Create its folder first'],
    ['file.txt/x.csv', 'Create its folder first'],
    ['nul\0.csv', 'pass the path of a local file'],
  ])('advises what to do about the path %j', async (name, advice) => {
    await writeFile(path('file.txt'), '');
    const writing = csvSink(path(name), { headers: ['a'] }).write([]);
    await expect(writing).rejects.toMatchObject({ code: 'FILE_NOT_WRITABLE' });
    await expect(writing).rejects.toThrow(advice);
  });

  it.each(['https://u:secret@h/x.csv', 's3://bucket/x.csv', '-'])(
    'refuses %s, and repeats no URL',
    async (target) => {
      const writing = csvSink(target, { headers: ['a'] }).write([]);
      await expect(writing).rejects.toMatchObject({ code: 'FILE_NOT_WRITABLE' });
      await expect(writing).rejects.toThrow(/^(?!.*(?:secret|bucket)).*path of a local file/);
    },
  );

  it('accepts a name as long as the file system does', async () => {
    const name = `${'x'.repeat(251)}.csv`;
    await csvSink(path(name), { headers: ['a'] }).write([]);
    expect(await filesBeside(path(name))).toEqual([name]);
  });

  it('accepts an asynchronous iterable of rows', async () => {
    async function* rows() {
      for (let id = 0; id < 5000; id += 1) yield await Promise.resolve({ id });
    }
    await csvSink(path('out.csv'), { headers: ['id'] }).write(rows());
    expect((await readSource(csvSource(path('out.csv')))).rows).toHaveLength(5000);
  });

  it('replaces a file only when the new one is complete', async () => {
    await writeFile(path('out.csv'), 'old');
    const failure = new Error('the rows ran out');
    function* rows() {
      yield { a: '1' };
      throw failure;
    }
    await expect(csvSink(path('out.csv'), { headers: ['a'] }).write(rows())).rejects.toBe(failure);
    expect(await readFile(path('out.csv'), 'utf8')).toBe('old');
    expect(await filesBeside(path('out.csv'))).toEqual(['out.csv']);
    await csvSink(path('out.csv'), { headers: ['a'] }).write([{ a: '1' }]);
    expect(await readFile(path('out.csv'), 'utf8')).not.toBe('old');
  });

  it('does not change the file when it is stopped', async () => {
    await writeFile(path('out.csv'), 'old');
    const controller = new AbortController();
    const reason = new Error('enough');
    async function* rows() {
      for (let id = 0; ; id += 1) {
        if (id === 100) controller.abort(reason);
        yield await Promise.resolve({ id });
      }
    }
    const options = { headers: ['id'] as const, signal: controller.signal };
    await expect(csvSink(path('out.csv'), options).write(rows())).rejects.toBe(reason);
    expect(await readFile(path('out.csv'), 'utf8')).toBe('old');
    expect(await filesBeside(path('out.csv'))).toEqual(['out.csv']);
  });

  it.each([
    ['the same path', (file: string) => Promise.resolve(file)],
    ['a detour', (file: string) => Promise.resolve(`${dirname(file)}/./in.csv`)],
    [
      'a symbolic link',
      async (file: string) => {
        await symlink(file, path('symbolic.csv'));
        return path('symbolic.csv');
      },
    ],
    [
      'a hard link',
      async (file: string) => {
        await link(file, path('hard.csv'));
        return path('hard.csv');
      },
    ],
  ])('never overwrites an input given by %s', async (_name, reach) => {
    await writeFile(path('in.csv'), 'a\n1\n');
    const target = await reach(path('in.csv'));
    const options = { headers: ['a'] as const, neverOverwrite: [path('none'), path('in.csv')] };
    await expect(csvSink(target, options).write([{ a: '2' }])).rejects.toMatchObject({
      code: 'WOULD_OVERWRITE_INPUT',
      category: 'usage',
    });
    expect(await readFile(path('in.csv'), 'utf8')).toBe('a\n1\n');
  });

  it('refuses a folder, a device, and a folder that does not exist', async () => {
    await mkdir(path('folder'));
    const rows = [{ a: '1' }];
    const write = (file: string) => csvSink(file, { headers: ['a'] }).write(rows);
    await expect(write(path('folder'))).rejects.toMatchObject({ code: 'NOT_A_FILE' });
    await expect(write('/dev/null')).rejects.toMatchObject({ code: 'NOT_A_FILE' });
    await expect(write(path('none/out.csv'))).rejects.toMatchObject({ code: 'FILE_NOT_WRITABLE' });
  });

  const write = (file: string) => csvSink(file, { headers: ['a'] }).write([{ a: '1' }]);

  it.runIf(process.platform !== 'win32')(
    'creates a file that only its owner may read, also where it replaces a public one',
    async () => {
      const umask = process.umask(0);
      try {
        await writeFile(path('old.csv'), 'old', { mode: 0o666 });
        for (const file of [path('old.csv'), path('new.csv')]) {
          await write(file);
          expect((await stat(file)).mode & 0o777).toBe(0o600);
        }
      } finally {
        process.umask(umask);
      }
    },
  );

  it('writes under an unpredictable name until the file is complete', async () => {
    const names: string[] = [];
    const temporaryName = async (): Promise<string> => {
      const found = (await filesBeside(path('out.csv'))).find((name) => name.endsWith('.tmp'));
      if (found === undefined) throw new Error('the file is not open yet');
      return found;
    };
    async function* rows() {
      names.push(await vi.waitFor(temporaryName, { timeout: 30_000 }));
      yield { a: '1' };
    }
    for (let count = 0; count < 2; count += 1) {
      await csvSink(path('out.csv'), { headers: ['a'] }).write(rows());
    }
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^\.wdh-[\da-f-]{36}\.tmp$/);
  });

  it.each([
    ['to a file', 'kept'],
    ['to nothing', 'nowhere'],
    ['to a folder', 'folder'],
  ])('follows no symbolic link %s', async (_name, to) => {
    await writeFile(path('kept'), 'as it was');
    await mkdir(path('folder'));
    await symlink(path(to), path('out.csv'));
    await expect(write(path('out.csv'))).rejects.toMatchObject({ code: 'NOT_A_FILE' });
    expect((await lstat(path('out.csv'))).isSymbolicLink()).toBe(true);
    expect(await readFile(path('kept'), 'utf8')).toBe('as it was');
    expect((await filesBeside(path('kept'))).sort()).toEqual(['folder', 'kept', 'out.csv']);
  });

  it.runIf(process.platform !== 'win32')('refuses a named pipe without waiting', async () => {
    execFileSync('mkfifo', [path('pipe')]);
    await expect(write(path('pipe'))).rejects.toThrow(/a named pipe, not a regular file/);
  });

  it.each(['.env', 'package.json', '0000_strikes.sql', 'main.ts', '.npmrc'])(
    'refuses to replace %s',
    async (name) => {
      await writeFile(path(name), 'as it was');
      await expect(write(path(name))).rejects.toMatchObject({
        code: 'PROTECTED_FILE',
        category: 'usage',
      });
      expect(await readFile(path(name), 'utf8')).toBe('as it was');
    },
  );

  it.each([
    ['a NUL character', 'x\0'],
    ['half a surrogate pair', 'x\ud83d'],
  ])('refuses a cell with %s rather than lose it', async (_name, cell) => {
    await expect(
      csvSink(path('out.csv'), { headers: ['a'] }).write([{ a: 'ok' }, { a: cell }]),
    ).rejects.toMatchObject({ code: 'CELL_NOT_WRITABLE', context: { rowNumber: 2, field: 'a' } });
    expect(await filesBeside(path('out.csv'))).toEqual([]);
  });

  it('leaves no temporary file where the first row fails while the disk is slow', async () => {
    // Node's threads that access files are busy with something else.
    const compute = () => promisify(pbkdf2)('password', 'salt', 3000, 64, 'sha512');
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const busy = Promise.all(Array.from({ length: 6 }, compute));
      const written = csvSink(path('out.csv'), { headers: ['a'] }).write([{ a: 'x\0' }]);
      await expect(written).rejects.toMatchObject({ code: 'CELL_NOT_WRITABLE' });
      expect(await filesBeside(path('out.csv'))).toEqual([]);
      await busy;
    }
  });

  it('refuses to write without columns', () => {
    expect(() => csvSink(path('out.csv'), { headers: [] })).toThrow(/INVALID_OPTION/);
  });
});
