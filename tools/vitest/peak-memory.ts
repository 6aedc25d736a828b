import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A finished program of a test. */
export interface MeasuredProgram {
  readonly stdout: string;
  /** Its peak physical memory. */
  readonly peakBytes: number;
}

/**
 * A module for Node's `--import` that prints the peak of a program in the form that {@link
 * readPeakBytes} reads.
 */
export const tellPeak = new URL('report-peak.mjs', import.meta.url).href;

/** @throws Error if the program did not print its peak. */
export function readPeakBytes(stderr: string): number {
  const peakKib = /\npeak (\d+)\n$/.exec(stderr)?.[1];
  if (peakKib === undefined) throw new Error(`The program did not print its peak: ${stderr}`);
  return Number(peakKib) * 1024;
}

const deadlineMs = 150_000;

/**
 * Runs a TypeScript program in a separate process, with the sources of our packages: the memory of
 * the test process does not count, nor does garbage of V8's young generation. Kills it after 150 s.
 */
export async function peakMemoryOf(
  program: URL,
  args: readonly string[] = [],
): Promise<MeasuredProgram> {
  const options = [
    '--conditions=@wdh/source',
    '--import=tsx',
    '--max-semi-space-size=2',
    `--import=${tellPeak}`,
  ];
  const { stdout, stderr } = await run(
    process.execPath,
    [...options, fileURLToPath(program), ...args],
    { timeout: deadlineMs, killSignal: 'SIGKILL', env: {} },
  );
  return { stdout, peakBytes: readPeakBytes(stderr) };
}
