import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { csvSource } from '../../src/index.js';
import { readSource } from '../support/read-source.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const path = temporaryFolder();
const isRoot = process.geteuid?.() === 0;

async function expectRefused(file: string, code: string): Promise<void> {
  const refusal = { code, category: 'file', message: expect.stringContaining(file) as string };
  await expect(readSource(csvSource(file))).rejects.toMatchObject(refusal);
  await expect(csvSource(file).identify()).rejects.toMatchObject(refusal);
}

describe('csvSource refuses, and names,', () => {
  it('a file that does not exist', async () => {
    await expectRefused(path('missing.csv'), 'FILE_NOT_FOUND');
  });

  it('a path that leads through a file', async () => {
    await writeFile(path('file'), 'a\n1\n');
    await expectRefused(`${path('file')}/x.csv`, 'FILE_NOT_FOUND');
  });

  it('a folder', async () => {
    await mkdir(path('folder'));
    await expectRefused(path('folder'), 'NOT_A_FILE');
  });

  it('a named pipe that nobody writes to, without hanging', async () => {
    execFileSync('mkfifo', [path('pipe')]);
    await expectRefused(path('pipe'), 'NOT_A_FILE');
  });

  it('a device', async () => {
    await expectRefused('/dev/zero', 'NOT_A_FILE');
  });

  it('a socket', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path('socket'), resolve));
    try {
      await expectRefused(path('socket'), 'NOT_A_FILE');
    } finally {
      server.close();
    }
  });

  it('symbolic links that lead in a circle', async () => {
    await symlink(path('b'), path('a'));
    await symlink(path('a'), path('b'));
    await expectRefused(path('a'), 'FILE_NOT_READABLE');
  });

  it('a file that this user may not read', async () => {
    await writeFile(path('secret.csv'), 'a\n1\n');
    await chmod(path('secret.csv'), 0o000);
    await chmod(dirname(path('secret.csv')), 0o755);
    // Root may read anything, so it becomes nobody for a moment.
    if (isRoot) process.seteuid?.(65534);
    try {
      await expectRefused(path('secret.csv'), 'FILE_NOT_READABLE');
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  it('reads through a symbolic link to a file', async () => {
    await writeFile(path('real.csv'), 'a\n1\n');
    await symlink(path('real.csv'), path('link.csv'));
    expect((await readSource(csvSource(path('link.csv')))).rows).toEqual([{ a: '1' }]);
  });
});
