import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('log-many.ts', import.meta.url));
const tsx = import.meta.resolve('tsx');

/** The limits of a process. */
interface ProcessLimits {
  /** Blocks of 512 bytes (1,024 in some shells) that a file may have. Default: no limit. */
  readonly fileBlocks?: number;
}

/** Starts a process that logs 5000 entries: to stdout, and to files if a folder is given. */
export function startLogging(
  options: readonly string[],
  stdout: number | 'pipe',
  { fileBlocks }: ProcessLimits = {},
): ChildProcess {
  const command = [process.execPath, '--import', tsx, script, ...options];
  const limit = `ulimit -f ${fileBlocks ?? 'unlimited'}; exec "$@"`;
  return spawn('sh', ['-c', limit, 'sh', ...command], { stdio: ['ignore', stdout, 'pipe'] });
}
