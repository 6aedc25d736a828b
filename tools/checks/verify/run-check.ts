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

const timeoutMs = 15 * 60_000;

/** Runs the commands of a check in `root` until one fails. */
export async function runCheck(check: Check, root: string): Promise<CheckResult> {
  const startedAt = performance.now();
  const chunks: Buffer[] = [];
  let code: number | null = 0;
  for (const command of check.commands) {
    code = await run(command, root, chunks);
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
function run(command: string, root: string, chunks: Buffer[]): Promise<number | null> {
  const { program, args, options } = commandLine(command, root);
  const child = spawn(program, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
  });
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    child.once('error', (error) => {
      chunks.push(Buffer.from(error.message));
      resolve(null);
    });
    child.once('close', resolve);
  });
}
