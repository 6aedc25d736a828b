import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { FaultNotInjectedError } from '../injection/fault-not-injected-error.js';
import { withinDeadline } from '../injection/within-deadline.js';
import { commandWithLimits, type ProcessLimits } from './process-limits.js';

/** Options for starting a Node program. */
export interface ProcessOptions {
  readonly cwd: string;
  /** Its whole environment; nothing is inherited from the caller. Default empty. */
  readonly env?: Readonly<Record<string, string>>;
  /** Node options, before the name of the program. */
  readonly nodeOptions?: readonly string[];
  readonly limits?: ProcessLimits;
  /** A file that receives its standard output, such as `/dev/full`. */
  readonly stdoutFile?: string;
}

/** The exit status and output of a process. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

/** A Node program that runs beside the test, which can kill, freeze and observe it. */
export class RunningProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<ProcessEnd>;
  readonly #listeners = new Set<() => void>();
  #stdout = '';
  #stderr = '';
  #hasEnded = false;

  /**
   * Starts a program: `['dist/main.js', '--input', file]`.
   *
   * @example
   * await using job = RunningProcess.start([main, '--input', file], { cwd, env: { DATABASE_URL } });
   * await job.untilPrinted('loading');
   * job.signal('SIGKILL');
   * expect(await job.end(5_000)).toMatchObject({ signal: 'SIGKILL' });
   */
  static start(args: readonly string[], options: ProcessOptions): RunningProcess {
    return new RunningProcess(args, options);
  }

  private constructor(args: readonly string[], options: ProcessOptions) {
    const { cwd, env = {}, nodeOptions = [], limits = {}, stdoutFile } = options;
    const started = performance.now();
    const [command, ...rest] = commandWithLimits([...nodeOptions, ...args], limits);
    const stdout = stdoutFile === undefined ? 'pipe' : openSync(stdoutFile, 'w');
    this.#child = spawn(command, rest, { cwd, env, stdio: ['ignore', stdout, 'pipe'] });
    if (typeof stdout === 'number') closeSync(stdout);
    this.#collect(this.#child.stdout, (text) => (this.#stdout += text));
    this.#collect(this.#child.stderr, (text) => (this.#stderr += text));
    this.#ended = once(this.#child, 'close').then(([code, signal]: unknown[]) => {
      this.#hasEnded = true;
      this.#notify();
      return {
        code: code as number | null,
        signal: signal as NodeJS.Signals | null,
        stdout: this.#stdout,
        stderr: this.#stderr,
        durationMs: performance.now() - started,
      };
    });
    // A failure to start is reported to the caller that awaits the end.
    this.#ended.catch(() => undefined);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Its output so far. */
  get stdout(): string {
    return this.#stdout;
  }

  get stderr(): string {
    return this.#stderr;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /**
   * Sends a signal: SIGKILL and SIGTERM to end it, SIGSTOP and SIGCONT to freeze and resume it.
   *
   * @throws FaultNotInjectedError where it has ended already
   */
  signal(signal: NodeJS.Signals): void {
    if (!this.#hasEnded && this.#child.exitCode === null && this.#child.kill(signal)) return;
    throw new FaultNotInjectedError(`the process had ended before ${signal}`);
  }

  /**
   * Waits until it has printed a text, to stdout or stderr.
   *
   * @throws FaultNotInjectedError if it ends without printing it
   * @throws DeadlineExceededError
   */
  async untilPrinted(text: string | RegExp, ms = 30_000): Promise<void> {
    const isThere = (): boolean => {
      const said = `${this.#stdout}\n${this.#stderr}`;
      return typeof text === 'string' ? said.includes(text) : text.test(said);
    };
    let look = (): void => undefined;
    const printed = new Promise<void>((resolve, reject) => {
      look = () => {
        if (isThere()) resolve();
        else if (this.#hasEnded) {
          reject(new FaultNotInjectedError(`the process ended before it printed ${String(text)}`));
        }
      };
    });
    this.#listeners.add(look);
    look();
    try {
      await withinDeadline(printed, ms, `printing ${String(text)}`);
    } finally {
      this.#listeners.delete(look);
    }
  }

  /** Closes the reading end of its standard output: its next write fails with a broken pipe. */
  closeStdout(): void {
    if (this.#child.stdout === null) throw new FaultNotInjectedError('its output goes to a file');
    this.#child.stdout.destroy();
  }

  /** Waits for its end. @throws DeadlineExceededError; it then runs until this object is disposed of */
  async end(ms: number): Promise<ProcessEnd> {
    return withinDeadline(this.#ended, ms, 'the process');
  }

  /** Kills it if it still runs. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#hasEnded) this.#child.kill('SIGKILL');
    await this.#ended.catch(() => undefined);
  }

  #collect(stream: Readable | null, add: (text: string) => void): void {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      add(text);
      this.#notify();
    });
    stream?.on('error', () => undefined);
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
