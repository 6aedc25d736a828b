import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readEnvironment } from '@wdh/config';
import { wdhFile } from './program.js';

/** The result of a finished command. */
export interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that the test can observe, feed and kill. */
export interface RunningCommand {
  readonly child: ChildProcess;
  readonly result: Promise<CommandResult>;
}

/** Where, with which variables, and with which standard input a command runs. */
export interface CommandSurroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What the command reads from its standard input. Default: nothing. */
  readonly stdin?: string | Uint8Array;
}

/** Starts `wdh` as a process, without the settings of the developer's own environment. */
export function startWdh(
  args: readonly string[],
  { cwd, env = {}, stdin }: CommandSurroundings,
): RunningCommand {
  const { PATH = '', HOME = '', WDH_PROGRAM_COVERAGE } = readEnvironment();
  const coverage =
    WDH_PROGRAM_COVERAGE === undefined ? {} : { NODE_V8_COVERAGE: WDH_PROGRAM_COVERAGE };
  const child = spawn(process.execPath, [wdhFile(), ...args], {
    cwd,
    env: { PATH, HOME, ...coverage, ...env },
    stdio: 'pipe',
  });
  // A command that ends without reading its standard input closes it.
  child.stdin.on('error', () => undefined).end(stdin);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const result = once(child, 'close').then(([exitCode]: (number | null)[]) => ({
    exitCode: exitCode ?? null,
    stdout,
    stderr,
  }));
  return { child, result };
}

/** Runs `wdh` to its end. */
export async function wdh(
  args: readonly string[],
  surroundings: CommandSurroundings,
): Promise<CommandResult> {
  return startWdh(args, surroundings).result;
}
