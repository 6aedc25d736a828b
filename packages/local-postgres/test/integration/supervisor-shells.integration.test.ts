import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync } from 'node:fs';
import { access, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { isAlive } from '../../src/processes/is-alive.js';
import { removeKeepFile, writeKeepFile } from '../../src/server/keep-file.js';
import { isAttended, knock } from '../../src/supervision/door.js';
import { supervisorScript } from '../../src/supervision/supervisor-script.js';
import { eventually } from '../project/processes-in.js';
import { testFolder } from '../project/test-folder.js';

/** Replaces a server: ignores signals at first, then ends on SIGINT. */
const server = `setTimeout(() => process.on('SIGINT', () => process.exit(0)), 300);
setInterval(() => undefined, 1000);`;

/** /bin/sh differs between systems: all installed shells are tested. */
const shells = [['sh'], ['dash'], ['bash'], ['busybox', 'sh'], ['ksh'], ['zsh', '--emulate', 'sh']];

function isInstalled(command: string | undefined): boolean {
  return spawnSync('sh', ['-c', `command -v ${command ?? ''}`]).status === 0;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

describe.each(shells.filter(([command]) => isInstalled(command)))('under %s', (...command) => {
  async function begin(
    afterwards: 'keep' | 'remove',
  ): Promise<{ child: ChildProcessWithoutNullStreams; path: string; pid: number }> {
    const folder = path.join(await testFolder(), 'cluster');
    await mkdir(folder);
    const child = spawn(
      String(command[0]),
      [
        ...command.slice(1),
        '-c',
        supervisorScript,
        'test',
        folder,
        afterwards,
        '',
        process.execPath,
        '-e',
        server,
      ],
      { detached: true },
    );
    const [printed] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, path: folder, pid: Number.parseInt(printed.toString(), 10) };
  }

  test('the server runs as long as a process holds its pipe', async () => {
    const { child, pid, ...folder } = await begin('remove');
    const cluster = { ...folder, isTemporary: true };
    expect(await eventually(() => isAttended(cluster, pid))).toBe(true);
    const first = knock(cluster, pid);
    child.stdin.end();
    const second = knock(cluster, pid);
    if (first.kind !== 'open' || second.kind !== 'open') throw new Error('the pipe is closed');
    closeSync(first.fd);
    expect(isAttended(cluster, pid)).toBe(true);
    expect(isAlive(pid)).toBe(true);
    closeSync(second.fd);
    await once(child, 'exit');
    expect(isAlive(pid)).toBe(false);
    expect(await exists(folder.path)).toBe(false);
  });

  test('the server runs without users while its file is there', async () => {
    const { child, pid, ...folder } = await begin('keep');
    const cluster = { ...folder, isTemporary: false };
    const passBy = (): void => {
      const answer = knock(cluster, pid);
      if (answer.kind !== 'open') throw new Error('the pipe is closed');
      closeSync(answer.fd);
    };
    expect(await eventually(() => isAttended(cluster, pid))).toBe(true);
    await writeKeepFile(cluster, pid);
    passBy();
    child.stdin.end();
    await sleep(500);
    passBy();
    await sleep(200);
    expect(isAlive(pid)).toBe(true);
    await removeKeepFile(cluster, pid);
    passBy();
    await once(child, 'exit');
    expect(isAlive(pid)).toBe(false);
    const left = (await readdir(folder.path)).filter((name) => !name.endsWith('.log'));
    expect(left).toEqual([]);
  });

  test('the server ends with a starting process that never holds the pipe', async () => {
    const { child, pid, ...folder } = await begin('keep');
    child.stdin.end();
    await once(child, 'exit');
    expect(isAlive(pid)).toBe(false);
    const left = (await readdir(folder.path)).filter((name) => !name.endsWith('.log'));
    expect(left).toEqual([]);
  });

  test('a folder stays when its server ends by itself while it is in use', async () => {
    const { child, pid, ...folder } = await begin('remove');
    process.kill(pid, 'SIGKILL');
    await once(child, 'exit');
    expect(await exists(folder.path)).toBe(true);
    expect(await eventually(() => !isAttended({ ...folder, isTemporary: true }, pid))).toBe(true);
  });
});
