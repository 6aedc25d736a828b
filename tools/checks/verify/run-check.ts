import { spawn } from 'node:child_process';
import type { Check } from './check.js';

/** How a check ended. */
export interface CheckResult {
  readonly check: Check;
  readonly isPassed: boolean;
  readonly durationMs: number;
  /** Everything it printed. */
  readonly output: string;
}

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
  const isPassed = await new Promise<boolean>((resolve) => {
    child.once('error', (error) => {
      chunks.push(Buffer.from(error.message));
      resolve(false);
    });
    child.once('close', (code) => {
      resolve(code === 0);
    });
  });
  return {
    check,
    isPassed,
    durationMs: performance.now() - startedAt,
    output: Buffer.concat(chunks).toString(),
  };
}
