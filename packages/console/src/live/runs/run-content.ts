import { isUnreachable, NoticeReader, noticeOf, type Notices } from '../polling/notices.js';
import { eventFrame, type Frame, openingFrame } from '../streams/frame.js';
import type { LogFilter } from './log-pages.js';
import type { RunWatch } from './run-watch.js';

/** Where a stream of a run begins, and which lines it sends. */
export interface RunStreamOptions {
  /** Sequence of the last line that the reader has. */
  readonly after: number;
  readonly filter: LogFilter;
}

const endFrame = eventFrame('end', null);

/** What one stream of a run has sent: its whole memory is a position. */
export class RunContent {
  readonly #watch: RunWatch;
  readonly #notices: NoticeReader;
  readonly #filter: LogFilter;
  readonly #onTrouble: (error: unknown) => void;
  #after: number;
  #version = 0;
  #hasBegun = false;
  #hasEnded = false;

  constructor(
    watch: RunWatch,
    notices: Notices,
    { after, filter }: RunStreamOptions,
    onTrouble: (error: unknown) => void,
  ) {
    this.#watch = watch;
    this.#notices = new NoticeReader(notices);
    this.#filter = filter;
    this.#after = after;
    this.#onTrouble = onTrouble;
  }

  /** The next event: a notice, the state, then lines of the log. */
  async next(): Promise<Frame | 'end' | null> {
    if (this.#hasEnded) return 'end';
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      return openingFrame;
    }
    const first = this.#notices.next() ?? this.#nextState();
    if (first !== null) return first;
    // Looked at before the log, so that the lines before the end are sent.
    const { isComplete } = this.#watch;
    const lines = await this.#nextLines();
    if (lines !== null) return lines;
    if (!isComplete || this.#after < this.#watch.lastEvent) return null;
    this.#hasEnded = true;
    return endFrame;
  }

  #nextState(): Frame | null {
    if (this.#version === this.#watch.version) return null;
    this.#version = this.#watch.version;
    return this.#watch.state;
  }

  async #nextLines(): Promise<Frame | null> {
    if (this.#after >= this.#watch.lastEvent) return null;
    try {
      const { frame, after } = await this.#watch.log.read(this.#after, this.#filter);
      this.#after = Math.max(this.#after, after);
      return frame;
    } catch (error) {
      if (isUnreachable(error)) {
        this.#onTrouble(error);
        return null;
      }
      // Of its own query: the other streams continue.
      this.#hasEnded = true;
      return eventFrame('notice', noticeOf(error));
    }
  }
}
