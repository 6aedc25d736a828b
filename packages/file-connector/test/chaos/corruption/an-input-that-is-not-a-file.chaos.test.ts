import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { csvSource, csvSources, jsonLinesSource } from '../../../src/index.js';
import { readSource } from '../../support/read-source.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const path = temporaryFolder();
const isRoot = process.geteuid?.() === 0;

/** An input that is not a file must be detected at once, or a reader hangs on it. */
const soon = { timeout: 60_000 };

async function expectRefused(file: string, code: string): Promise<void> {
  const refusal = { code, category: 'file', message: expect.stringContaining(file) as string };
  await expect(readSource(csvSource(file))).rejects.toMatchObject(refusal);
  await expect(csvSource(file).identify()).rejects.toMatchObject(refusal);
}

it('C22 a file that does not exist: an error that names it', soon, async () => {
  await expectRefused(path('missing.csv'), 'FILE_NOT_FOUND');
});

it.each(['s3://bucket/in.csv', 'ftp://example.org/in.csv', 'https:/example.org/in.csv'])(
  'C22 %s instead of a path: an error that says what is supported',
  soon,
  async (input) => {
    for (const source of [csvSource(input), jsonLinesSource(input)]) {
      const refusal = {
        code: 'FILE_NOT_FOUND',
        summary: expect.stringContaining('path of a local file') as string,
      };
      // One after the other: a promise that rejects before it is awaited ends Vitest with an error.
      await expect(readSource<object>(source)).rejects.toMatchObject(refusal);
      await expect(source.identify()).rejects.toMatchObject(refusal);
    }
    await expect(csvSources(input)).rejects.toThrow('path of a local file');
  },
);

it('C22 a path that leads through a file: an error that names it', soon, async () => {
  await writeFile(path('file'), 'a\n1\n');
  await expectRefused(`${path('file')}/x.csv`, 'FILE_NOT_FOUND');
});

it('C22 a folder: an error that names it', soon, async () => {
  await mkdir(path('folder'));
  await expectRefused(path('folder'), 'NOT_A_FILE');
});

it('C22 a named pipe without a writer: an error, and no hang', soon, async () => {
  execFileSync('mkfifo', [path('pipe')]);
  await expectRefused(path('pipe'), 'NOT_A_FILE');
});

it('C22 an endless device: an error, and no hang', soon, async () => {
  await expectRefused('/dev/zero', 'NOT_A_FILE');
});

it('C22 a socket: an error that names it', soon, async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path('socket'), resolve));
  try {
    await expectRefused(path('socket'), 'NOT_A_FILE');
  } finally {
    server.close();
  }
});

it('C22 symbolic links that form a cycle: an error, and no hang', soon, async () => {
  await symlink(path('b'), path('a'));
  await symlink(path('a'), path('b'));
  await expectRefused(path('a'), 'FILE_NOT_READABLE');
});

it('C22 a dangling link: an error that names it', soon, async () => {
  await symlink(path('gone'), path('link'));
  await expectRefused(path('link'), 'FILE_NOT_FOUND');
});

it('C22 a file that this user may not read: an error that names it', soon, async () => {
  await writeFile(path('closed.csv'), 'a\n1\n');
  await chmod(path('closed.csv'), 0o000);
  await chmod(dirname(path('closed.csv')), 0o755);
  // Root may read anything, so the process switches to an unprivileged user for a moment.
  if (isRoot) process.seteuid?.(65534);
  try {
    await expectRefused(path('closed.csv'), 'FILE_NOT_READABLE');
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});
