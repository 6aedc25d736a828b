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

/** Linux counts what the parent held when it started the process into `maxRSS`, but not into VmHWM. */
const tellPeak = `
import { readFileSync, writeSync } from 'node:fs';
process.on('exit', () => {
  const ofLinux = () => /VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1];
  const isLinux = process.platform === 'linux';
  writeSync(2, '\\npeak ' + (isLinux ? ofLinux() : process.resourceUsage().maxRSS));
})`;

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
    `--import=data:text/javascript,${encodeURIComponent(tellPeak)}`,
  ];
  const { stdout, stderr } = await run(
    process.execPath,
    [...options, fileURLToPath(program), ...args],
    { timeout: deadlineMs, killSignal: 'SIGKILL', env: {} },
  );
  const peak = /\npeak (\d+)$/.exec(stderr)?.[1];
  if (peak === undefined) throw new Error(`The program did not tell its peak: ${stderr}`);
  return { stdout, peakBytes: Number(peak) * 1024 };
}
