import { type Frame, heartbeatFrame } from './frame.js';

/** What an {@link EventStream} sends. */
export interface StreamContent {
  /**
   * Returns the next part; null if there is none at this moment, `end` after the last one. Is called
   * only when the client has taken the parts before, and does not throw.
   */
  readonly next: () => Promise<Frame | 'end' | null>;
  /** Is called once, when the stream has ended for any reason. */
  readonly onClose: () => void;
}

/** Time without an event after which a comment is sent, in milliseconds. */
const heartbeatMs = 15_000;
/** Time after which a client that takes nothing is cut, in milliseconds. */
const stallMs = 60_000;

/**
 * A stream of server-sent events that the client pulls: it holds one part at most, so that a slow
 * client takes no memory.
 */
export class EventStream {
  readonly #content: StreamContent;
  #controller: ReadableStreamDefaultController<Frame> | null = null;
  #wakeUp: (() => void) | null = null;
  #wakes = 0;
  #isWaiting = false;
  #isBeatDue = false;
  #isClosed = false;
  #sentAt = performance.now();

  /** The body of the response. */
  readonly body: ReadableStream<Frame>;

  constructor(content: StreamContent) {
    this.#content = content;
    this.body = new ReadableStream<Frame>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: (controller) => this.#pull(controller),
        cancel: () => {
          this.#closed();
        },
      },
      { highWaterMark: 0 },
    );
  }

  /** Asks the content for its next part again. */
  wake(): void {
    this.#wakes += 1;
    this.#wakeUp?.();
    this.#wakeUp = null;
  }

  /** Ends the stream; parts that were not taken yet are not sent. */
  close(): void {
    if (this.#isClosed) return;
    this.#controller?.close();
    this.#closed();
  }

  /** Sends a comment to a client that waits for long, and cuts one that takes nothing. */
  beat(): void {
    const silentMs = performance.now() - this.#sentAt;
    if (this.#isWaiting && silentMs >= heartbeatMs) {
      this.#isBeatDue = true;
      this.wake();
    } else if (!this.#isWaiting && silentMs >= stallMs && !this.#isClosed) {
      this.#controller?.error(new Error('The client takes nothing.'));
      this.#closed();
    }
  }

  async #pull(controller: ReadableStreamDefaultController<Frame>): Promise<void> {
    for (;;) {
      const wakes = this.#wakes;
      const frame = await this.#content.next();
      if (this.#isClosed) return;
      if (frame === 'end') {
        this.close();
        return;
      }
      const sent = frame ?? this.#takeBeat();
      if (sent !== null) {
        this.#sentAt = performance.now();
        controller.enqueue(sent);
        return;
      }
      if (wakes === this.#wakes) await this.#wait();
    }
  }

  #takeBeat(): Frame | null {
    const frame = this.#isBeatDue ? heartbeatFrame : null;
    this.#isBeatDue = false;
    return frame;
  }

  async #wait(): Promise<void> {
    this.#isWaiting = true;
    await new Promise<void>((resolve) => {
      this.#wakeUp = resolve;
    });
    this.#isWaiting = false;
  }

  #closed(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.wake();
    this.#content.onClose();
  }
}
