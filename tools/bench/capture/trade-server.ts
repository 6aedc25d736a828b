import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

const symbols = ['BTCUSDT', 'ETHUSDT', 'SOLUSDT', 'BNBUSDT'] as const;
const everyMs = 10;
const firstId = 4_000_000_000;

/** A WebSocket server on this machine that sends trades as Binance does, at a fixed rate. */
export class TradeServer {
  readonly url: string;
  readonly #server: WebSocketServer;
  readonly #timer: NodeJS.Timeout;
  #latest: WebSocket | null = null;
  #sent = 0;

  /** @param perSecond - Trades per second, of all symbols. */
  static async start(perSecond: number): Promise<TradeServer> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    return new TradeServer(server, perSecond);
  }

  private constructor(server: WebSocketServer, perSecond: number) {
    this.#server = server;
    this.url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/stream`;
    server.on('connection', (socket) => {
      socket.on('error', () => undefined);
      this.#latest = socket;
    });
    let due = 0;
    let lastAt = performance.now();
    this.#timer = setInterval(() => {
      const now = performance.now();
      due += ((now - lastAt) * perSecond) / 1_000;
      lastAt = now;
      const socket = this.#latest;
      if (socket?.readyState !== socket?.OPEN) due = 0;
      for (; due >= 1; due -= 1) socket?.send(this.#next());
    }, everyMs);
  }

  /** Trades sent so far, to all connections. */
  get sent(): number {
    return this.#sent;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #next(): string {
    const number = this.#sent;
    this.#sent += 1;
    const symbol = symbols[number % symbols.length] ?? '';
    const id = firstId + Math.floor(number / symbols.length);
    const price = `${90_000 + (id % 1_000)}.${String(id % 100).padStart(2, '0')}000000`;
    const now = Date.now();
    const data = `{"e":"trade","E":${now},"s":"${symbol}","t":${id},"p":"${price}","q":"0.${String(id % 90_000).padStart(7, '0')}1","T":${now},"m":${id % 2 === 0},"M":true}`;
    return `{"stream":"${symbol.toLowerCase()}@trade","data":${data}}`;
  }
}
