import { NoticeReader, type Notices } from '../polling/notices.js';
import { eventFrame, type Frame, openingFrame } from '../streams/frame.js';

/** Most events that wait for a slow client: after that, its list is stale. */
const mostWaiting = 4;
/** Shortest time between two requests to read a list again, in milliseconds. */
const staleMs = 2_000;

const staleFrame = eventFrame('stale', null, 0);

/** What one stream of changed runs has to send. */
export class ListContent {
  readonly #notices: NoticeReader;
  #waiting: Frame[] = [openingFrame];
  #isStale: boolean;
  #staleAt = -Infinity;
  /** Whether it needs the runs of this moment, not only those that change. */
  isNew = true;

  /** @param isResumed - Whether the reader may have missed changes. */
  constructor(notices: Notices, isResumed: boolean) {
    this.#notices = new NoticeReader(notices);
    this.#isStale = isResumed;
  }

  /** Whether it waits for its time to send. */
  get hasMore(): boolean {
    return this.#isStale || this.#waiting.length > 0;
  }

  /** Adds an event with changed runs; null: more have changed than fit. */
  add(frame: Frame | null): void {
    if (frame === null || this.#waiting.length >= mostWaiting) {
      this.#waiting = [];
      this.#isStale = true;
    } else {
      this.#waiting.push(frame);
    }
  }

  /** The next event. */
  next(): Promise<Frame | null> {
    return Promise.resolve(this.#notices.next() ?? this.#waiting.shift() ?? this.#nextStale());
  }

  #nextStale(): Frame | null {
    const now = performance.now();
    if (!this.#isStale || now - this.#staleAt < staleMs) return null;
    this.#isStale = false;
    this.#staleAt = now;
    return staleFrame;
  }
}
