import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import type { MessageGuard } from './message-guard.js';

/**
 * The socket as the driver has it: what the server sends comes to the driver once the guard has seen
 * it. What the driver sends goes straight to the socket.
 */
export class GuardedSocket extends EventEmitter {
  readonly #socket: Socket;
  readonly #guard: MessageGuard;

  constructor(socket: Socket, guard: MessageGuard) {
    super();
    this.#socket = socket;
    this.#guard = guard;
    for (const event of ['close', 'drain'] as const) {
      socket.on(event, (...told: unknown[]) => this.emit(event, ...told));
    }
    socket.on('error', (error) => {
      // Without a listener, it would end the process.
      if (this.listenerCount('error') > 0) this.emit('error', error);
    });
    this.on('newListener', (event) => {
      // Not earlier: the first listener makes the bytes flow, and the driver must have them all.
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

  /** Has the guard let the answer to one COPY pass. */
  expectCopy(): void {
    this.#guard.expectCopy();
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

  setKeepAlive(isOn: boolean, delayMs: number): void {
    this.#socket.setKeepAlive(isOn, delayMs);
  }
}
