import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How long a command took, in milliseconds. */
export interface CommandTime {
  /** Until it wrote its first bytes. */
  readonly first: number;
  readonly total: number;
}

/**
 * Runs a command, and reads what it writes.
 *
 * @throws Error if its exit code is not 0
 */
export async function timeCommand(
  [program = '', ...args]: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<CommandTime> {
  const start = performance.now();
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  let first = 0;
  child.stdout.on('data', () => {
    if (first === 0) first = performance.now() - start;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code ?? 'a signal'}.`);
  return { first, total: performance.now() - start };
}
