import { execFile } from 'node:child_process';
import { readlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import { isAlive } from './is-alive.js';

const run = promisify(execFile);

/**
 * Returns whether the process with that id is the server of this data directory, and not another
 * program that reuses the id of a dead server.
 */
export async function isServerOf(pid: number, dataDir: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') {
    return run('tasklist', ['/NH', '/FO', 'CSV', '/FI', `PID eq ${pid}`]).then(
      ({ stdout }) => stdout.includes('postgres.exe'),
      () => false,
    );
  }
  if (process.platform === 'linux') {
    // The working directory of a server is its data directory; a zombie process has none.
    return readlink(`/proc/${pid}/cwd`).then(
      (folder) => folder === dataDir,
      () => false,
    );
  }
  return run('ps', ['-ww', '-o', 'stat=,command=', '-p', String(pid)]).then(
    ({ stdout }) => stdout.includes(`-D ${dataDir} `) && !stdout.trimStart().startsWith('Z'),
    () => false,
  );
}
