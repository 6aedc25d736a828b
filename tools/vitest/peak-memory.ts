import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A program of a test's own that has ended. */
export interface MeasuredProgram {
  readonly stdout: string;
  /** The most that it ever held in physical memory. */
  readonly peakBytes: number;
}

/** Preload of Node, for `--import`, that tells the peak of a program as {@link readPeakBytes} reads it. */
export const tellPeak = new URL('report-peak.mjs', import.meta.url).href;

/** @throws Error where the program did not tell its peak. */
export function readPeakBytes(stderr: string): number {
  const peakKib = /\npeak (\d+)\n$/.exec(stderr)?.[1];
  if (peakKib === undefined) throw new Error(`The program did not tell its peak: ${stderr}`);
  return Number(peakKib) * 1024;
}

const deadlineMs = 50_000;

/**
 * Runs a TypeScript program in a process of its own, from the sources of our packages: what the
 * process of the tests holds or has let go of does not count, nor does garbage of V8's young
 * generation. Kills it after 50 s.
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
