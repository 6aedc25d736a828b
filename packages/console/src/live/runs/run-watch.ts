import { openStatuses, type RunRevision, type Runs } from '@wdh/runs';
import type { WireRun } from '../../wire/runs.js';
import type { EventStream } from '../streams/event-stream.js';
import { eventFrame, type Frame } from '../streams/frame.js';
import { LogPages } from './log-pages.js';

/** Reads the state of a run; null if there is none with that id. */
export type RunReader = (executionId: string) => Promise<WireRun | null>;

/**
 * Time after the last change of an ended run until its streams end, in milliseconds: a run writes its
 * last lines up to two seconds after its end.
 */
const quietMs = 3_000;

/** A run that ended longer ago than this has written its last lines, whichever clock is ahead. */
const longAgoMs = 60_000;

/** A run that is watched by streams: its state, read once for all of them. */
export class RunWatch {
  readonly executionId: string;
  readonly streams = new Map<EventStream, object>();
  readonly log: LogPages;
  readonly #readRun: RunReader;
  #revision: string | null = null;
  #state: Frame | null = null;
  #version = 0;
  #lastEvent = 0;
  #hasEnded = false;
  #hasEndedLongAgo = false;
  #isComplete = false;
  #changedAt = performance.now();

  constructor(executionId: string, runs: Pick<Runs, 'eventsOf'>, readRun: RunReader) {
    this.executionId = executionId;
    this.log = new LogPages(runs, executionId);
    this.#readRun = readRun;
  }

  /** The event of the state; null until it was read. */
  get state(): Frame | null {
    return this.#state;
  }

  /** Differs after each change of the state. */
  get version(): number {
    return this.#version;
  }

  /** Sequence of the last line of the log. */
  get lastEvent(): number {
    return this.#lastEvent;
  }

  /** Whether the run has ended, and nothing about it changes any more. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Takes a new look at the run; undefined: it does not exist, or was deleted. */
  async look(found: RunRevision | undefined): Promise<void> {
    if (found === undefined) {
      this.#complete();
      return;
    }
    const hasLines = found.lastEvent !== this.#lastEvent;
    const hasChanged = found.revision !== this.#revision;
    if (hasChanged) await this.#read();
    this.#revision = found.revision;
    if (hasLines) {
      this.#lastEvent = found.lastEvent;
      this.log.forget();
    }
    if (hasChanged || hasLines) {
      this.#changedAt = performance.now();
      this.#wake();
    }
    const isQuiet = performance.now() - this.#changedAt >= quietMs;
    if (this.#hasEndedLongAgo || (this.#hasEnded && isQuiet)) this.#complete();
  }

  async #read(): Promise<void> {
    const state = await this.#readRun(this.executionId);
    if (state === null) return;
    this.#state = eventFrame('run', state);
    this.#version += 1;
    const { status, completedAt } = state.run;
    this.#hasEnded = !(openStatuses as readonly string[]).includes(status);
    const endedAt = completedAt === null ? Number.NaN : Date.parse(completedAt);
    this.#hasEndedLongAgo = this.#hasEnded && Date.now() - endedAt > longAgoMs;
  }

  #complete(): void {
    this.#isComplete = true;
    this.#wake();
  }

  #wake(): void {
    for (const stream of this.streams.keys()) stream.wake();
  }
}
