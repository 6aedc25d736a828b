import { spawn } from 'node:child_process';
import { environment } from '../../ci/environment.js';

/** Options for running a command. */
export interface CommandOptions {
  readonly cwd: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether its output is shown. */
  readonly isShown: boolean;
}

/**
 * Runs a command to its end and returns its exit code; null if a signal ended it or it did not
 * start.
 */
export async function runCommand(
  [command = '', ...args]: readonly string[],
  { cwd, env = {}, isShown }: CommandOptions,
): Promise<number | null> {
  const output = isShown ? 'inherit' : 'ignore';
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', output, output],
      env: { ...environment, ...env },
    });
    child.once('error', () => {
      resolve(null);
    });
    child.once('close', resolve);
  });
}
