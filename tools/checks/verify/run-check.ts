import { spawn } from 'node:child_process';
import type { Check } from './check.js';

/** How a check ended. */
export interface CheckResult {
  readonly check: Check;
  readonly outcome: 'passed' | 'failed' | 'not checked';
  readonly durationMs: number;
  /** Everything it printed. */
  readonly output: string;
}

/** The exit code of a script that could not check, such as without a network (EX_TEMPFAIL). */
export const notChecked = 75;

const timeoutMs = 15 * 60_000;

/** Runs the script of a check in `root` and waits for its end. */
export async function runCheck(check: Check, root: string): Promise<CheckResult> {
  const startedAt = performance.now();
  const child = spawn('npm', ['run', '--silent', check.script], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      chunks.push(Buffer.from(error.message));
      resolve(null);
    });
    child.once('close', resolve);
  });
  return {
    check,
    outcome: code === 0 ? 'passed' : code === notChecked ? 'not checked' : 'failed',
    durationMs: performance.now() - startedAt,
    output: Buffer.concat(chunks).toString(),
  };
}
