import type { Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Shape } from './network-fault.js';

/** An active shape, and its count. */
export interface ShapeInForce {
  readonly shape: Shape;
  readonly fire: () => void;
}

/** Buffer limit in bytes, above which the sender has to wait: the amount that waits for a narrow band. */
const queuedBytes = 64 * 1024;
/** High latency needs a larger buffer, as it must not reduce the bandwidth. */
const queuedBytesOnLongWay = 4 * 1024 * 1024;
/** A narrow band passes bytes in pieces of a tenth of a second, not in bursts. */
const piecesPerSecond = 10;

/** One direction of a connection: receives bytes, and sends them on in the shape of the network. */
export class Lane {
  readonly #to: Socket;
  readonly #shapes: () => readonly ShapeInForce[];
  readonly #onRoom: () => void;
  readonly #queue: { readonly bytes: Buffer; readonly dueAt: number }[] = [];
  #queuedBytes = 0;
  #lastDueAt = 0;
  #running: Promise<void> | undefined;

  /** @param onRoom Called when a full lane accepts bytes again. */
  constructor(to: Socket, shapes: () => readonly ShapeInForce[], onRoom: () => void) {
    this.#to = to;
    this.#shapes = shapes;
    this.#onRoom = onRoom;
  }

  /** Accepts bytes, and returns whether there is room for more. */
  send(bytes: Buffer): boolean {
    if (bytes.length > 0) {
      this.#queue.push({ bytes, dueAt: this.#dueAt() });
      this.#queuedBytes += bytes.length;
      this.#running ??= this.#run().finally(() => (this.#running = undefined));
    }
    return this.#hasRoom();
  }

  /** Resolves when everything was sent, or can no longer be sent. */
  async empty(): Promise<void> {
    await this.#running;
  }

  #hasRoom(): boolean {
    const isLong = this.#shapes().some(({ shape }) => shape.delayMs !== undefined);
    return this.#queuedBytes < (isLong ? queuedBytesOnLongWay : queuedBytes);
  }

  #dueAt(): number {
    const now = performance.now();
    let delayMs = 0;
    for (const { shape, fire } of this.#shapes()) {
      if (shape.delayMs === undefined) continue;
      delayMs += shape.delayMs();
      fire();
    }
    this.#lastDueAt = Math.max(this.#lastDueAt, now + delayMs);
    return this.#lastDueAt;
  }

  async #run(): Promise<void> {
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      const waitMs = next.dueAt - performance.now();
      if (waitMs > 0) await sleep(waitMs);
      await this.#sendPieces(next.bytes);
      this.#queuedBytes -= next.bytes.length;
      if (this.#hasRoom()) this.#onRoom();
    }
  }

  async #sendPieces(bytes: Buffer): Promise<void> {
    for (let start = 0; start < bytes.length;) {
      const { size, pauseMs, isShaped } = this.#nextPiece(bytes.length - start);
      const piece = bytes.subarray(start, start + size);
      start += piece.length;
      if (this.#to.destroyed) return;
      if (!this.#to.write(piece)) await this.#drained();
      if (pauseMs > 0) await sleep(pauseMs);
      else if (isShaped) await nextTurn();
    }
  }

  #nextPiece(left: number): { size: number; pauseMs: number; isShaped: boolean } {
    let size = left;
    let pauseMs = 0;
    let isShaped = false;
    for (const { shape, fire } of this.#shapes()) {
      const { pieceBytes, bytesPerSecond } = shape;
      if (pieceBytes === undefined && bytesPerSecond === undefined) continue;
      isShaped = true;
      fire();
      size = Math.min(size, pieceBytes?.() ?? size);
      if (bytesPerSecond === undefined) continue;
      size = Math.min(size, Math.ceil(bytesPerSecond / piecesPerSecond));
      pauseMs = Math.max(pauseMs, (size / bytesPerSecond) * 1000);
    }
    return { size, pauseMs, isShaped };
  }

  async #drained(): Promise<void> {
    const to = this.#to;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        to.off('drain', done).off('close', done);
        resolve();
      };
      to.on('drain', done).on('close', done);
    });
  }
}
