import { Writable } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { escapeLines } from '@wdh/logging';
import {
  canRedraw,
  columnsOf,
  hasColors,
  isCi,
  type Environment,
  type Output,
} from './abilities.js';
import { LiveLine } from './live-line.js';
import { ask } from './questions/ask.js';
import { showText } from './show-text.js';

/** The streams of a {@link Terminal}. */
export interface TerminalStreams {
  readonly stdin: Pick<ReadStream, 'isTTY'> & NodeJS.ReadableStream;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly environment: Environment;
}

/**
 * The only writer of a process: results, errors, log entries, progress and questions go through it,
 * and none of them shares a line with another.
 *
 * The progress is one line at the bottom, on stderr. It is removed before anything else is written,
 * and drawn again below it. Results and log entries go to stdout, errors and questions to stderr.
 */
export class Terminal {
  /** Whether people read stdout: it is a terminal, and not that of a CI job. */
  readonly isInteractive: boolean;
  /** Whether a line of progress can be drawn and removed again. */
  readonly isLive: boolean;
  /** Whether stdout shows colours; see NO_COLOR and FORCE_COLOR. */
  readonly hasColors: boolean;
  /** Whether {@link confirm} can ask. */
  readonly canAsk: boolean;
  /** Whether a person types what is read from stdin. */
  readonly isTyped: boolean;
  /** The stream for the entries of the log. Its text must be safe to print. */
  readonly log: NodeJS.WritableStream;
  readonly #streams: TerminalStreams;
  readonly #live: LiveLine;
  #asking: Promise<unknown> | null = null;
  #hasReader = true;

  constructor(streams: TerminalStreams) {
    const { stdin, stdout, stderr, environment } = streams;
    this.#streams = streams;
    this.#live = new LiveLine(stderr);
    this.isLive = canRedraw(stderr, environment);
    this.isInteractive = stdout.isTTY === true && !isCi(environment);
    this.hasColors = hasColors(stdout, environment);
    this.isTyped = stdin.isTTY;
    this.canAsk = stdin.isTTY && stderr.isTTY === true;
    // Without a terminal nothing is redrawn, and the log needs no detour.
    this.log =
      stdout.isTTY === true ? new TerminalLog((text) => this.#write('stdout', text)) : stdout;
    // A reader that goes away (`wdh runs | head`) or a full disk loses output, but fails no run.
    stdout.on('error', () => (this.#hasReader = false));
    stderr.on('error', () => undefined);
  }

  /** Whether stdout can still be written to: not after the end of `head` in `wdh runs --all | head`. */
  get hasReader(): boolean {
    return this.#hasReader;
  }

  /** The width in characters; 80 where it is not known. */
  get columns(): number {
    const { stdout, stderr } = this.#streams;
    return columnsOf(stdout) ?? columnsOf(stderr) ?? 80;
  }

  /** Prints a result to stdout; control characters of its values are escaped. */
  async print(text: string): Promise<void> {
    await this.printTo('stdout', text);
  }

  /** Prints an error to stderr; its lines after the first are indented. */
  async complain(message: string): Promise<void> {
    await this.#write('stderr', `${escapeLines(message)}\n`);
  }

  /** Prints a text of several lines; its values must not contain line breaks. */
  async printTo(output: 'stdout' | 'stderr', text: string): Promise<void> {
    await this.#write(output, showText(text, output === 'stdout' && this.hasColors));
  }

  /** Shows a line of progress, which replaces the last one; null removes it. */
  progress(line: string | null): void {
    if (this.isLive && this.#asking === null) this.#live.show(line);
  }

  /** Writes a line of progress that stays, for outputs on which none can be replaced. */
  progressLine(line: string): void {
    void this.#write('stderr', `${line}\n`);
  }

  /**
   * Asks a question on the terminal. Everything else that is written waits for the answer.
   *
   * @returns whether the answer is y or yes; false at the end of the input.
   * @throws the reason of the signal, which ends the question.
   */
  async confirm(question: string, signal?: AbortSignal): Promise<boolean> {
    signal?.throwIfAborted();
    const { stdin, stderr } = this.#streams;
    this.#live.show(null);
    const asking = ask(`${escapeLines(question)} [y/N] `, { input: stdin, output: stderr, signal });
    this.#asking = asking.catch(() => undefined).finally(() => (this.#asking = null));
    return /^y(?:es)?$/i.test((await asking).trim());
  }

  /** Writes whole lines, above the line of progress; returns when they are written. */
  async #write(output: 'stdout' | 'stderr', text: string): Promise<void> {
    while (this.#asking !== null) await this.#asking;
    await new Promise<void>((resolve) => {
      this.#live.writeAbove(() => {
        // The callback is also called when the stream has failed.
        this.#streams[output].write(text, () => {
          resolve();
        });
      });
    });
  }
}

/** Passes the entries of a log to the terminal. */
class TerminalLog extends Writable {
  readonly #print: (text: string) => Promise<void>;

  constructor(print: (text: string) => Promise<void>) {
    super({ decodeStrings: false });
    this.#print = print;
  }

  override _write(chunk: Buffer | string, _encoding: string, done: () => void): void {
    void this.#print(chunk.toString()).then(done);
  }
}
