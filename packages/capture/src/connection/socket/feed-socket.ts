import { type ClientOptions, WebSocket } from 'ws';
import { elapsesBefore } from '../feed-clock.js';
import type { CompleteFeedOptions } from '../feed-options.js';
import { FrameWatch } from './frame-watch.js';
import { refusedWith, unopenedBy, unopenedWithin } from './handshake-failure.js';
import { bytesOf, messageText } from './message-text.js';
import { brokenBy, closedBy, type SocketEnd } from './socket-end.js';

/** The callbacks of a {@link FeedSocket}. They must not throw. */
export interface SocketListener {
  readonly onMessage: (message: string, bytes: number) => void;
  /** Is called once, when something arrives at an age of `provedAfterMs` or more. */
  readonly onProved: () => void;
}

/** Why a socket is not read: the buffer is full, or its predecessor delivers first. */
export type PauseReason = 'buffer' | 'succession';

/**
 * One connection, from its handshake to its end. It answers pings, and ends by itself where nothing
 * arrives for `silenceMs`. Its promises are never rejected.
 */
export class FeedSocket {
  /** Resolves with whether the connection could be opened. */
  readonly opened: Promise<boolean>;
  readonly ended: Promise<SocketEnd>;
  /** Resolves when the first message has arrived. */
  readonly firstMessage: Promise<void>;
  readonly #options: CompleteFeedOptions;
  readonly #listener: SocketListener;
  readonly #socket: WebSocket;
  readonly #pauses = new Set<PauseReason>();
  /** Whether the predecessor delivers first. */
  #isHeld: boolean;
  /** Messages that wait for the predecessor. */
  #held: { readonly message: string; readonly bytes: number }[] = [];
  #watch: FrameWatch | null = null;
  #end: SocketEnd | null = null;
  #isStopped = false;
  #markOpened: (isOpen: boolean) => void = () => undefined;
  #markEnded: (end: SocketEnd) => void = () => undefined;
  #markMessage: () => void = () => undefined;
  #cancelDeadline: () => void = () => undefined;

  /** @param isHeld Whether to keep the first messages, and to read no more, until `release`. */
  constructor(options: CompleteFeedOptions, listener: SocketListener, isHeld: boolean) {
    this.#options = options;
    this.#listener = listener;
    this.#isHeld = isHeld;
    this.opened = new Promise((resolve) => (this.#markOpened = resolve));
    this.ended = new Promise((resolve) => (this.#markEnded = resolve));
    this.firstMessage = new Promise((resolve) => (this.#markMessage = resolve));
    this.#socket = new WebSocket(options.url, clientOptions(options));
    this.#attach();
    const { connectTimeoutMs, clock } = options;
    this.#cancelDeadline = clock.after(connectTimeoutMs, () =>
      this.#terminate(unopenedWithin(connectTimeoutMs)),
    );
  }

  get hasEnded(): boolean {
    return this.#socket.readyState === WebSocket.CLOSED;
  }

  /** Stops reading; what has been read already is still passed on. */
  pause(reason: PauseReason): void {
    this.#pauses.add(reason);
    this.#watch?.pause();
    this.#socket.pause();
  }

  /** Reads again where no other reason is left. */
  resume(reason: PauseReason): void {
    if (!this.#pauses.delete(reason) || this.#pauses.size > 0) return;
    this.#watch?.resume();
    this.#socket.resume();
  }

  /** Passes on what was kept for its predecessor, and all that follows. */
  release(): void {
    this.#isHeld = false;
    this.#passOnHeld();
    this.resume('succession');
  }

  /** Sends texts one after another. Resolves when all are sent, or the connection has ended. */
  async send(texts: readonly string[]): Promise<void> {
    const { subscribeIntervalMs, clock } = this.#options;
    for (const [index, text] of texts.entries()) {
      if (index > 0 && !(await elapsesBefore(this.ended, subscribeIntervalMs, clock))) return;
      // A failure to send ends the connection, which is reported there.
      this.#socket.send(text, () => undefined);
    }
  }

  /** Closes the connection; what the server sends before its answer is still passed on. */
  retire(): void {
    this.#close({ reason: 'renewed', explanation: 'was replaced by a newer connection.' });
  }

  /** Closes the connection and discards what arrives from now on. */
  stop(): void {
    this.#isStopped = true;
    this.#held = [];
    this.resume('succession');
    this.resume('buffer');
    this.#close({ reason: 'stopped', explanation: 'was stopped.' });
  }

  #close(end: SocketEnd): void {
    if (this.hasEnded) return;
    this.#end ??= end;
    this.#cancelDeadline();
    const { closeTimeoutMs, clock } = this.#options;
    this.#cancelDeadline = clock.after(closeTimeoutMs, () => this.#socket.terminate());
    this.#socket.close(1000);
  }

  #terminate(end: SocketEnd): void {
    this.#end ??= end;
    this.#socket.terminate();
  }

  #attach(): void {
    const socket = this.#socket;
    socket.on('open', () => this.#open());
    socket.on('message', (data, isBinary) => this.#receive(bytesOf(data), isBinary));
    socket.on('ping', () => this.#watch?.frame());
    socket.on('pong', () => this.#watch?.frame());
    socket.on('unexpected-response', (_request, { statusCode = 0, headers }) =>
      this.#terminate(refusedWith(statusCode, headers, this.#options.clock.now())),
    );
    socket.on('error', (error) => {
      const { maxMessageBytes } = this.#options;
      this.#end ??= this.#watch === null ? unopenedBy(error) : brokenBy(error, maxMessageBytes);
    });
    socket.on('close', (code) => this.#finish(code));
  }

  #open(): void {
    const { silenceMs, provedAfterMs, clock } = this.#options;
    this.#cancelDeadline();
    this.#watch = new FrameWatch({
      silenceMs,
      provedAfterMs,
      clock,
      onSilence: () =>
        this.#terminate({ reason: 'silent', explanation: `sent nothing for ${silenceMs} ms.` }),
      onProved: this.#listener.onProved,
    });
    if (this.#pauses.has('buffer')) this.pause('buffer');
    this.#markOpened(true);
  }

  #receive(bytes: Buffer, isBinary: boolean): void {
    if (this.#isStopped) return;
    this.#watch?.frame();
    const message = messageText(bytes, isBinary);
    if (this.#isHeld) {
      this.#held.push({ message, bytes: bytes.length });
      this.pause('succession');
    } else {
      this.#listener.onMessage(message, bytes.length);
    }
    this.#markMessage();
  }

  #passOnHeld(): void {
    const held = this.#held;
    this.#held = [];
    for (const { message, bytes } of held) this.#listener.onMessage(message, bytes);
  }

  #finish(code: number): void {
    this.#cancelDeadline();
    this.#watch?.stop();
    this.#passOnHeld();
    this.#markOpened(false);
    this.#markEnded(this.#end ?? closedBy(code));
  }
}

/** The types of `ws` lack the option. */
type SocketOptions = ClientOptions & { readonly closeTimeout: number };

function clientOptions(options: CompleteFeedOptions): SocketOptions {
  const { headers, ca, compression, maxMessageBytes, closeTimeoutMs } = options;
  return {
    headers,
    maxPayload: maxMessageBytes,
    closeTimeout: closeTimeoutMs,
    perMessageDeflate: compression,
    ...(ca === undefined ? {} : { ca }),
  };
}
