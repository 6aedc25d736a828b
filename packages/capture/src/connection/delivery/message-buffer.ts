/** What a {@link MessageBuffer} needs. */
export interface MessageBufferOptions {
  readonly maxMessages: number;
  readonly maxBytes: number;
  /** Receives all messages since its last call; is not called again before its promise is settled. */
  readonly deliver: (messages: readonly string[]) => void | PromiseLike<void>;
  /** Is called when a limit is reached: nothing more should be added. */
  readonly onFull: () => void;
  /** Is called when at most half of each limit is in use again. */
  readonly onRoom: () => void;
  /** Is called with the exception of `deliver`, once. Later messages are discarded. */
  readonly onFailure: (error: unknown) => void;
}

/** Holds the messages between a socket and a slower consumer, in order. */
export class MessageBuffer {
  readonly #options: MessageBufferOptions;
  #waiting: string[] = [];
  #waitingBytes = 0;
  /** Including the messages that the consumer works on. */
  #messages = 0;
  #bytes = 0;
  #isFull = false;
  #hasFailed = false;
  #running: Promise<void> | undefined;

  constructor(options: MessageBufferOptions) {
    this.#options = options;
  }

  /** Number of messages in memory. */
  get messages(): number {
    return this.#messages;
  }

  /** Bytes of the messages in memory, as they were received. */
  get bytes(): number {
    return this.#bytes;
  }

  get isFull(): boolean {
    return this.#isFull;
  }

  /** Adds a message, also above the limits: what a socket has read already must not be lost. */
  add(message: string, bytes: number): void {
    if (this.#hasFailed) return;
    const { maxMessages, maxBytes, onFull } = this.#options;
    this.#waiting.push(message);
    this.#waitingBytes += bytes;
    this.#messages += 1;
    this.#bytes += bytes;
    if (!this.#isFull && (this.#messages >= maxMessages || this.#bytes >= maxBytes)) {
      this.#isFull = true;
      onFull();
    }
    this.#running ??= this.#run();
  }

  /** Resolves when all messages were delivered, or the delivery has failed. */
  async drained(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #run(): Promise<void> {
    try {
      // The messages of one chunk of the socket arrive in one turn.
      await Promise.resolve();
      while (this.#waiting.length > 0) {
        const batch = this.#waiting;
        const bytes = this.#waitingBytes;
        this.#waiting = [];
        this.#waitingBytes = 0;
        await this.#options.deliver(batch);
        this.#messages -= batch.length;
        this.#bytes -= bytes;
        this.#makeRoom();
      }
    } catch (error) {
      this.#hasFailed = true;
      this.#waiting = [];
      this.#options.onFailure(error);
    } finally {
      this.#running = undefined;
    }
  }

  #makeRoom(): void {
    const { maxMessages, maxBytes, onRoom } = this.#options;
    if (!this.#isFull || this.#messages > maxMessages / 2 || this.#bytes > maxBytes / 2) return;
    this.#isFull = false;
    onRoom();
  }
}
