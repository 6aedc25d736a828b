import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { csvSources } from '../../src/index.js';
import { readSource } from '../support/read-source.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const path = temporaryFolder();
const isRoot = process.geteuid?.() === 0;

async function write(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await mkdir(dirname(path(name)), { recursive: true });
    await writeFile(path(name), 'a\n1\n');
  }
}

/** Returns the files that match a pattern in the temporary folder, by their relative paths. */
async function filesOf(pattern: string): Promise<string[]> {
  const sources = await csvSources(path(pattern));
  const identities = await Promise.all(sources.map((source) => source.identify()));
  return identities.map(({ name }) => name.slice(path('x').length - 1));
}

it('csvSources creates one source for each matching file, in the order of their paths', async () => {
  await mkdir(path('b'));
  await mkdir(path('in-2.csv'));
  await writeFile(path('b/in-1.csv'), 'a\n1\n');
  await writeFile(path('in-10.csv'), 'a\n2\n');
  await writeFile(path('in-9.csv'), 'a\n3\n\n4\n');
  await writeFile(path('other.txt'), 'x');
  const sources = await csvSources(path('**/in-*.csv'), { columns: ['a'] });
  const identities = await Promise.all(sources.map((source) => source.identify()));
  expect(identities.map(({ name }) => name)).toEqual(
    ['b/in-1.csv', 'in-10.csv', 'in-9.csv'].map(path),
  );
  const read = await Promise.all(sources.map((source) => readSource(source)));
  expect(read.map(({ rows, lineNumbers }) => [rows.map(({ a }) => a), lineNumbers])).toEqual([
    [['1'], [2]],
    [['2'], [2]],
    [
      ['3', '', '4'],
      [2, 3, 4],
    ],
  ]);
});

