import { MessageBuffer } from './delivery/message-buffer.js';
import { pauseFor } from './feed-clock.js';
import { feedRefused, feedUnavailable } from './feed-errors.js';
import { FeedLog } from './feed-log.js';
import { type FeedMetrics, FeedTally } from './feed-metrics.js';
import { type CompleteFeedOptions, completeFeedOptions, type FeedOptions } from './feed-options.js';
import type { FeedState } from './feed-state.js';
import { isExposed, showFeedUrl } from './feed-url.js';
import { GapWatch } from './gaps/gap-watch.js';
import { type Reconnection, ReconnectPolicy } from './reconnect-policy.js';
import { FeedSocket } from './socket/feed-socket.js';
import type { SocketEnd } from './socket/socket-end.js';
import { successorOf } from './succession.js';

/**
 * Follows a WebSocket until it is stopped: reconnects, renews, and passes every message on in order.
 *
 * @example
 * const feed = new FeedConnection({ url: 'wss://example.org/trades', onMessages: (texts) => write(texts) });
 * await feed.run(signal);
 */
export class FeedConnection {
  readonly #options: CompleteFeedOptions;
  /** The address as it may be shown. */
  readonly #name: string;
  readonly #log: FeedLog;
  readonly #buffer: MessageBuffer;
  readonly #gaps: GapWatch;
  readonly #policy: ReconnectPolicy;
  readonly #tally = new FeedTally();
  readonly #sockets = new Set<FeedSocket>();
  readonly #stopping = new AbortController();
  #state: FeedState = { name: 'connecting' };
  #failure: { readonly error: unknown } | null = null;

  /** @throws WdhError `FEED_URL_INVALID`, `INVALID_OPTION` (usage) */
  constructor(options: FeedOptions) {
    this.#options = completeFeedOptions(options);
    this.#name = showFeedUrl(this.#options.url);
    this.#log = new FeedLog(this.#options.logger, this.#name);
    this.#gaps = new GapWatch(this.#options);
    this.#policy = new ReconnectPolicy(this.#options);
    this.#buffer = new MessageBuffer({
      maxMessages: this.#options.bufferMessages,
      maxBytes: this.#options.bufferBytes,
      deliver: this.#options.onMessages,
      onFull: () => this.#pause(),
      onRoom: () => this.#resume(),
      onFailure: (error) => this.#fail(error),
    });
  }

  /** Counts up to now. */
  get metrics(): FeedMetrics {
    const { messages, bytes, lastMessageAt, connections, reconnects, ends, pauses } = this.#tally;
    return {
      state: this.#state,
      messages,
      bytes,
      lastMessageAt,
      connections,
      reconnects,
      ends: { ...ends },
      failures: this.#policy.failures,
      pauses,
      pausedMs: this.#tally.pausedMs(this.#options.clock.now()),
      bufferedMessages: this.#buffer.messages,
      bufferedBytes: this.#buffer.bytes,
      gaps: this.#gaps.counts,
    };
  }

  /**
   * Connects, and follows the feed until the signal is aborted. Then what has been read is passed on,
   * and the connection is closed.
   *
   * @throws WdhError `FEED_REFUSED` (usage) where only other options can open the feed;
   * `FEED_UNAVAILABLE` (connection) where the circuit opens and `whenOpen` is `end`; the exception of
   * a callback, unchanged
   */
  async run(signal: AbortSignal): Promise<FeedMetrics> {
    const stop = (): void => this.#stop();
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    try {
      if (isExposed(this.#options.url)) this.#log.exposed();
      await this.#keepConnected();
    } catch (error) {
      this.#failure ??= { error };
    } finally {
      signal.removeEventListener('abort', stop);
      await this.#finish();
    }
    this.#throwFailure();
    return this.metrics;
  }

  async #keepConnected(): Promise<void> {
    while (!this.#isStopping()) {
      this.#enter({ name: 'connecting' });
      const end = await this.#follow(this.#open(false));
      if (this.#isStopping()) return;
      const next = this.#policy.ended(end);
      this.#expectRetry(end, next);
      this.#wait(end, next);
      await pauseFor(next.waitMs, this.#options.clock, this.#stopping.signal);
    }
  }

  /** Resolves with the end of the connection, or of its last successor. */
  async #follow(first: FeedSocket): Promise<SocketEnd> {
    if (!(await first.opened)) return first.ended;
    this.#tally.fresh += 1;
    void first.send(this.#options.subscribe);
    let socket = first;
    for (;;) {
      this.#connected();
      const next = await successorOf(socket, {
        options: this.#options,
        open: () => this.#open(true),
        isBehind: () => this.#buffer.isFull,
      });
      if (next === null) return socket.ended;
      socket = next;
    }
  }

  #open(isHeld: boolean): FeedSocket {
    const { clock } = this.#options;
    const listener = {
      onMessage: (message: string, bytes: number): void => {
        this.#tally.received(bytes, clock.now());
        this.#guard(() => this.#gaps.note(message));
        this.#buffer.add(message, bytes);
      },
      onProved: () => this.#prove(),
    };
    const socket = new FeedSocket(this.#options, listener, isHeld);
    this.#sockets.add(socket);
    void socket.opened.then((isOpen) => {
      if (!isOpen) return;
      this.#tally.connections += 1;
      if (this.#buffer.isFull) socket.pause('buffer');
    });
    void socket.ended.then((end) => {
      this.#sockets.delete(socket);
      this.#tally.ended(end);
      this.#log.ended(end);
    });
    return socket;
  }

  #prove(): void {
    const { failures } = this.#policy;
    this.#policy.proved();
    if (failures >= this.#options.maxFailures) this.#log.circuitClosed(failures);
  }

  #expectRetry(end: SocketEnd, { failures, isCircuitOpen }: Reconnection): void {
    // After a connection that opened, the options are right and the server is in trouble.
    if (end.isPermanent === true && this.#tally.connections === 0) {
      throw feedRefused(this.#name, end);
    }
    if (isCircuitOpen && this.#options.whenOpen === 'end') {
      throw feedUnavailable(this.#name, end, failures);
    }
  }

  #wait(end: SocketEnd, next: Reconnection): void {
    const { waitMs, failures, isCircuitOpen } = next;
    const explanation = `The feed ${this.#name} ${end.explanation}`;
    if (isCircuitOpen) this.#log.circuitOpened(next, explanation);
    const name = isCircuitOpen ? 'circuit-open' : 'waiting';
    this.#enter({ name, reason: end.reason, explanation, waitMs, failures });
  }

  #connected(): void {
    const since = new Date(this.#options.clock.now());
    this.#log.connected();
    this.#enter({ name: 'connected', since });
  }

  #enter(state: FeedState): void {
    this.#state = state;
    this.#guard(() => this.#options.onState?.(state));
  }

  #pause(): void {
    this.#tally.paused(this.#options.clock.now());
    for (const socket of this.#sockets) socket.pause('buffer');
  }

  #resume(): void {
    this.#tally.resumed(this.#options.clock.now());
    for (const socket of this.#sockets) socket.resume('buffer');
  }

  #guard(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#stop();
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  #throwFailure(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }

  #stop(): void {
    this.#stopping.abort();
    for (const socket of this.#sockets) socket.stop();
  }

  async #finish(): Promise<void> {
    this.#stop();
    await Promise.all([...this.#sockets].map((socket) => socket.ended));
    await this.#buffer.drained();
    this.#gaps.finish();
    this.#enter({ name: 'ended' });
  }
}
