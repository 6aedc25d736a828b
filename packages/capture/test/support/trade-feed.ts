import { untilTrue } from '@wdh/fault-injection';
import type { WebSocket } from 'ws';
import type { FeedSequence } from '../../src/index.js';
import { FeedServer, type FeedScript } from './feed-server.js';

/** A message of this feed: a number that is one higher than that of the message before. */
export const tradeOf = (id: number, padding = ''): string =>
  `{"s":"BTCUSDT","t":${id},"x":"${padding}"}`;

/** Returns the number of a message. */
export const idOf = (message: string): number => (JSON.parse(message) as { readonly t: number }).t;

/** Returns the place of a message in its sequence. */
export function sequenceOf(message: string): FeedSequence {
  return { key: 'BTCUSDT', sequence: BigInt(idOf(message)) };
}

/** A feed of numbered trades: each goes to all connections that are open. */
export class TradeFeed implements AsyncDisposable {
  readonly server: FeedServer;
  #lastId = 0;

  static async start(script: FeedScript = {}): Promise<TradeFeed> {
    return new TradeFeed(await FeedServer.start(script));
  }

  private constructor(server: FeedServer) {
    this.server = server;
  }

  get lastId(): number {
    return this.#lastId;
  }

  get open(): readonly WebSocket[] {
    return this.server.open;
  }

  /** Sends the next trades to connections, with a text that makes them longer. */
  trade(count: number, padding = '', to = this.open): void {
    for (let sent = 0; sent < count; sent += 1) {
      this.#lastId += 1;
      for (const connection of to) connection.send(tradeOf(this.#lastId, padding));
    }
  }

  /** Waits for the first connection. */
  async untilOpen(): Promise<void> {
    await untilTrue(() => this.open.length > 0, 30_000, 'a connection');
  }

  /** Sends the next trades as fast as the first connection takes them. */
  async flood(count: number, padding: string): Promise<void> {
    for (let rest = count; rest > 0; rest -= 1_000) {
      this.trade(Math.min(rest, 1_000), padding);
      await untilTrue(() => (this.open[0]?.bufferedAmount ?? 0) < 1_000_000, 60_000, 'room');
    }
  }

  /** Waits until the first connection takes no more of what was sent: the other side does not read. */
  async untilStuck(): Promise<void> {
    let before = -1;
    let same = 0;
    const isStuck = (): boolean => {
      const now = this.open[0]?.bufferedAmount ?? 0;
      same = now > 0 && now === before ? same + 1 : 0;
      before = now;
      return same === 50;
    };
    await untilTrue(isStuck, 30_000, 'a consumer that does not read');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
  }
}
