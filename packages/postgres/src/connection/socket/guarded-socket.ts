import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import type { MessageGuard } from './message-guard.js';

/**
 * The socket that the driver uses. Data from the server reaches the driver after the guard has
 * checked it; data from the driver is written directly to the socket.
 */
export class GuardedSocket extends EventEmitter {
  readonly #socket: Socket;
  readonly #guard: MessageGuard;

  constructor(socket: Socket, guard: MessageGuard) {
    super();
    this.#socket = socket;
    this.#guard = guard;
    for (const event of ['close', 'drain'] as const) {
      socket.on(event, (...values: unknown[]) => this.emit(event, ...values));
    }
    socket.on('error', (error) => {
      // Without a listener, an error would end the process.
      if (this.listenerCount('error') > 0) this.emit('error', error);
    });
    this.on('newListener', (event) => {
      // Not earlier: the first listener starts the flow of data, and the driver must receive all of
      // it.
      if (event !== 'data' || this.listenerCount('data') > 0) return;
      socket.on('data', (chunk: Buffer) => {
        if (socket.destroyed) return;
        try {
          guard.take(chunk);
        } catch (error) {
          socket.destroy(error instanceof Error ? error : undefined);
          return;
        }
        this.emit('data', chunk);
      });
    });
  }

  /** Allows the answer to one COPY. */
  expectCopy(): void {
    this.#guard.expectCopy();
  }

  /** Allows the messages of a cursor, or no longer. */
  expectCursor(isOpen: boolean): void {
    this.#guard.expectCursor(isOpen);
  }

  /** Allows any number of notifications. */
  expectNotifications(): void {
    this.#guard.expectNotifications();
  }

  /** The process id and the secret by which the session's statement is cancelled. */
  get cancelKey(): Buffer | null {
    return this.#guard.cancelKey;
  }

  get readyState(): Socket['readyState'] {
    return this.#socket.readyState;
  }

  write(bytes: Buffer, sent?: (error?: Error | null) => void): boolean {
    return this.#socket.write(bytes, sent);
  }

  end(bytes?: Buffer): void {
    if (bytes === undefined) this.#socket.end();
    else this.#socket.end(bytes);
  }

  destroy(error?: Error): void {
    this.#socket.destroy(error);
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }
}
