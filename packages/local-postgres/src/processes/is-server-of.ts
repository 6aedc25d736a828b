import { execFile } from 'node:child_process';
import { readlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import { isAlive } from './is-alive.js';

const run = promisify(execFile);

/**
 * Asks whether the process of that id is the server of this data directory, and not another program
 * that got the id of a server which is no more.
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
    // A server works in its data directory; a process that has ended but lingers works nowhere.
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
