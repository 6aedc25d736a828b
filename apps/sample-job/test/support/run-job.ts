import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readEnvironment } from '@wdh/config';
import { programFile } from './programs.js';

/** The entry point of the job. */
const entry = programFile('main');

/** The result of a finished run of the job. */
export interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run of the job that the test can observe and kill. */
export interface RunningJob {
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
}

/** Where and with which variables the job runs. */
export interface JobSurroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** Starts the job as its own process, without the settings of the developer's own environment. */
export function startJob(args: readonly string[], { env = {}, cwd }: JobSurroundings): RunningJob {
  const { PATH = '', HOME = '', WDH_PROGRAM_COVERAGE } = readEnvironment();
  const coverage =
    WDH_PROGRAM_COVERAGE === undefined ? {} : { NODE_V8_COVERAGE: WDH_PROGRAM_COVERAGE };
  const child = spawn(process.execPath, [entry, ...args], {
    cwd,
    env: { PATH, HOME, ...coverage, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const outcome = once(child, 'close').then(([exitCode]: (number | null)[]) => ({
    exitCode: exitCode ?? null,
    stdout,
    stderr,
  }));
  return { child, outcome };
}

/** Runs the job to its end. */
export async function runJob(
  args: readonly string[],
  surroundings: JobSurroundings,
): Promise<Outcome> {
  return startJob(args, surroundings).outcome;
}
