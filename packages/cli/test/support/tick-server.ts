import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** How a server sends ticks. */
export interface TickOptions {
  /** Ticks per second. Default 500. */
  readonly perSecond?: number;
  /** Ends after so many. Default: never. */
  readonly last?: number;
}

const everyMs = 10;

/**
 * A WebSocket server on this machine that sends `{"n":1,"price":"…"}`, `{"n":2,…}` and so on to the
 * latest connection, and continues where it was on the next one.
 */
export class TickServer implements AsyncDisposable {
  readonly url: string;
  readonly #server: WebSocketServer;
  readonly #timer: NodeJS.Timeout;
  readonly #startedAt = performance.now();
  /** The path of each connection. */
  readonly paths: string[] = [];
  /** Texts received. */
  readonly received: string[] = [];
  #latest: WebSocket | null = null;
  #sent = 0;

  static async start(options: TickOptions = {}): Promise<TickServer> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    return new TickServer(server, options);
  }

  private constructor(server: WebSocketServer, { perSecond = 500, last = Infinity }: TickOptions) {
    this.#server = server;
    this.url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ticks?key=canary`;
    server.on('connection', (socket, request) => {
      this.paths.push(request.url ?? '');
      socket.on('error', () => undefined);
      socket.on('message', (data) => this.received.push((data as Buffer).toString()));
      this.#latest = socket;
    });
    let due = 0;
    let lastAt = this.#startedAt;
    this.#timer = setInterval(() => {
      const now = performance.now();
      due += ((now - lastAt) * perSecond) / 1_000;
      lastAt = now;
      const socket = this.#latest;
      if (socket === null || socket.readyState !== socket.OPEN) due = 0;
      // A slow consumer is not buried.
      else if (socket.bufferedAmount > 16_000_000) return;
      else {
        for (; due >= 1 && this.#sent < last; due -= 1) {
          this.#sent += 1;
          socket.send(`{"n":${this.#sent},"price":"${this.#sent % 1_000}.10"}`);
        }
      }
    }, everyMs);
  }

  /** The number of ticks sent so far, to all connections. */
  get sent(): number {
    return this.#sent;
  }

  /** Sends a text as it is. */
  say(text: string): void {
    this.#latest?.send(text);
  }

  /** Ends the latest connection without a word. */
  cut(): void {
    this.#latest?.terminate();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
