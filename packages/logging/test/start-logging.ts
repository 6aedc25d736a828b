import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('log-many.ts', import.meta.url));
const tsx = import.meta.resolve('tsx');

/** Starts a process that logs 5000 entries: to stdout, and to files where a folder is given. */
export function startLogging(options: readonly string[], stdout: number | 'pipe'): ChildProcess {
  const args = ['--import', tsx, script, ...options];
  return spawn(process.execPath, args, { stdio: ['ignore', stdout, 'pipe'] });
}
