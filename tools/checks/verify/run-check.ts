import { spawn } from 'node:child_process';
import { commandLine } from '../jobs/command-line.mjs';
import type { Check } from './check.js';

/** The result of a check. */
export interface CheckResult {
  readonly check: Check;
  readonly outcome: 'passed' | 'failed' | 'not checked';
  readonly durationMs: number;
  /** The whole output. */
  readonly output: string;
}

/**
 * The exit code of a script that could not run its check, for example without a network
 * (EX_TEMPFAIL).
 */
export const notChecked = 75;

/**
 * A guard against a command that hangs, not a limit of speed: on a busy machine with two cores, the
 * integration tests alone take 17 minutes.
 */
const hangsAfterMs = 45 * 60_000;

/**
 * Runs the commands of a check in `root` until one fails.
 *
 * @param timeoutMs When a command is stopped, in milliseconds; the output says so.
 */
export async function runCheck(
  check: Check,
  root: string,
  timeoutMs: number = hangsAfterMs,
): Promise<CheckResult> {
  const startedAt = performance.now();
  const chunks: Buffer[] = [];
  let code: number | null = 0;
  for (const command of check.commands) {
    code = await run(command, root, timeoutMs, chunks);
    if (code !== 0) break;
  }
  return {
    check,
    outcome: code === 0 ? 'passed' : code === notChecked ? 'not checked' : 'failed',
    durationMs: performance.now() - startedAt,
    output: Buffer.concat(chunks).toString(),
  };
}

/** Runs one command, appends its output to `chunks`, and returns its exit code. */
function run(
  command: string,
  root: string,
  timeoutMs: number,
  chunks: Buffer[],
): Promise<number | null> {
  const { program, args, options } = commandLine(command, root);
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = setTimeout(() => {
    chunks.push(Buffer.from(`\nStopped after ${timeoutMs / 1_000} s: ${command}\n`));
    child.kill();
  }, timeoutMs);
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      chunks.push(Buffer.from(error.message));
      resolve(null);
    });
    child.once('close', resolve);
  }).finally(() => {
    clearTimeout(timer);
  });
}