describe('a pattern of csvSources', () => {
  it.each([
    ['report (1).csv', ['report (1).csv']],
    ['report (*).csv', ['report (1).csv', 'report (2).csv']],
    ['report ([12]).csv', ['report (1).csv', 'report (2).csv']],
    ['report \\(1\\)*.csv', ['report (1).csv']],
    ['sub (1)/*.csv', ['sub (1)/x.csv']],
    ['sub (*)/x.csv', ['sub (1)/x.csv']],
    ['+(a).csv', ['+(a).csv']],
    ['@(a|b)*.csv', ['@(a|b).csv']],
    ['!(a)*.csv', ['!(a).csv']],
    ['!*.csv', ['!(a).csv', '!a.csv']],
    ['?(a).csv', ['!(a).csv', '+(a).csv']],
  ])('treats parentheses and marks as plain characters: %s', async (pattern, expected) => {
    await write('report (1).csv', 'report (2).csv', 'report 1.csv', 'sub (1)/x.csv', 'sub 1/x.csv');
    await write('+(a).csv', '@(a|b).csv', '!(a).csv', '!a.csv', 'a.csv', 'aa.csv', 'b.csv');
    expect(await filesOf(pattern)).toEqual(expected);
  });

  it.each([
    ['x[1].csv', ['x[1].csv']],
    ['a{b,c}.csv', ['a{b,c}.csv']],
    ['what?.csv', ['what?.csv']],
    ['star*.csv', ['star*.csv']],
    ['x[12].csv', ['x1.csv', 'x2.csv']],
    ['{ab,ac}.csv', ['ab.csv', 'ac.csv']],
    ['x\\[1\\]*.csv', ['x[1].csv']],
  ])('that is the path of a file matches only that file: %s', async (pattern, expected) => {
    await write('x[1].csv', 'x1.csv', 'x2.csv', 'a{b,c}.csv', 'ab.csv', 'ac.csv');
    await write('what?.csv', 'whats.csv', 'star*.csv', 'stars.csv');
    expect(await filesOf(pattern)).toEqual(expected);
  });

  it.each([
    ['*.csv', ['a.csv']],
    ['**/*.csv', ['a.csv', 'b/c.csv']],
    ['**', ['a.csv', 'b/c.csv']],
    ['.*.csv', ['.hidden.csv']],
    ['.folder/*.csv', ['.folder/d.csv']],
    ['.f*/*', ['.folder/d.csv']],
    ['{.hidden,a}.csv', ['.hidden.csv', 'a.csv']],
  ])('skips hidden files unless it has their dot: %s', async (pattern, expected) => {
    await write('.hidden.csv', 'a.csv', 'b/c.csv', 'b/.e.csv', '.folder/d.csv');
    expect(await filesOf(pattern)).toEqual(expected);
  });

  it.each([
    ['*ü*.csv', ['für 字.csv']],
    ['* 字.csv', ['für 字.csv']],
    ['a[+]b*.csv', ['a+b$^.csv']],
    ['a+b$^*', ['a+b$^.csv']],
    ['A*.csv', ['A.csv']],
    ['./*.csv', ['A.csv', 'a+b$^.csv', 'für 字.csv']],
  ])('matches letters, case and blanks exactly: %s', async (pattern, expected) => {
    await write('für 字.csv', 'a+b$^.csv', 'A.csv');
    expect(await filesOf(pattern)).toEqual(expected);
  });

  it('follows links to files and folders', async () => {
    await write('real/a.csv', 'b.csv');
    await symlink(path('b.csv'), path('link.csv'));
    await symlink(path('real'), path('linked'));
    expect(await filesOf('link*.csv')).toEqual(['link.csv']);
    expect(await filesOf('l*/*.csv')).toEqual(['linked/a.csv']);
  });

  it.each([
    ['**/*.csv', ['a/x.csv', 'b.csv', 'c.csv']],
    ['*/x.csv', ['a/x.csv']],
    ['self/*.csv', ['self/b.csv', 'self/c.csv']],
  ])(
    'returns a file once that appears several times through links to folders: %s',
    async (pattern, expected) => {
      await write('a/x.csv', 'b.csv');
      await symlink(path('b.csv'), path('c.csv'));
      await symlink(path('a'), path('link'));
      await symlink('.', path('self'));
      expect(await filesOf(pattern)).toEqual(expected);
    },
  );

  it.each(['*.csv', '**/*.csv', 'gone.csv', 'g*'])(
    'refuses a dangling link, and names it: %s',
    async (pattern) => {
      await write('a.csv');
      await symlink(path('nothing'), path('gone.csv'));
      await expect(filesOf(pattern)).rejects.toMatchObject({
        code: 'FILE_NOT_FOUND',
        category: 'file',
        summary: expect.stringContaining(`${path('gone.csv')} is a link`) as string,
      });
      expect(await filesOf('a*.csv')).toEqual(['a.csv']);
    },
  );

  it('refuses links that form a cycle', async () => {
    await symlink(path('y.csv'), path('x.csv'));
    await symlink(path('x.csv'), path('y.csv'));
    await expect(filesOf('*.csv')).rejects.toMatchObject({ code: 'FILE_NOT_READABLE' });
  });

  it('fails for a folder that it cannot search, rather than miss its files', async () => {
    await write('a/x.csv', 'closed/x.csv');
    await chmod(path('closed'), 0o000);
    await chmod(path(''), 0o755);
    // Root may read anything, so the process switches to an unprivileged user for a moment.
    if (isRoot) process.seteuid?.(65534);
    try {
      await expect(filesOf('*/x.csv')).rejects.toMatchObject({
        code: 'FILE_NOT_READABLE',
        summary: expect.stringContaining(basename(path('closed'))) as string,
      });
    } finally {
      if (isRoot) process.seteuid?.(0);
      await chmod(path('closed'), 0o755);
    }
  });

  it.each(['*.csv', 'none.csv', 'folder', 'folder.csv*', 'none/*.csv', ''])(
    'without a matching file is an error: %j',
    async (pattern) => {
      await mkdir(path('folder'));
      await mkdir(path('folder.csv'));
      await expect(filesOf(pattern)).rejects.toMatchObject({
        code: 'FILE_NOT_FOUND',
        category: 'file',
      });
    },
  );
});
